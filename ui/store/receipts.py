"""Receipts: an answer as it can be shown again, without the words of its question."""

import logging
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.answers import Answer, AnswerStatus, Citation, IndexRecord, RouteRecord, Statement, blank_answer
from corpus.errors import PreceptorshipError

if TYPE_CHECKING:
    from ui.store.opening import Store
    from ui.store.tables import ReceiptRow

log = logging.getLogger(__name__)

_ITEM = re.compile(r"(?P<label>(?:[-•]\s+)?(?:\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s+)?)(?P<text>.*)")
"""A line of an answer: the label of a list item, or nothing, and the sentence."""


@dataclass(frozen=True)
class Receipt:
    """What is kept of an answer."""

    id: str
    day: date
    """The day it was given, in universal time."""
    nation: str
    status: AnswerStatus
    text: str
    """The sentences with their `[1]` marks; empty where the answer cited nothing."""
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    routes: tuple[RouteRecord, ...]
    notice: str
    index: IndexRecord
    question: str = ""
    """Empty unless the person chose to keep it."""

    def answer(self) -> Answer:
        """The answer object, as far as it is kept."""
        return blank_answer(
            self.status,
            self.text,
            self.index,
            statements=self.statements,
            citations=self.citations,
            routes=self.routes,
            notice=self.notice or None,
        )


def kept_receipt(store: "Store", answer: Answer, nation: str) -> str:
    """The id under which the answer is kept, or empty when it cannot be: an answer never fails for its receipt."""
    try:
        return store.keep_receipt(answer, nation)
    except PreceptorshipError as error:
        log.warning("an answer has no receipt: %s", error.message)
        return ""


def columns(answer: Answer) -> dict[str, Any]:
    """What of an answer may be kept, by column. Of a refusal only its status and whom to ask: the rest may repeat
    the question."""
    cites = bool(answer.citations) and not answer.answer_status.is_refused
    return {
        "status": answer.answer_status.value,
        "statements": _statements(answer) if cites else [],
        "citations": [asdict(citation) for citation in answer.citations] if cites else [],
        "routes": [asdict(route) for route in answer.routes],
        "notice": (answer.notice or "") if cites else "",
        "index_digest": answer.index.digest,
        "index_built": answer.index.built,
    }


def receipt_from(row: "ReceiptRow") -> Receipt:
    """The kept answer as a value. Raises KeyError, TypeError or ValueError when the row is damaged."""
    statements = tuple(Statement(kept["text"], tuple(kept["citations"])) for kept in row.statements)
    return Receipt(
        id=row.id,
        day=row.day,
        nation=row.nation,
        status=AnswerStatus(row.status),
        text=_text([kept["label"] for kept in row.statements], statements),
        statements=statements,
        citations=tuple(Citation(**_tuples(kept)) for kept in row.citations),
        routes=tuple(RouteRecord(**_tuples(kept)) for kept in row.routes),
        notice=row.notice,
        index=IndexRecord(row.index_digest, row.index_built),
        question=row.question.text if row.question else "",
    )


def _statements(answer: Answer) -> list[dict[str, Any]]:
    """The sentences with the labels of list items; headings are left out, which can be words of the question."""
    labels: dict[str, str] = {}
    for line in answer.text.splitlines():
        if (match := _ITEM.fullmatch(line.strip())) and match["label"]:
            labels.setdefault(match["text"], match["label"].strip())
    return [
        {
            "text": statement.text,
            "citations": list(statement.citations),
            "label": next((labels[text] for text in labels if text.startswith(statement.text)), ""),
        }
        for statement in answer.statements
    ]


def _text(labels: list[str], statements: tuple[Statement, ...]) -> str:
    """One paragraph or list item a sentence, each with the marks of its citations."""
    lines = []
    for label, statement in zip(labels, statements, strict=True):
        marks = "".join(f"[{n}]" for n in statement.citations if f"[{n}]" not in statement.text)
        lines.append(" ".join(filter(None, (label, statement.text, marks))))
    return "\n".join(lines)


def _tuples(kept: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
