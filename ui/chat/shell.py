"""Gradio's page around the chat, put right on its way out where Gradio has no setting: plain ASGI."""

import re
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHARED = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>')
"""What a link to the chat would be shown as in a message: Gradio's own name and picture."""
OWN = (
    b'<meta property="og:title" content="Preceptorship Assistant">'
    b'<meta property="og:description" content="Questions about AHP preceptorship in Scotland, answered from documents.">'
    b'<noscript><meta http-equiv="refresh" content="0; url=/ask"></noscript>'
)
"""In its place; and the plain version for a reader without JavaScript, who would see nothing."""


@dataclass(frozen=True)
class Shell:
    """Mends the page of the chat and lets everything else through."""

    app: ASGIApp
    path: str = "/chat/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"] != self.path or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = mended(b"".join(parts))
            others = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
            await send({**start, "headers": [*others, (b"content-length", str(len(body)).encode())]})
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, sending)


def mended(page: bytes) -> bytes:
    """The page in its language, under its own name, with a way on without JavaScript."""
    page = SHARED.sub(b"", page).replace(b'lang="en"', b'lang="en-GB"', 1)
    return page.replace(b"</head>", OWN + b"</head>", 1)
