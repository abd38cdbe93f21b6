"""One database: SQLite in a file of its own, or PostgreSQL by address."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import PreceptorshipError
from ui.store.migrating import migrate

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine
    from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

PATIENCE = 5
"""Seconds to wait for another writer, or for a database to answer; a write takes milliseconds."""
_HINT = (
    "Set PRECEPTORSHIP_DATABASE to an address like sqlite:////var/lib/preceptorship/kept.sqlite3 or "
    "postgresql+psycopg://user:password@host/name."
)


class StoreUnavailable(PreceptorshipError):
    """The database cannot be used just now; what was asked for may work later."""

    def __init__(self) -> None:
        super().__init__("What is kept cannot be reached just now.", "Try again later.")


class Database:
    """Gives out transactions, to any thread."""

    def __init__(self, engine: "Engine") -> None:
        """engine: migrated to head. A database in memory has one connection, which its threads take in turn."""
        from sqlalchemy.pool import StaticPool

        self.engine = engine
        self._turn = threading.Lock() if isinstance(engine.pool, StaticPool) else nullcontext()

    @contextmanager
    def session(self, refused: PreceptorshipError | None = None) -> Iterator["Session"]:
        """One transaction: all of it, or nothing and a plain sentence.

        refused: what to raise when a row is missing or taken already. Raises StoreUnavailable when the database cannot
        be used."""
        from sqlalchemy.exc import IntegrityError, SQLAlchemyError
        from sqlalchemy.orm import Session

        try:
            with self._turn, Session(self.engine) as session, session.begin():
                yield session
        except (SQLAlchemyError, OSError, KeyError, TypeError, ValueError, OverflowError) as error:
            if refused and isinstance(error, IntegrityError):
                raise refused from None
            log.error("the store cannot be used: %s", type(error).__name__)
            raise StoreUnavailable from None

    def fold_journal(self) -> None:
        """Write SQLite's journal into the file and empty it, so that what was removed is in neither."""
        from sqlalchemy.exc import SQLAlchemyError

        if self.engine.dialect.name != "sqlite":
            return
        try:
            with self._turn, self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except SQLAlchemyError as error:
            log.warning("the journal of the store stays until the next time: %s", type(error).__name__)

    def close(self) -> None:
        """Close every connection; nothing may be kept afterwards."""
        self.engine.dispose()


def open_database(address: str) -> Database:
    """The database at an address as SQLAlchemy writes it, brought to the present shape; `sqlite://` is one in memory.

    Raises PreceptorshipError when the address is wrong or the database cannot be used."""
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    try:
        engine = _engine(address)
    except (ArgumentError, ValueError):
        raise PreceptorshipError("The database address cannot be read.", _HINT) from None
    except ModuleNotFoundError as error:
        raise PreceptorshipError(
            f"The database needs the Python package {error.name}, which is not installed.",
            "Install preceptorship-assistant[postgresql], or use SQLite.",
        ) from None
    shown = engine.url.render_as_string(hide_password=True)
    try:
        _prepare_file(engine.url)
        migrate(engine)
    except CommandError:
        engine.dispose()
        raise PreceptorshipError(
            f"The database {shown} was made by another version.", "Install the version that made it, or name another."
        ) from None
    except (SQLAlchemyError, OSError) as error:
        engine.dispose()
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise PreceptorshipError(f"The database {shown} cannot be used ({reason}).", _HINT) from None
    return Database(engine)


def _engine(address: str) -> "Engine":
    """Raises ArgumentError for an address that is none, ModuleNotFoundError for a missing driver."""
    from sqlalchemy import create_engine, event, make_url
    from sqlalchemy.exc import ArgumentError
    from sqlalchemy.pool import StaticPool

    url = make_url(address)
    kind = url.get_backend_name()
    if kind == "postgresql":
        return _server(url)
    if kind != "sqlite":
        raise ArgumentError(kind)
    options: dict[str, Any] = {"connect_args": {"timeout": PATIENCE, "check_same_thread": False}}
    if not url.database or url.database == ":memory:":
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _set_up)
    return engine


def _server(url: "URL") -> "Engine":
    """Connections that were cut are made anew. No wait is longer than the patience, be it for a connection, for
    another's lock, or for a network that swallows what is sent; SQLite's waits are no longer either."""
    from sqlalchemy import create_engine

    waits = {
        "connect_timeout": PATIENCE,
        "tcp_user_timeout": PATIENCE * 1000,
        "options": f"-c lock_timeout={PATIENCE}s {url.query.get('options', '')}",
    }
    return create_engine(url, pool_pre_ping=True, pool_timeout=PATIENCE, connect_args=waits)


def _set_up(connection: Any, _: object) -> None:
    """Readers beside a writer; no row without its receipt; what is deleted is overwritten."""
    for setting in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _prepare_file(url: "URL") -> None:
    """The folder and the file of a SQLite database, readable by this user only."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":memory:", "file:")):
        return
    path = Path(url.database)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
