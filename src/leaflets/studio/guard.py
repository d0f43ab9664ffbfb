"""Who may ask, and what an answer may do: this machine's browser alone, with the token; nothing from elsewhere."""

from collections.abc import Mapping
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 9_000_000
"""No request has a larger body: a photo is the largest thing that is ever sent."""

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
SHOWN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
"""For a leaflet's own web page: it looks as it does for readers, and can do nothing."""

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class TooLargeError(Exception):
    """More was sent than anything here has need of."""


def guard(app: ASGIApp, token: str, port: int, read_only: bool) -> ASGIApp:
    """The app, for those who may ask. ``token`` opens it once, and a cookie from then on.

    With ``read_only`` nothing can be sent.
    """

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        answer = _answered(scope, token, port, read_only)
        if answer is None:
            try:
                await app(scope, _limited(receive), _hardened(send))
            except TooLargeError:
                await PlainTextResponse("This is too large to be sent.", 413)(scope, receive, _hardened(send))
        else:
            await answer(scope, receive, _hardened(send))

    return guarded


def _answered(scope: Scope, token: str, port: int, read_only: bool) -> Response | None:
    """What is said to those who may not ask, or who come in for the first time."""
    headers, cookie = Headers(scope=scope), f"leaflets-{port}"
    host = headers.get("host", "")
    if host not in (f"127.0.0.1:{port}", f"localhost:{port}"):
        return PlainTextResponse("The studio answers to this machine alone.", 421)
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return PlainTextResponse("Another site may not ask this.", 403)
    query = parse_qsl(scope["query_string"].decode("latin-1"))
    given = next((value for name, value in query if name == "token"), "")
    if scope["method"] == "GET" and given and compare_digest(given.encode(), token.encode()):
        rest = urlencode([pair for pair in query if pair[0] != "token"])
        answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(cookie, token, httponly=True, samesite="strict", path="/")
        return answer
    if not compare_digest(_kept(headers, cookie).encode(), token.encode()):
        return PlainTextResponse("Open the address that the studio named when it was started.", 403)
    if scope["method"] not in ("GET", "HEAD"):
        if headers.get("origin") != f"http://{host}":
            return PlainTextResponse("Another site may not send this.", 403)
        if read_only:
            return PlainTextResponse("The studio was started to look, and changes nothing.", 403)
        if int(headers.get("content-length", "0") or 0) > MOST_BYTES:
            return PlainTextResponse("This is too large to be sent.", 413)
    return None


def _kept(headers: Headers, cookie: str) -> str:
    """What a browser has kept in a cookie."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie)
    except CookieError:
        return ""
    return found.value if found else ""


def _limited(receive: Receive) -> Receive:
    """The same messages, as long as they are not too much together: a body can come without its length."""
    size = 0

    async def limited() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MOST_BYTES:
            raise TooLargeError
        return message

    return limited


def _hardened(send: Send) -> Send:
    """The same answers, with what keeps a browser from doing more with them than it must."""

    async def hardened(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault("Content-Security-Policy", POLICY)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return hardened
