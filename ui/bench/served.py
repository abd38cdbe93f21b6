"""What is worked out from the index that is served, once for each index."""

from typing import TYPE_CHECKING

from evals.authoring.places import Places
from evals.principles import Principles, principles

if TYPE_CHECKING:
    from ui.live import Live


class Served:
    """The places and principles of the documents, as they are served now."""

    def __init__(self, live: "Live") -> None:
        self._live = live
        self._made: tuple[Places, Principles] | None = None

    @property
    def places(self) -> Places:
        """What a test question may point at."""
        return self._of_now()[0]

    @property
    def principles(self) -> Principles:
        """The numbered principles."""
        return self._of_now()[1]

    def _of_now(self) -> tuple[Places, Principles]:
        with self._live.lease() as opened:
            passages, corpus = opened.assistant.index.by_id, opened.assistant.corpus
        made = self._made
        if made is None or made[0].passages is not passages:
            made = self._made = Places(passages, corpus), principles(passages.values())
        return made
