"""The app: which address shows what, and which takes what is sent."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
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
from leaflets.problems import ContentError, Problem, Source, gathered
from leaflets.store.project import Project
from leaflets.store.translations import foreign
from leaflets.studio import deciding, entering, sending, words
from leaflets.studio.choice import Chosen, choose
from leaflets.studio.desk import Desk
from leaflets.studio.guard import SHOWN_POLICY, guard
from leaflets.studio.render import page
from leaflets.studio.sent import identity, said

Shown = Callable[[Project, Chosen, Mapping[str, str]], Mapping[str, object]]
"""What a view is made of, for what is chosen and for what else its address says."""
Work = Callable[[Desk, Project, Job, Mapping[str, Any]], Mapping[str, object]]
"""What is done with what was sent; what comes of it is said in return."""

STATIC = Path(__file__).parent / "static"
FOREVER = {"Cache-Control": "private, max-age=86400, immutable"}


def _words(project: Project, chosen: Chosen, _: Mapping[str, str]) -> Mapping[str, object]:
    job = chosen.job
    whole = "; ".join(f"{one.by}, {one.signed}" for one in holding(project, job))
    return {"parts": words.parts(project, job), "translated": foreign(project, job.language), "whole": whole}


def _entry(project: Project, chosen: Chosen, query: Mapping[str, str]) -> Mapping[str, object]:
    name, passage, entry = words.entry_of(project, chosen.job, query.get("name", ""))
    return {"entry": entry, "passage": passage, "name": name, "identity": identity(passage)}


VIEWS: Mapping[str, Shown] = {
    "words": _words,
    "entry": _entry,
    "preview": lambda *_: {},
    "review": deciding.waiting,
    "suggestions": deciding.proposed,
    "translate": deciding.beside,
    "print": lambda *_: {},
    "lists": entering.lists,
}
"""The views by their names, which are their addresses and those of their templates."""

WORKS: Mapping[str, Work] = {
    "reword": words.reword,
    "arrange": words.arrange,
    "condition": words.condition,
    "try": words.tried,
    "undo": lambda desk, *_: {"file": desk.undo()},
    "redo": lambda desk, *_: {"file": desk.redo()},
    "decide": deciding.decide,
    "suggest": deciding.suggest,
    "settle": deciding.settle,
    "translate": deciding.translate,
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
        exception_handlers={ContentError: _refused},
        middleware=[Middleware(guard, token=token, port=port, read_only=read_only)],
    )
    app.state.desk = desk
    return app


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


@contextmanager
def _chosen(request: Request) -> Iterator[tuple[Project, Chosen]]:
    """The project, for this thread alone, and what an address chooses of it. Raises ContentError."""
    with _desk(request).open() as project:
        yield project, choose(project, request.query_params)


def _refused(request: Request, error: Any) -> Response:
    """What is wrong with the project, or with what was sent, as whoever asked can show it; a document is not there."""
    view, problems = request.url.path.strip("/"), said(error.problems)
    if request.method == "POST":
        return JSONResponse({"problems": problems}, 409)
    if view == "pages":
        return JSONResponse({"pages": None, "problems": problems})
    if view in ("screen", "message"):
        return PlainTextResponse("", 404)
    here = {"view": "print" if view == "file" else view or "home", "query": view and request.url.query}
    return page("faulty.html", {**here, "problems": error.problems, "read_only": _desk(request).read_only}, 409)


def _home(request: Request) -> Response:
    """What the project has: its leaflets and its clinics."""
    desk, titles, problems = _desk(request), dict[str, LeafletFile | None](), list[Problem]()
    with desk.open() as project:
        for name in project.names("leaflets"):
            titles[name] = None
            with gathered(problems):
                titles[name] = project.leaflet(name).file
        values = {"leaflets": titles, "clinics": project.names("clinics"), "problems": problems}
        return page("home.html", {"view": "home", "query": "", "read_only": desk.read_only, **values})


def _begin(request: Request) -> Response:
    """The form of a new leaflet, whatever is wrong with others."""
    return page("begin.html", {"view": "begin", "query": "", "read_only": _desk(request).read_only})


def _view(request: Request) -> Response:
    """A view of what is chosen; with ``part`` in its address, only what changes of it."""
    name, query = request.url.path.strip("/"), request.query_params
    with _chosen(request) as (project, chosen):
        values = VIEWS[name](project, chosen, query)
    template = f"{name}-part.html" if "part" in query else f"{name}.html"
    around = {"view": name, "chosen": chosen, "query": chosen.but(), "read_only": _desk(request).read_only}
    return page(template, {**around, **values})


def _pages(request: Request) -> Response:
    """The pages of what is chosen, and what is wrong."""
    with _chosen(request) as (_, chosen):
        view = _desk(request).view(chosen.job)
    made = {"pages": view.pages, "places": view.places, "panels": view.panels, "screen": bool(view.said)}
    return JSONResponse({**made, "problems": said(view.problems), "warnings": said(view.warnings)})


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
    with _chosen(request) as (_, chosen):
        view = _desk(request).view(chosen.job)
    kind = "text/html" if chosen.job.format == "html" else "text/plain"
    return Response(view.said, media_type=kind, headers={"Content-Security-Policy": SHOWN_POLICY})


def _message(request: Request) -> Response:
    """The message that what is chosen is sent with."""
    with _chosen(request) as (project, chosen):
        made = sending.message(project, chosen.job)
    return Response(made, media_type="text/html", headers={"Content-Security-Policy": SHOWN_POLICY})


def _file(request: Request) -> Response:
    """What is shown, made as the command line makes it, to be kept."""
    with _chosen(request) as (project, chosen):
        name, data = sending.made(project, chosen.job, request.query_params)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _run(request: Request) -> Response:
    """Make a clinic's leaflets, telling how far it is; who asks no longer ends it."""
    with _chosen(request) as (project, chosen):
        return StreamingResponse(sending.print_run(project.root, chosen.job), media_type="application/x-ndjson")


async def _work(request: Request) -> Response:
    """Do something with what was sent. What is wrong with it is said, and then nothing was changed."""
    try:
        sent = await request.json()
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        return JSONResponse({"problems": said([Problem(Source(""), "This was not understood.")])}, 400)
    return await run_in_threadpool(_worked, request, sent)


def _worked(request: Request, sent: Mapping[str, Any]) -> Response:
    name, desk = request.url.path.strip("/"), _desk(request)
    with desk.open() as project:
        try:
            if name == "begin":
                return JSONResponse({"problems": [], **entering.begin(project, sent)})
            job = choose(project, request.query_params).job
            done = {"problems": [], **WORKS[name](desk, project, job, sent)}
            return JSONResponse(done, 409 if done["problems"] else 200)
        except OSError as error:
            message = f"{error.filename or ''} cannot be written: {error.strerror}; nothing was changed"
            return JSONResponse({"problems": said([Problem(Source(""), message)])}, 507)


def _changes(request: Request) -> Response:
    """An event for each change of a file, as long as somebody listens."""
    return StreamingResponse(_desk(request).changes(), media_type="text/event-stream")
