"""Answer: the one shape that the command line, the API, the chat and the evaluations share."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class AnswerStatus(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    SOURCES_DIFFER = "sources_differ"
    NOT_IN_CORPUS = "not_in_corpus"
    OUT_OF_SCOPE = "out_of_scope"
    SIGNPOSTED = "signposted"
    NEEDS_DETAIL = "needs_detail"
    FAILED = "failed"

    @property
    def is_answered(self) -> bool:
        """Whether the status counts as answered."""
        return self in (self.ANSWERED, self.PARTLY_ANSWERED, self.SOURCES_DIFFER)

    @property
    def is_refused(self) -> bool:
        """Whether the status counts as refused."""
        return self in (self.NOT_IN_CORPUS, self.OUT_OF_SCOPE, self.NEEDS_DETAIL)


@dataclass(frozen=True)
class Statement:
    """One answer sentence with the numbers of its citations (at least one)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Citation:
    """A place in a source that carries an answer sentence, word for word."""

    number: int
    passage_id: str
    source_id: str
    title: str
    publisher: str
    nations: tuple[str, ...]
    audience: tuple[str, ...]
    professions: tuple[str, ...]
    wording: str
    currency: str
    published: str
    checked: str
    clause: str
    clause_slug: str
    page: int | None
    time: str | None
    url: str
    url_confirmed: bool
    source_path: str
    """Where this service shows the clause: `/source/S5/principle-4`."""
    quote: str
    start: int
    end: int
    """Span of the quote in the passage, in characters."""
    facts: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceRecord:
    """A retrieved passage, used or not."""

    passage_id: str
    source_id: str
    clause: str
    facts: tuple[str, ...]
    rank: int
    relevance: float
    used: bool


@dataclass(frozen=True)
class RouteRecord:
    """Whom to ask or call."""

    name: str
    contact: str
    nations: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class IndexRecord:
    """Which index answered."""

    digest: str
    built: str


@dataclass(frozen=True)
class Answer:
    """The answer object of the contracts, field for field."""

    id: str | None
    answer_status: AnswerStatus
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[EvidenceRecord, ...]
    standalone: str
    confidence: float
    missing: tuple[str, ...]
    routes: tuple[RouteRecord, ...]
    suggestions: tuple[str, ...]
    notice: str | None
    index: IndexRecord
    model: str | None
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The answer as a JSON-ready object."""
        return asdict(self)


NO_INDEX = IndexRecord(digest="", built="")
"""Of an answer for which no index was asked."""


def blank_answer(status: AnswerStatus, text: str, index: IndexRecord = NO_INDEX, **fields: Any) -> Answer:
    """An answer of which nothing else is known than `fields`."""
    blank: dict[str, Any] = {
        **{"id": None, "standalone": "", "confidence": 0.0, "notice": None, "model": None, "seconds": 0.0},
        **dict.fromkeys(("statements", "citations", "evidence", "missing", "routes", "suggestions"), ()),
    }
    return Answer(answer_status=status, text=text, index=index, **(blank | fields))


def failed_answer(notice: str, identifier: str | None = None) -> Answer:
    """The answer object of a request that broke, or could not be read, before any index was asked."""
    return blank_answer(AnswerStatus.FAILED, notice, id=identifier, notice=notice)
