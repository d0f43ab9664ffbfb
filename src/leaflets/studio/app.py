"""The app: which address shows what, and which takes what is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from leaflets.content.leaflet import LeafletFile
from leaflets.edition.selection import Job
from leaflets.edition.wording import holding
from leaflets.problems import ContentError, Problem
from leaflets.store.project import Project
from leaflets.store.translations import foreign
from leaflets.studio import deciding, entering, proposing, rewording, sending, starting, translating
from leaflets.studio.choice import Chosen, choose
from leaflets.studio.desk import Desk
from leaflets.studio.guard import SHOWN_POLICY, Guard
from leaflets.studio.render import page
from leaflets.studio.words import entry_of, identity, parts

Shown = Callable[[Project, Chosen, Mapping[str, str]], Mapping[str, object]]
"""What a view is made of, for what is chosen and for what else its address says."""
Work = Callable[[Desk, Project, Job, Mapping[str, Any]], Mapping[str, object]]
"""What is done with what was sent; what comes of it is said in return."""

STATIC = Path(__file__).parent / "static"
FOREVER = {"Cache-Control": "private, max-age=86400, immutable"}


def _nothing(_: Project, __: Chosen, ___: Mapping[str, str]) -> Mapping[str, object]:
    return {}


def _words(project: Project, chosen: Chosen, _: Mapping[str, str]) -> Mapping[str, object]:
    job = chosen.job
    whole = "; ".join(f"{one.by}, {one.signed}" for one in holding(project, job))
    return {"parts": parts(project, job), "translated": foreign(project, job.language), "whole": whole}


def _entry(project: Project, chosen: Chosen, query: Mapping[str, str]) -> Mapping[str, object]:
    name, passage, entry = entry_of(project, chosen.job, query.get("name", ""))
    return {"entry": entry, "passage": passage, "name": name, "identity": identity(passage)}


VIEWS: Mapping[str, Shown] = {
    "words": _words,
    "entry": _entry,
    "preview": _nothing,
    "review": deciding.waiting,
    "suggestions": proposing.proposed,
    "translate": translating.beside,
    "print": _nothing,
    "lists": entering.lists,
}
"""The views by their names, which are their addresses and those of their templates."""

WORKS: Mapping[str, Work] = {
    "reword": rewording.reword,
    "arrange": rewording.arrange,
    "condition": rewording.condition,
    "try": rewording.tried,
    "undo": rewording.undo,
    "redo": rewording.redo,
    "decide": deciding.decide,
    "suggest": proposing.suggest,
    "settle": proposing.settle,
    "translate": translating.translate,
    "lists": entering.enter,
}


def studio(root: Path, token: str, port: int, read_only: bool = False) -> Starlette:
    """The app for a project in a folder."""
    desk = Desk(root, read_only)

    @asynccontextmanager
    async def watching(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(desk.watch())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    routes = [
        Route("/", _home),
        Route("/begin", _begin),
        Route("/begin", _work, methods=["POST"]),
        *(Route(f"/{name}", _view) for name in VIEWS),
        *(Route(f"/{name}", _work, methods=["POST"]) for name in WORKS),
        Route("/pages", _pages),
        Route("/picture/{name:str}", _picture),
        Route("/screen", _screen),
        Route("/message", _message),
        Route("/file", _file),
        Route("/run", _run, methods=["POST"]),
        Route("/changes", _changes),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=routes,
        lifespan=watching,
        middleware=[Middleware(Guard, token=token, port=port, read_only=read_only)],
    )
    app.state.desk = desk
    return app


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _home(request: Request) -> Response:
    """What the project has: its leaflets and its clinics."""
    desk = _desk(request)
    with desk.open() as project:
        try:
            titles, problems = dict[str, LeafletFile | None](), list[Problem]()
            for name in project.names("leaflets"):
                try:
                    titles[name] = project.leaflet(name).file
                except ContentError as error:
                    titles[name] = None
                    problems += error.problems
            values = {"leaflets": titles, "clinics": project.names("clinics"), "problems": problems}
            return page("home.html", {"view": "home", "query": "", "read_only": desk.read_only, **values})
        except ContentError as error:
            return _faulty(desk, error, "home", "")


def _begin(request: Request) -> Response:
    """The form of a new leaflet, whatever is wrong with others."""
    return page("begin.html", {"view": "begin", "query": "", "read_only": _desk(request).read_only})


def _view(request: Request) -> Response:
    """A view of what is chosen; with ``part`` in its address, only what changes of it."""
    name, desk = request.url.path.strip("/"), _desk(request)
    query = dict(request.query_params)
    with desk.open() as project:
        try:
            chosen = choose(project, query)
            values = VIEWS[name](project, chosen, query)
        except ContentError as error:
            return _faulty(desk, error, name, request.url.query)
    template = f"{name}-part.html" if "part" in query else f"{name}.html"
    around = {"view": name, "chosen": chosen, "query": chosen.query, "read_only": desk.read_only}
    return page(template, {**around, **values})


def _faulty(desk: Desk, error: ContentError, view: str, query: str) -> Response:
    values = {"problems": error.problems, "view": view, "query": query, "read_only": desk.read_only}
    return page("faulty.html", values, 409)


def _pages(request: Request) -> Response:
    """The pages of what is chosen, and what is wrong."""
    desk = _desk(request)
    with desk.open() as project:
        try:
            job = choose(project, request.query_params).job
            view = desk.view(job)
        except ContentError as error:
            return JSONResponse({"pages": None, "problems": said(error.problems)})
    made = {key: value for key, value in asdict(view).items() if key not in ("said", "problems", "warnings")}
    return JSONResponse(
        {
            **made,
            "screen": bool(view.said),
            "problems": said(view.problems),
            "warnings": said(view.warnings),
        }
    )


def said(problems: Any) -> list[dict[str, str]]:
    """Problems as a browser is told of them."""
    return [{"where": str(one.where), "message": one.message, "hint": one.hint} for one in problems]


def _picture(request: Request) -> Response:
    """A page as a picture, by the name that the pages gave it, and how sharp it should be: ``NAME-2.png``."""
    name, _, scale = request.path_params["name"].removesuffix(".png").rpartition("-")
    desk = _desk(request)
    with desk.open():
        made = desk.gallery.picture(name, int(scale)) if scale.isdigit() else None
    if made is None:
        return PlainTextResponse("There is no such page by now.", 404)
    return Response(made, media_type="image/png", headers=FOREVER)


def _screen(request: Request) -> Response:
    """The edition for the screen that is chosen, as its readers have it."""
    desk = _desk(request)
    with desk.open() as project:
        try:
            job = choose(project, request.query_params).job
            view = desk.view(job)
        except ContentError:
            return PlainTextResponse("", 404)
    kind = "text/html" if job.format == "html" else "text/plain"
    return Response(view.said, media_type=kind, headers={"Content-Security-Policy": SHOWN_POLICY})


def _message(request: Request) -> Response:
    """The message that what is chosen is sent with."""
    desk = _desk(request)
    with desk.open() as project:
        try:
            made = sending.message(project, choose(project, request.query_params).job)
        except ContentError:
            return PlainTextResponse("", 404)
    return Response(made, media_type="text/html", headers={"Content-Security-Policy": SHOWN_POLICY})


def _file(request: Request) -> Response:
    """What is shown, made as the command line makes it, to be kept."""
    desk = _desk(request)
    with desk.open() as project:
        try:
            name, data = sending.made(project, choose(project, request.query_params).job, request.query_params)
        except ContentError as error:
            return _faulty(desk, error, "print", request.url.query)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _run(request: Request) -> Response:
    """Make a clinic's leaflets, telling how far it is; who asks no longer ends it."""
    desk = _desk(request)
    with desk.open() as project:
        try:
            job = choose(project, request.query_params).job
        except ContentError as error:
            return JSONResponse({"problems": said(error.problems)}, 409)
        root = project.root
    return StreamingResponse(sending.print_run(root, job), media_type="application/x-ndjson")


async def _work(request: Request) -> Response:
    """Do something with what was sent. What is wrong with it is said, and then nothing was changed."""
    desk = _desk(request)
    try:
        sent = await request.json()
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        return JSONResponse({"problems": [{"where": "", "message": "This was not understood.", "hint": ""}]}, 400)
    return await run_in_threadpool(_worked, request.url.path.strip("/"), desk, dict(request.query_params), sent)


def _worked(name: str, desk: Desk, query: Mapping[str, str], sent: Mapping[str, Any]) -> Response:
    with desk.open() as project:
        try:
            if name == "begin":
                return JSONResponse({"problems": [], **starting.make_leaflet(project, sent)})
            done = {"problems": [], **WORKS[name](desk, project, choose(project, query).job, sent)}
            return JSONResponse(done, 409 if done["problems"] else 200)
        except ContentError as error:
            return JSONResponse({"problems": said(error.problems)}, 409)
        except OSError as error:
            message = f"{error.filename or ''} cannot be written: {error.strerror}; nothing was changed"
            return JSONResponse({"problems": [{"where": "", "message": message, "hint": ""}]}, 507)


def _changes(request: Request) -> Response:
    """An event for each change of a file, as long as somebody listens."""
    return StreamingResponse(_desk(request).changes(), media_type="text/event-stream")
