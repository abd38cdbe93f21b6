"""Accounts: the educators who may sign in to the bench."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from corpus.errors import PreceptorshipError
from ui.store.database import Database
from ui.store.passwords import Passwords, checked_password

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ui.store.tables import EducatorRow

_NAME = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9.-]+", re.ASCII)
"""Like an e-mail address; whether one can be written to is not asked. ASCII only, so that no letter of another script
stands for one of a name's."""


@dataclass(frozen=True)
class Account:
    """One educator, as the command line lists them."""

    id: int
    name: str
    """An e-mail address, case-folded."""
    display_name: str
    """As the pages greet them."""
    created: date
    disabled: bool
    has_password: bool
    """Without one the account opens by the organisation's sign-in only."""
    version: int
    """Grows with whatever ends every open session."""


@dataclass(frozen=True)
class Accounts:
    """The accounts in a database. Every method may be called from any thread, takes a name in any case, and raises
    PreceptorshipError in one plain sentence."""

    database: Database
    passwords: Passwords = field(default_factory=Passwords)

    def add(self, name: str, password: str | None = None, display_name: str = "") -> Account:
        """Make an account; without a password it opens by the organisation's sign-in only. The name is shown where no
        other is given."""
        from ui.store.tables import EducatorRow

        known = checked_name(name)
        row = EducatorRow(
            name=known,
            display_name=_checked_display_name(display_name) or known,
            password_hash="" if password is None else self.passwords.hashed(checked_password(password, known)),
            created=datetime.now(UTC).date(),
            disabled=False,
            version=1,
        )
        taken = PreceptorshipError(f"There is an account {known} already.", "Use `educators password` to change it.")
        with self.database.session(taken) as session:
            session.add(row)
            session.flush()
            return account_of(row)

    def set_password(self, name: str, password: str) -> None:
        """Give the account another password; who is signed in with it is signed out."""
        encoded = self.passwords.hashed(checked_password(password, checked_name(name)))
        with self._row(name) as row:
            row.password_hash = encoded
            row.version += 1

    def disable(self, name: str) -> None:
        """Let nobody in by this account, who is signed in included, until it is enabled."""
        with self._row(name) as row:
            row.disabled = True
            row.version += 1

    def enable(self, name: str) -> None:
        """Let the account be used again, with the password that it had."""
        with self._row(name) as row:
            row.disabled = False

    def remove(self, name: str) -> None:
        """Forget the account and its sessions."""
        with self.database.session() as session:
            session.delete(_found(session, name))

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        from sqlalchemy import select

        from ui.store.tables import EducatorRow

        with self.database.session() as session:
            return tuple(account_of(row) for row in session.scalars(select(EducatorRow).order_by(EducatorRow.name)))

    def named(self, name: str) -> Account:
        """The account of this name, disabled or not."""
        with self.database.session() as session:
            return account_of(_found(session, name))

    def enabled(self, name: str) -> Account | None:
        """The account of this name, if there is one that may be used."""
        with self.database.session() as session:
            row = _row(session, name)
            return account_of(row) if row and not row.disabled else None

    def verified(self, name: str, password: str) -> Account | None:
        """The account, if the password opens it. An unknown name, a disabled account and a wrong password take the same
        work and give the same."""
        with self.database.session() as session:
            row = _row(session, name)
            account = account_of(row) if row and not row.disabled else None
            encoded = row.password_hash if row and account else ""
        if not self.passwords.matches(encoded, password) or account is None:
            return None
        if self.passwords.is_stale(encoded):
            self._rehash(account, encoded, password)
        return account

    def _rehash(self, account: Account, before: str, password: str) -> None:
        """Keep the same password under the parameters of today, unless it was changed meanwhile."""
        from sqlalchemy import update

        from ui.store.tables import EducatorRow

        ours = (EducatorRow.id == account.id, EducatorRow.password_hash == before)
        encoded = self.passwords.hashed(password)
        with self.database.session() as session:
            session.execute(update(EducatorRow).where(*ours).values(password_hash=encoded))

    @contextmanager
    def _row(self, name: str) -> "Iterator[EducatorRow]":
        """The account's row, to be changed."""
        with self.database.session() as session:
            yield _found(session, name)


def checked_name(name: str) -> str:
    """The name as it is kept. Raises PreceptorshipError when it is not like an e-mail address."""
    from ui.store.tables.accounts import LONGEST_NAME

    known = folded_name(name)
    if not _NAME.fullmatch(known) or len(known) > LONGEST_NAME:
        raise PreceptorshipError(
            f"{name!r} is not like an e-mail address.", "Write the name like educator@hub.example."
        )
    return known


def folded_name(name: str) -> str:
    """The name in the one form that all its spellings share; empty where it can be no account's."""
    return name.strip().lower() if name.isascii() else ""


def account_of(row: "EducatorRow") -> Account:
    """The account as a value."""
    return Account(row.id, row.name, row.display_name, row.created, row.disabled, bool(row.password_hash), row.version)


def _checked_display_name(name: str) -> str:
    from ui.store.tables.accounts import LONGEST_DISPLAY_NAME

    shown = " ".join(name.split())
    if len(shown) > LONGEST_DISPLAY_NAME or not shown.isprintable():
        raise PreceptorshipError(
            "The display name cannot be shown.", f"Write it in {LONGEST_DISPLAY_NAME} characters or fewer."
        )
    return shown


def _row(session: "Session", name: str) -> "EducatorRow | None":
    from sqlalchemy import select

    from ui.store.tables import EducatorRow

    known = folded_name(name)
    if not _NAME.fullmatch(known):
        return None
    return session.scalar(select(EducatorRow).where(EducatorRow.name == known))


def _found(session: "Session", name: str) -> "EducatorRow":
    if row := _row(session, name):
        return row
    raise PreceptorshipError(f"There is no account {name!r}.", "`preceptorship educators list` names those there are.")
