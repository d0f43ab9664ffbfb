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


class Guard:
    """Stands before an app. ``token`` opens it once, and a cookie from then on; ``hosts`` are the names it is known by.

    With ``read_only`` nothing can be sent.
    """

    def __init__(self, app: ASGIApp, token: str, port: int, read_only: bool) -> None:
        self._app = app
        self._token = token
        self._cookie = f"leaflets-{port}"
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._read_only = read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        answer = self._answered(scope)
        if answer is None:
            try:
                await self._app(scope, _limited(receive), _hardened(send))
            except TooLargeError:
                await PlainTextResponse("This is too large to be sent.", 413)(scope, receive, _hardened(send))
        else:
            await answer(scope, receive, _hardened(send))

    def _answered(self, scope: Scope) -> Response | None:
        """What is said to those who may not ask, or who come in for the first time."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts:
            return PlainTextResponse("The studio answers to this machine alone.", 421)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("Another site may not ask this.", 403)
        query = parse_qsl(scope["query_string"].decode("latin-1"))
        given = next((value for name, value in query if name == "token"), "")
        if scope["method"] == "GET" and given and self._right(given):
            rest = urlencode([pair for pair in query if pair[0] != "token"])
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
            return answer
        if not self._known(headers):
            return PlainTextResponse("Open the address that the studio named when it was started.", 403)
        if scope["method"] not in ("GET", "HEAD"):
            if headers.get("origin") != f"http://{host}":
                return PlainTextResponse("Another site may not send this.", 403)
            if self._read_only:
                return PlainTextResponse("The studio was started to look, and changes nothing.", 403)
            if int(headers.get("content-length", "0") or 0) > MOST_BYTES:
                return PlainTextResponse("This is too large to be sent.", 413)
        return None

    def _known(self, headers: Headers) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return False
        return cookie is not None and self._right(cookie.value)

    def _right(self, given: str) -> bool:
        return compare_digest(given.encode(), self._token.encode())


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
