"""Educators who may sign in to the bench, and their open sessions."""

from datetime import date

from sqlalchemy import BigInteger, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ui.store.tables.base import Base

LONGEST_NAME = 254
"""Characters of an e-mail address that mail servers take (RFC 5321)."""
LONGEST_DISPLAY_NAME = 100


class EducatorRow(Base):
    """One account."""

    __tablename__ = "educators"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    display_name: Mapped[str] = mapped_column(String(LONGEST_DISPLAY_NAME))
    password_hash: Mapped[str] = mapped_column(String(200))
    """Argon2id in its encoded form; empty where only the organisation's sign-in opens the account."""
    created: Mapped[date] = mapped_column(Date)
    disabled: Mapped[bool]
    version: Mapped[int]
    """Counts what ends every open session: another password, being disabled."""


class SessionRow(Base):
    """One signed-in browser."""

    __tablename__ = "educator_sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the token that the browser holds."""
    educator_id: Mapped[int] = mapped_column(ForeignKey("educators.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    """The account's when the session began."""
    started: Mapped[int] = mapped_column(BigInteger)
    """Seconds since 1970, as is `seen`."""
    seen: Mapped[int] = mapped_column(BigInteger)
    educator: Mapped[EducatorRow] = relationship()
