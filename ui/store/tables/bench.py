"""What educators make: sets of test questions, runs of them, baselines, drafts, and questions that people shared.

Times are universal and without a zone, as every database keeps them alike."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, DateTime, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ui.store.tables.base import Base

LONGEST_NAME = 120
"""Characters of the name of a set or a baseline."""


class SetRow(Base):
    """A set of test questions."""

    __tablename__ = "case_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    changed: Mapped[datetime] = mapped_column(DateTime)


class CaseRow(Base):
    """One test question, as it was typed: it need not be right."""

    __tablename__ = "cases"
    __table_args__ = (UniqueConstraint("set_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("case_sets.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    """The row of the spreadsheet; the heading is row 1."""
    cells: Mapped[dict[str, str]] = mapped_column(JSON)


class RunRow(Base):
    """One run of a set; its name stays when the set is removed."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int | None] = mapped_column(ForeignKey("case_sets.id", ondelete="SET NULL"), index=True)
    set_name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    asked_by: Mapped[str] = mapped_column(String(LONGEST_NAME))
    started: Mapped[datetime] = mapped_column(DateTime)
    ended: Mapped[datetime | None] = mapped_column(DateTime)
    state: Mapped[str] = mapped_column(String(20))
    done: Mapped[int]
    total: Mapped[int]
    passed: Mapped[int]
    index_digest: Mapped[str] = mapped_column(String(80))
    why: Mapped[str] = mapped_column(Text)
    """Why it ended early; empty otherwise."""
    report: Mapped[str] = mapped_column(Text, deferred=True)
    """As `evals.archive` writes it; empty until the run is done."""


class BaselineRow(Base):
    """A run that a person promoted to be the one that later runs are held against."""

    __tablename__ = "baselines"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("case_sets.id", ondelete="CASCADE"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    promoted_by: Mapped[str] = mapped_column(String(LONGEST_NAME))
    promoted: Mapped[datetime] = mapped_column(DateTime)


class DraftRow(Base):
    """What an educator did with a feedback: its draft as it is being completed, or that it was dismissed. It goes with
    the feedback when that is forgotten."""

    __tablename__ = "drafts"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True)
    cells: Mapped[dict[str, str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20))
    decided_by: Mapped[str] = mapped_column(String(LONGEST_NAME))


class SharedQuestionRow(Base):
    """An unanswered question that a person agreed to share, and the anonymous conversation it came from."""

    __tablename__ = "shared_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    sitting: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)


class VerdictRow(Base):
    """Whether an educator, having read an answer, finds it good."""

    __tablename__ = "verdicts"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    sample_id: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    given_by: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    good: Mapped[bool]
