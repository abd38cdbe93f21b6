"""From feedback to test question: what a person found wrong, and what an educator makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.answers import EvidenceRecord
from corpus.errors import PreceptorshipError
from ui.store.database import Database
from ui.store.reasons import Reason
from ui.store.receipts import Receipt, receipt_from

if TYPE_CHECKING:
    from sqlalchemy import Select

    from ui.store.tables import DraftRow, FeedbackRow, ReceiptRow


class DraftState(StrEnum):
    """What became of a feedback. The value is the word on screen too."""

    WAITING = "waiting"
    APPROVED = "approved"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class Draft:
    """A feedback whose question may be read, with the answer as far as its receipt holds it."""

    feedback_id: int
    day: date
    question: str
    reasons: tuple[Reason, ...]
    words: str
    """The person's own; may be empty."""
    receipt: Receipt
    found: tuple[EvidenceRecord, ...]
    """What the assistant found when it was asked; empty where that was not kept."""
    state: DraftState
    cells: Mapping[str, str]
    """The row as an educator last saved it; empty until then."""
    decided_by: str


@dataclass(frozen=True)
class Drafts:
    """The drafts of one database. Only feedback counts whose question the person chose to send along, and that finds
    something wrong."""

    database: Database

    def all(self) -> tuple[Draft, ...]:
        """The latest first."""
        with self.database.session() as session:
            found = session.execute(_query()).all()
            return tuple(_draft(feedback, receipt, draft) for feedback, receipt, draft in found)

    def get(self, feedback_id: int) -> Draft | None:
        """One draft, if its feedback is still kept."""
        from ui.store.tables import FeedbackRow

        with self.database.session() as session:
            found = session.execute(_query().where(FeedbackRow.id == feedback_id)).first()
            if found is None:
                return None
            feedback, receipt, draft = found
            return _draft(feedback, receipt, draft)

    def save(self, feedback_id: int, cells: Mapping[str, str], state: DraftState, by: str) -> None:
        """Keep what an educator made of it. Raises PreceptorshipError when the feedback is gone."""
        from ui.store.tables import DraftRow

        gone = PreceptorshipError("There is no such draft.", "Its feedback may have been forgotten since.")
        with self.database.session(gone) as session:
            session.merge(DraftRow(feedback_id=feedback_id, cells=dict(cells), state=state, decided_by=by))


def _query() -> "Select[FeedbackRow, ReceiptRow, DraftRow]":
    from sqlalchemy import select

    from ui.store.tables import DraftRow, FeedbackRow, ReasonRow, ReceiptRow

    faults = select(ReasonRow.feedback_id).where(ReasonRow.reason != Reason.HELPFUL)
    return (
        select(FeedbackRow, ReceiptRow, DraftRow)
        .join(ReceiptRow, ReceiptRow.id == FeedbackRow.receipt_id)
        .outerjoin(DraftRow, DraftRow.feedback_id == FeedbackRow.id)
        .where(FeedbackRow.question != "", FeedbackRow.id.in_(faults))
        .order_by(FeedbackRow.id.desc())
    )


def _draft(feedback: "FeedbackRow", receipt: "ReceiptRow", draft: "DraftRow | None") -> Draft:
    given = {row.reason for row in feedback.reasons}
    return Draft(
        feedback_id=feedback.id,
        day=feedback.day,
        question=feedback.question,
        reasons=tuple(reason for reason in Reason if reason in given),
        words=feedback.words,
        receipt=receipt_from(receipt),
        found=tuple(EvidenceRecord(**{**kept, "facts": tuple(kept["facts"])}) for kept in feedback.found or ()),
        state=DraftState(draft.state) if draft else DraftState.WAITING,
        cells=draft.cells if draft else {},
        decided_by=draft.decided_by if draft else "",
    )
