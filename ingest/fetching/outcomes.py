"""How fetching ends: one result for each source, in plain words."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import CorpusError


class FetchedStatus(StrEnum):
    """What became of one source's document."""

    NEW = "new"
    """Downloaded for the first time."""
    CHANGED = "changed"
    """Downloaded, and not the copy that was there."""
    UNCHANGED = "unchanged"
    """The copy that is there is still the publisher's."""
    REFUSED = "refused"
    """What the address, the host or the answer is does not allow it; trying again changes nothing."""
    FAILED = "failed"
    """The host or the network did not give it."""
    SKIPPED = "skipped"
    """The register names no address."""


class NotFetched(CorpusError):
    """A document that was not fetched, and why: a clause without a full stop, beside the hint that says what to do."""

    def __init__(self, status: FetchedStatus, why: str, hint: str) -> None:
        super().__init__(f"It was not downloaded: {why}.", hint)
        self.status = status
        self.why = why


@dataclass(frozen=True)
class FetchResult:
    """What became of one source."""

    id: str
    status: FetchedStatus
    message: str
    """One plain sentence: what happened."""
    hint: str = ""
    """What to do; empty when there is nothing to do."""
    size: int = 0
    """Bytes of the document that is there now; 0 for one that was not fetched."""
    final_url: str = ""
    """Where it was found, after redirects; empty for one that was not fetched."""


@dataclass(frozen=True)
class FetchReport:
    """What became of all of them, in the order of the register."""

    results: tuple[FetchResult, ...]

    def in_words(self) -> tuple[str, ...]:
        """Lines: how many of each status, then one for each source."""
        counts = Counter(result.status for result in self.results)
        total = ", ".join(f"{counts[status]} {status}" for status in FetchedStatus if counts[status])
        return (
            f"Documents: {total or 'none'}.",
            *(f"{result.message} {result.hint}".strip() for result in self.results),
        )
