"""Sessions: browsers that are signed in. The store knows a token's digest only, so that a copy of it opens nothing."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from ui.store.accounts import Account, account_of
from ui.store.database import Database

LIFE = 8 * 3600
"""Seconds after which a person signs in again: a working day."""
IDLE = 3600
"""Seconds without a request after which a session is over."""
_NOTED = 60
"""Seconds between two notes of when a session was last used: not every request writes."""


@dataclass(frozen=True)
class Sessions:
    """The sessions in a database; every method may be called from any thread and raises StoreUnavailable."""

    database: Database
    now: Callable[[], float] = time.time

    def start(self, account: Account) -> str:
        """A new session of the account; its token, which cannot be guessed. Forgets the sessions that are over."""
        from sqlalchemy import delete

        from ui.store.tables import SessionRow

        token, now = secrets.token_urlsafe(32), int(self.now())
        over = (SessionRow.started <= now - LIFE) | (SessionRow.seen <= now - IDLE)
        row = SessionRow(digest=_digest(token), educator_id=account.id, version=account.version, started=now, seen=now)
        with self.database.session() as session:
            session.execute(delete(SessionRow).where(over))
            session.add(row)
        return token

    def account(self, token: str) -> Account | None:
        """Whose session the token is, unless it is over: too old, too long unused, signed out, or begun before the
        account got another password, was disabled or removed."""
        from ui.store.tables import SessionRow

        now = int(self.now())
        with self.database.session() as session:
            row = session.get(SessionRow, _digest(token))
            if row is None or row.started <= now - LIFE or row.seen <= now - IDLE:
                return None
            if row.educator.disabled or row.version != row.educator.version:
                return None
            if row.seen <= now - _NOTED:
                row.seen = now
            return account_of(row.educator)

    def end(self, token: str) -> None:
        """Sign out; nothing happens where nobody was signed in."""
        from sqlalchemy import delete

        from ui.store.tables import SessionRow

        with self.database.session() as session:
            session.execute(delete(SessionRow).where(SessionRow.digest == _digest(token)))


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
