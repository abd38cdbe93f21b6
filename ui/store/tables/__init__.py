"""The tables. A change here needs a migration beside it; a test compares the two."""

from ui.store.tables.accounts import EducatorRow, SessionRow
from ui.store.tables.base import Base
from ui.store.tables.bench import BaselineRow, CaseRow, DraftRow, RunRow, SetRow, SharedQuestionRow, VerdictRow
from ui.store.tables.receipts import FeedbackRow, QuestionRow, ReasonRow, ReceiptRow

__all__ = [
    "Base",
    "BaselineRow",
    "CaseRow",
    "DraftRow",
    "EducatorRow",
    "FeedbackRow",
    "QuestionRow",
    "ReasonRow",
    "ReceiptRow",
    "RunRow",
    "SessionRow",
    "SetRow",
    "SharedQuestionRow",
    "VerdictRow",
]
