"""Open the store: SQLite in a file of its own, or PostgreSQL by address."""

import logging
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answers import Answer
from corpus.errors import PreceptorshipError
from ui.store.migrating import migrate
from ui.store.reasons import checked_reasons
from ui.store.receipts import Receipt, columns, receipt_from

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine
    from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

LONGEST_WORDS = 1_000
"""Characters of a person's own words in feedback."""
LONGEST_QUESTION = 2_000
"""Characters of a question, as the API takes them."""
PATIENCE = 5
"""Seconds to wait for another writer, or for a database to answer; a write takes milliseconds."""
_HINT = "Set PRECEPTORSHIP_DATABASE to an address like sqlite:////var/lib/preceptorship/kept.sqlite3."


class StoreUnavailable(PreceptorshipError):
    """The database cannot be used just now; what was asked for may work later."""


class Store:
    """Receipts and feedback in one database. Every method may be called from any thread, and raises PreceptorshipError
    in one plain sentence when the database cannot be used."""

    def __init__(self, engine: "Engine") -> None:
        """engine: migrated to head. A database in memory has one connection, which its threads take in turn."""
        from sqlalchemy.pool import StaticPool

        self._engine = engine
        self._turn = threading.Lock() if isinstance(engine.pool, StaticPool) else nullcontext()

    def keep_receipt(self, answer: Answer, nation: str) -> str:
        """Keep the answer without its question's words; the id under which it can be opened, which cannot be guessed."""
        from ui.store.models import ReceiptRow

        identifier = secrets.token_urlsafe(12)
        with self._session() as session:
            session.add(ReceiptRow(id=identifier, day=_today(), nation=nation, **columns(answer)))
        return identifier

    def receipt(self, id: str) -> Receipt | None:
        """What is kept under the id, if anything."""
        from ui.store.models import LONGEST_ID, ReceiptRow

        if len(id) > LONGEST_ID or not id.isascii() or not id.isprintable():
            return None
        with self._session() as session:
            row = session.get(ReceiptRow, id)
            return receipt_from(row) if row else None

    def keep_question(self, id: str, question: str) -> None:
        """Show the question at the answer's address; only for a person who ticked that it may be kept.

        Raises PreceptorshipError when there is no such receipt or the question is too long."""
        from ui.store.models import QuestionRow

        kept = _checked(question, "question", LONGEST_QUESTION)
        with self._session() as session:
            session.merge(QuestionRow(receipt_id=id, text=kept))

    def keep_feedback(self, receipt_id: str, reasons: Iterable[str], words: str = "", question: str = "") -> None:
        """Keep what a person says about an answer. The question goes with it only if given, and is not shown at the
        answer's address.

        Raises PreceptorshipError on an unknown receipt or reason, too many words, or nothing said."""
        from ui.store.models import FeedbackRow, ReasonRow

        ticked = checked_reasons(reasons)
        said, asked = _checked(words, "text", LONGEST_WORDS), _checked(question, "question", LONGEST_QUESTION)
        if not ticked and not said:
            raise PreceptorshipError("The feedback is empty.", "Choose a reason or write a few words.")
        rows = [ReasonRow(reason=reason.value) for reason in ticked]
        with self._session() as session:
            session.add(FeedbackRow(receipt_id=receipt_id, day=_today(), words=said, question=asked, reasons=rows))

    def prune(self, days: int) -> int:
        """Forget every receipt given more than `days` days ago, with its question and feedback; how many there were."""
        from sqlalchemy import delete

        from ui.store.models import ReceiptRow

        with self._session() as session:
            done: Any = session.execute(delete(ReceiptRow).where(ReceiptRow.day < _today() - timedelta(days=days)))
        self._fold_journal()
        return int(done.rowcount)

    def close(self) -> None:
        """Close every connection; nothing may be kept afterwards."""
        self._engine.dispose()

    @contextmanager
    def _session(self) -> Iterator["Session"]:
        """One transaction: all of it, or nothing and a plain sentence."""
        from sqlalchemy.exc import IntegrityError, SQLAlchemyError
        from sqlalchemy.orm import Session

        try:
            with self._turn, Session(self._engine) as session, session.begin():
                yield session
        except IntegrityError:
            raise PreceptorshipError("There is no answer with this address.", "It may have been removed.") from None
        except (SQLAlchemyError, OSError, KeyError, TypeError, ValueError) as error:
            log.error("the store cannot be used: %s", type(error).__name__)
            raise StoreUnavailable("What is kept cannot be reached just now.", "Try again later.") from None

    def _fold_journal(self) -> None:
        """Write SQLite's journal into the file and empty it, so that what was removed is in neither."""
        from sqlalchemy.exc import SQLAlchemyError

        if self._engine.dialect.name != "sqlite":
            return
        try:
            with self._turn, self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except SQLAlchemyError as error:
            log.warning("the journal of the store stays until the next time: %s", type(error).__name__)


def open_store(address: str) -> Store:
    """The store at an address as SQLAlchemy writes it, brought to the present shape; `sqlite://` is one in memory.

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
            "Install it, or use SQLite.",
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
    return Store(engine)


def _engine(address: str) -> "Engine":
    """Raises ArgumentError for an address that is none, ModuleNotFoundError for a missing driver."""
    from sqlalchemy import create_engine, event, make_url
    from sqlalchemy.exc import ArgumentError
    from sqlalchemy.pool import StaticPool

    url = make_url(address)
    kind = url.get_backend_name()
    if kind == "postgresql":
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE})
    if kind != "sqlite":
        raise ArgumentError(kind)
    options: dict[str, Any] = {"connect_args": {"timeout": PATIENCE, "check_same_thread": False}}
    if not url.database or url.database == ":memory:":
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _set_up)
    return engine


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


def _today() -> date:
    return datetime.now(UTC).date()


def _checked(words: str, name: str, longest: int) -> str:
    """The words as a database takes them. Raises PreceptorshipError when there are too many."""
    clean = words.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\0", "").strip()
    if len(clean) > longest:
        raise PreceptorshipError(f"The {name} has {len(clean):,} characters.", f"Shorten it to {longest:,} or fewer.")
    return clean
