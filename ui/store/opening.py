"""Receipts and feedback: what readers leave behind, and only what they chose."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from assistant.answers import Answer, EvidenceRecord
from corpus.errors import PreceptorshipError
from ui.store.clock import today
from ui.store.database import Database, open_database
from ui.store.reasons import checked_reasons
from ui.store.receipts import Receipt, columns, receipt_from
from ui.store.words import checked

LONGEST_WORDS = 1_000
"""Characters of a person's own words in feedback."""
LONGEST_QUESTION = 2_000
"""Characters of a question, as the API takes them."""


class UnknownReceipt(PreceptorshipError):
    """Nothing is kept under an id."""

    def __init__(self) -> None:
        super().__init__("There is no answer with this address.", "It may have been removed.")


@dataclass
class Store:
    """Receipts and feedback in one database. Every method may be called from any thread, and raises PreceptorshipError
    in one plain sentence when the database cannot be used."""

    database: Database

    def keep_receipt(self, answer: Answer, nation: str) -> str:
        """Keep the answer without its question's words; the id under which it can be opened, which cannot be guessed."""
        from ui.store.tables import ReceiptRow

        identifier = secrets.token_urlsafe(12)
        with self.database.session() as session:
            session.add(ReceiptRow(id=identifier, day=today(), nation=nation, **columns(answer)))
        return identifier

    def receipt(self, id: str) -> Receipt | None:
        """What is kept under the id, if anything."""
        from ui.store.tables import ReceiptRow

        if not _may_be(id):
            return None
        with self.database.session() as session:
            row = session.get(ReceiptRow, id)
            return receipt_from(row) if row else None

    def keep_question(self, id: str, question: str) -> None:
        """Show the question at the answer's address; only for a person who ticked that it may be kept.

        Raises UnknownReceipt, and PreceptorshipError when the question is too long."""
        from ui.store.tables import QuestionRow

        kept = checked(question, "question", LONGEST_QUESTION)
        if not _may_be(id):
            raise UnknownReceipt
        with self.database.session(UnknownReceipt()) as session:
            session.merge(QuestionRow(receipt_id=id, text=kept))

    def keep_feedback(
        self,
        receipt_id: str,
        reasons: Iterable[str],
        words: str = "",
        question: str = "",
        found: Iterable[EvidenceRecord] = (),
    ) -> None:
        """Keep what a person says about an answer. The question goes with it only if given, with the passages that were
        found for it, and is not shown at the answer's address.

        Raises UnknownReceipt, and PreceptorshipError on an unknown reason, too many words, or nothing said."""
        from ui.store.tables import FeedbackRow, ReasonRow

        ticked = checked_reasons(reasons)
        said, asked = checked(words, "text", LONGEST_WORDS), checked(question, "question", LONGEST_QUESTION)
        if not ticked and not said:
            raise PreceptorshipError("The feedback is empty.", "Choose a reason or write a few words.")
        if not _may_be(receipt_id):
            raise UnknownReceipt
        records = [asdict(record) for record in found] if asked else []
        rows = [ReasonRow(reason=reason.value) for reason in ticked]
        with self.database.session(UnknownReceipt()) as session:
            session.add(
                FeedbackRow(
                    receipt_id=receipt_id, day=today(), words=said, question=asked, found=records or None, reasons=rows
                )
            )

    def prune(self, days: int) -> int:
        """Forget every receipt given more than `days` days ago, with its question and feedback, and every question shared
        before; how many receipts there were."""
        from sqlalchemy import delete

        from ui.store.tables import ReceiptRow, SharedQuestionRow

        first = today() - timedelta(days=days)
        with self.database.session() as session:
            done: Any = session.execute(delete(ReceiptRow).where(ReceiptRow.day < first))
            session.execute(delete(SharedQuestionRow).where(SharedQuestionRow.day < first))
        self.database.fold_journal()
        return int(done.rowcount)

    def close(self) -> None:
        """Close every connection; nothing may be kept afterwards."""
        self.database.close()


def open_store(address: str) -> Store:
    """The store at an address as SQLAlchemy writes it; raises what `open_database` raises."""
    return Store(open_database(address))


def _may_be(id: str) -> bool:
    """Whether a receipt can have this id; a database may not even take another in a question."""
    from ui.store.tables.receipts import LONGEST_ID

    return len(id) <= LONGEST_ID and id.isascii() and id.isprintable()
