"""Receipts, the questions kept with them, and feedback."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ui.store.tables.base import Base

LONGEST_ID = 40
"""Characters of a receipt's id that are read; those made here have 16."""


class ReceiptRow(Base):
    """An answer without the words of its question."""

    __tablename__ = "receipts"

    id: Mapped[str] = mapped_column(String(LONGEST_ID), primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    nation: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(40))
    statements: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    citations: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    routes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    notice: Mapped[str] = mapped_column(Text)
    index_digest: Mapped[str] = mapped_column(String(80))
    index_built: Mapped[str] = mapped_column(String(40))
    question: Mapped["QuestionRow | None"] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class QuestionRow(Base):
    """A question that the person chose to keep with the answer's address."""

    __tablename__ = "questions"

    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipts.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class FeedbackRow(Base):
    """What one person said about an answer; the question only where that person allowed it."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipts.id", ondelete="CASCADE"), index=True)
    day: Mapped[date] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    found: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    """The passages that were found for the question, where it was sent along."""
    reasons: Mapped[list["ReasonRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class ReasonRow(Base):
    """One reason ticked in one feedback."""

    __tablename__ = "feedback_reasons"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(40), primary_key=True)
