"""Runs of sets, one after another in a thread of their own, so that readers are answered meanwhile."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.errors import PreceptorshipError
from evals.run import Over, run
from ui.store.database import StoreUnavailable
from ui.store.runs import Runs, RunState

if TYPE_CHECKING:
    from evals.samples import Sample
    from ui.live import Live
    from ui.store.case_sets import CaseSet

log = logging.getLogger(__name__)

RESTARTED = "The service was restarted before the run was done."
PAUSES = (1, 5, 30, 120)
"""Seconds between tries to keep what came of a run: minutes of work are not lost to a database that restarts."""


class _Ended(Exception):
    """The run was stopped, or the server closes; its row says so already."""


class Runner:
    """Asks the questions of a set over the index that is served, and keeps what came of it."""

    def __init__(self, live: "Live", runs: Runs) -> None:
        """No run of this store is under way elsewhere: one server serves one store."""
        self._live, self._runs = live, runs
        self._closing = threading.Event()
        self._ended: dict[int, threading.Event] = {}  # a removed run's number may be given to the next one
        self._turn = ThreadPoolExecutor(1, thread_name_prefix="bench run")
        runs.end_all(RESTARTED)

    def start(self, kept: "CaseSet", samples: Sequence["Sample"], asked_by: str) -> int:
        """Put a run in the queue; its id. Raises PreceptorshipError when there is nothing to ask."""
        if not samples:
            raise PreceptorshipError("No row of this set is ready to run.", "Mend a row, or add a test question.")
        made = self._runs.begin(kept.id, kept.name, len(samples), asked_by)
        ended = self._ended[made] = threading.Event()
        self._turn.submit(self._run, made, tuple(samples), ended)
        return made

    def stop(self, id: int, by: str) -> None:
        """End a run before its next question."""
        self._runs.end(id, RunState.STOPPED, f"Stopped by {by}.")
        if id in self._ended:
            self._ended[id].set()

    def close(self) -> None:
        """Start nothing more; the run under way ends before its next question."""
        self._closing.set()
        with suppress(StoreUnavailable):
            self._runs.end_all(RESTARTED)
        self._turn.shutdown(wait=True, cancel_futures=True)

    def _run(self, id: int, samples: Sequence["Sample"], ended: threading.Event) -> None:
        try:
            with self._live.lease() as opened:
                assistant = opened.assistant
                over = self._told(id, ended)
                report = run(samples, assistant.answer, assistant.index.by_id, assistant.corpus, over=over)
            if not ended.is_set():
                self._keep(lambda: self._runs.finish(id, report))
        except _Ended:
            return
        except PreceptorshipError as error:
            self._note(id, f"{error.message} {error.hint}".strip())
        except Exception as error:  # the outermost function of a thread: the run is told to have broken off
            log.exception("a run broke off")
            self._note(id, f"Something went wrong ({type(error).__name__}). Run the set again.")

    def _note(self, id: int, why: str) -> None:
        try:
            self._keep(lambda: self._runs.end(id, RunState.BROKEN, why))
        except PreceptorshipError as error:
            log.warning("a run that ended could not be noted: %s", error.message)

    def _keep(self, keep: Callable[[], None]) -> None:
        """Do it, and once more after each pause as long as the store cannot be used."""
        for pause in PAUSES:
            try:
                return keep()
            except StoreUnavailable:
                if self._closing.wait(pause):
                    break
        return keep()

    def _told(self, id: int, ended: threading.Event) -> Over:
        def over(samples: Sequence["Sample"]) -> Iterator["Sample"]:
            for done, sample in enumerate(samples):
                if ended.is_set() or self._closing.is_set():
                    raise _Ended
                with suppress(StoreUnavailable):  # the bar stands still meanwhile; the answers are what counts
                    self._runs.advance(id, done)
                yield sample

        return over
