"""The conversation as a file: made when asked for, held in memory for minutes, fetched by an address nobody can guess."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from ui.chat.exchanges import Exchanges
from ui.pages.frame import missing_page
from ui.presenting.record import Recorded, as_markdown, as_word

if TYPE_CHECKING:
    import gradio

MINUTES = 10
"""How long a file waits: long enough for a second try, which phones and sandboxed frames need."""
MOST = 200
"""Files held at once; beyond it the oldest goes. A record has about 40 kB."""


@dataclass(frozen=True)
class File:
    """A file that waits to be fetched."""

    name: str
    kind: str
    """Media type."""
    content: bytes


FORMATS: dict[str, tuple[str, str, Callable[[list[Recorded], date], bytes]]] = {
    "Word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_word),
    "Markdown": ("md", "text/markdown; charset=utf-8", lambda said, made: as_markdown(said, made).encode()),
}
"""Name on screen: ending, media type, writer."""


class Shelf:
    """Files in memory only. An address serves until its minutes are over, not once: the first try may be refused."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._files: dict[str, tuple[float, File]] = {}
        self._lock = threading.Lock()

    def keep(self, file: File) -> str:
        """The token under which the file waits."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._drop_old()
            self._files[token] = (self._clock() + 60 * MINUTES, file)
            while len(self._files) > MOST:
                del self._files[next(iter(self._files))]
        return token

    def get(self, token: str) -> File | None:
        """The file, if it still waits."""
        with self._lock:
            self._drop_old()
            found = self._files.get(token)
        return found[1] if found else None

    def _drop_old(self) -> None:
        now = self._clock()
        self._files = {token: held for token, held in self._files.items() if held[0] > now}


def record(past: Exchanges, name: str, made: date) -> File:
    """The answered exchanges as a file in the format with this name."""
    ending, kind, write = FORMATS[name]
    said = [Recorded(e.question, e.answer, e.nation) for e in past if e.answer]
    return File(f"preceptorship-record-{made.isoformat()}.{ending}", kind, write(said, made))


def downloads_router(shelf: Shelf) -> APIRouter:
    """`/download/{token}`."""
    router = APIRouter()

    @router.get("/download/{token}", include_in_schema=False)
    def download(token: str) -> Response:
        file = shelf.get(token)
        if file is None:
            missing = missing_page(f"A record waits for {MINUTES} minutes only: make it again in the chat.")
            return HTMLResponse(missing.html, missing.status)
        told = {"content-disposition": f'attachment; filename="{file.name}"', "cache-control": "no-store"}
        return Response(file.content, media_type=file.kind, headers=told)

    return router


@dataclass(frozen=True)
class Downloads:
    """A button for each format, and the link to the file that was made last, which chat.js follows."""

    buttons: tuple["gradio.Button", ...]
    link: "gradio.Markdown"

    def shown(self) -> dict[Any, Any]:
        """No link: a file made earlier lacks what was said since."""
        import gradio as gr

        return {self.link: gr.update(value="", visible=False)}

    def connect(self, shelf: Shelf, past: "gradio.State", event: dict[str, Any]) -> None:
        """Each button puts its file on the shelf and shows the link."""
        for button, name in zip(self.buttons, FORMATS, strict=True):
            button.click(self._making(shelf, name), [past], [self.link], **event)

    def _making(self, shelf: Shelf, name: str) -> Callable[[Exchanges], Any]:
        import gradio as gr

        def make(past: Exchanges) -> Any:
            token = shelf.keep(record(past, name, date.today()))
            return gr.update(value=f"[Save the {name} file](/download/{token})", visible=True)

        return make


def download_buttons() -> tuple["gradio.Button", ...]:
    """A button for each format, where they are called for."""
    import gradio as gr

    return tuple(
        gr.Button(f"Download as {name}", size="sm", min_width=100, elem_classes=["quiet", "download"])
        for name in FORMATS
    )
