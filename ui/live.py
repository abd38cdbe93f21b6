"""The assistant of a running server: it moves to a new generation when one is published, and no request notices."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import PreceptorshipError
from ui.presenting.sections import Sections

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.settings import Settings

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between looks at what is published: reading one small file."""
TRY_AGAIN = 30
"""Looks until a generation that could not be opened is tried again."""


@dataclass(frozen=True)
class Opened:
    """One generation's assistant, with its passages arranged for pages and cards."""

    assistant: "Assistant"
    sections: Sections


class _Held:
    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.users = 0
        self.retired = False


class Live:
    """Lends the newest assistant that opens; an earlier one is closed when its last user is done."""

    def __init__(self, open_assistant: Callable[[], "Assistant"], published: Callable[[], str]) -> None:
        """published: the name of what is published. Raises what `open_assistant` raises the first time."""
        self._open = open_assistant
        self._published = published
        self._name = published()
        self._failed_looks = 0
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._held = _Held(_opened(open_assistant()))
        self._closed = threading.Event()

    @contextmanager
    def lease(self) -> Iterator[Opened]:
        """One generation for as long as a request needs it."""
        with self._lock:
            held = self._held
            held.users += 1
        try:
            yield held.opened
        finally:
            with self._lock:
                held.users -= 1
                unused = held.retired and not held.users
            if unused:
                _close(held)

    def look(self) -> bool:
        """Move to what is published now, if it is another and opens; whether it moved."""
        with self._looking:
            name = self._published()
            if not name or name == self._name:
                self._failed_looks = 0
                return False
            self._failed_looks += 1
            if self._failed_looks % TRY_AGAIN != 1:
                return False
            try:
                held = _Held(_opened(self._open()))
            except (PreceptorshipError, OSError) as error:
                log.warning("the newly published index cannot be opened and the earlier one stays: %s", error)
                return False
            self._name, self._failed_looks = name, 0
            with self._lock:
                before, self._held = self._held, held
                before.retired = True
                unused = not before.users
            if unused:
                _close(before)
            return True

    def watch(self) -> None:
        """Look from time to time, in a thread, until closed."""

        def keep_looking() -> None:
            while not self._closed.wait(LOOK_EVERY):
                self.look()

        threading.Thread(target=keep_looking, name="generations", daemon=True).start()

    def close(self) -> None:
        """Stop watching and close what is held; nothing may be asked afterwards."""
        self._closed.set()
        _close(self._held)


def open_live(settings: "Settings") -> Live:
    """The assistant over the published index, each generation probed before it is served."""
    from assistant.pipeline import open_assistant
    from assistant.questions import Question
    from ingest.generations import Generations
    from ingest.probing import is_healthy

    def ready() -> "Assistant":
        assistant = open_assistant(settings, is_healthy)
        assistant.answer.invoke(Question("What is preceptorship?"))  # the models load now, not while a person waits
        return assistant

    generations = Generations(settings.index)
    return Live(ready, lambda: generations.pointed_at)


def _opened(assistant: "Assistant") -> Opened:
    return Opened(assistant, Sections(assistant.corpus, assistant.index.passages))


def _close(held: _Held) -> None:
    with suppress(Exception):  # whatever its native code meets, the next generation serves already
        held.opened.assistant.index.close()
