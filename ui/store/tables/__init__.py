"""The tables. A change here needs a migration beside it; a test compares the two."""

from ui.store.tables.accounts import EducatorRow, SessionRow
from ui.store.tables.base import Base
from ui.store.tables.receipts import FeedbackRow, QuestionRow, ReasonRow, ReceiptRow

__all__ = ["Base", "EducatorRow", "FeedbackRow", "QuestionRow", "ReasonRow", "ReceiptRow", "SessionRow"]
