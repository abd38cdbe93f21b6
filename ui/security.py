"""What every response carries and what is refused beforehand: plain ASGI, so that streams stay streams."""

import re
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import PreceptorshipError
from ui.api.problems import TooLong, problem, too_long

LONGEST_BODY = 256 * 1024
"""Bytes a request may send: a 2,000-character question with a long conversation, and room to spare."""
LONGEST_UPLOAD = 4 * 1024 * 1024
"""Bytes a request to the bench may send: a spreadsheet of some thousand test questions."""

CHAT = "/chat"
BENCH = "/bench"
CHAT_ROUTES = re.compile(
    r"^/chat(?:/?|/(?:config|theme\.css|manifest\.json|robots\.txt|favicon\.ico)/?|/(?:static|assets|svelte)/.+"
    r"|/gradio_api/(?:info|queue/join|queue/data|startup-events|reset|cancel|theme\.css|heartbeat/\w+)/?)$"
)
"""The parts of Gradio that the chat uses; everything else it serves (uploads, files, proxy, runs …) is not there."""

ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?")

_GRADIO = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'"
)
_PAGE = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
_BENCH = f"{_PAGE}; script-src 'self'; connect-src 'self'"
"""For the educators' bench, which no page may frame."""
_EMBED = f"{_PAGE}; script-src 'self'; frame-src 'self'"
"""For the page that shows how to embed the chat and its demonstration, which no other page may frame."""
_EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


@dataclass(frozen=True)
class Guard:
    """Adds the security headers, hides unused Gradio routes and limits the size of a request."""

    app: ASGIApp
    hub_origins: tuple[str, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        bench = path == BENCH or path.startswith(f"{BENCH}/")
        told = _bench_headers() if bench else self._headers(path)
        added = [(name.encode(), value.encode()) for name, value in {**_EVERYWHERE, **told}.items()]
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                names = {name for name, _ in added}
                kept = [
                    (name, value)
                    for name, value in message["headers"]
                    if name.lower() not in names and not (bench and name.lower().startswith(b"access-control-"))
                ]
                message = {**message, "headers": kept + added}
            await send(message)

        if path.startswith(CHAT) and not CHAT_ROUTES.match(path):
            await problem(404, "There is nothing at this address.")(scope, receive, sending)
            return
        try:
            await self.app(scope, _limited(scope, receive, LONGEST_UPLOAD if bench else LONGEST_BODY), sending)
        except TooLong:
            if not started:
                await too_long()(scope, receive, sending)

    def _headers(self, path: str) -> dict[str, str]:
        policy = _GRADIO if path.startswith(CHAT) else _EMBED if path.startswith("/embed") else _PAGE
        framing = "'none'" if path == "/embed/demo" else " ".join(("'self'", *self.hub_origins))
        return {"content-security-policy": f"{policy}; frame-ancestors {framing}"}


def _bench_headers() -> dict[str, str]:
    """The bench is framed by nobody, whatever hubs there are, and stays in no cache."""
    return {
        "content-security-policy": f"{_BENCH}; frame-ancestors 'none'",
        "x-frame-options": "DENY",
        "cache-control": "no-store",
    }


def checked_origins(origins: tuple[str, ...]) -> tuple[str, ...]:
    """The origins, if each is one. Raises PreceptorshipError: a wrong one would widen or break the policy."""
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise PreceptorshipError(
                f"The hub origin {origin!r} is not an origin.", "Write it like https://hub.example, without a path."
            )
    return origins


def _limited(scope: Scope, receive: Receive, longest: int) -> Receive:
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    size = 0

    async def receiving() -> Message:
        nonlocal size
        if declared.isdigit() and int(declared) > longest:
            raise TooLong
        message = await receive()
        size += len(message.get("body", b""))
        if size > longest:
            raise TooLong
        return message

    return receiving
