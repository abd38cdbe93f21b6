"""Unanswered questions that people agreed to share, each with the anonymous conversation it came from."""

from dataclasses import dataclass
from datetime import date

from ui.store.clock import today
from ui.store.database import Database
from ui.store.words import checked


@dataclass(frozen=True)
class SharedQuestion:
    """One question, as it was asked."""

    text: str
    sitting: str
    """A random name of the conversation: it tells conversations apart, and nobody's."""
    day: date


@dataclass(frozen=True)
class SharedQuestions:
    """The shared questions of one database."""

    database: Database

    def keep(self, text: str, sitting: str) -> None:
        """Keep a question for which its person ticked that it may be. Raises PreceptorshipError when it is too long."""
        from ui.store.tables import SharedQuestionRow

        kept = checked(text, "question", 2_000)
        with self.database.session() as session:
            session.add(SharedQuestionRow(day=today(), sitting=sitting[:40], text=kept))

    def all(self) -> tuple[SharedQuestion, ...]:
        """In the order in which they were shared."""
        from sqlalchemy import select

        from ui.store.tables import SharedQuestionRow

        query = select(SharedQuestionRow).order_by(SharedQuestionRow.id)
        with self.database.session() as session:
            return tuple(SharedQuestion(row.text, row.sitting, row.day) for row in session.scalars(query))
