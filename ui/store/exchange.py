"""Everything that a store holds, into a file and out of it: how it moves from one database to another."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corpus.errors import PreceptorshipError
from ui.store.database import Database
from ui.store.exchange_file import Damaged, Row, Writer, read
from ui.store.migrating import take_turn

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

Counts = Mapping[str, int]
"""Rows by table."""

AT_ONCE = 10
"""Rows in memory: a run with its answers can have several megabytes."""
_NOT_KEPT = "educator_sessions"
"""Open sessions stay where the browsers are that hold them."""


def export_store(database: Database, path: Path, *, replace: bool = False) -> Counts:
    """Write everything as it is at one moment into a file that only this user can read; what it holds.

    Raises PreceptorshipError when the file is there already, unless it is to be replaced, or cannot be written."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise PreceptorshipError(f"{path} cannot be written.", "Name a file in a folder that exists.")
    if path.exists() and not replace:
        raise PreceptorshipError(f"{path} is there already.", "Name another file, or replace it with --force.")
    with _appearing(path) as file, database.session() as session:
        connection = session.connection()
        _stand_still(connection)
        writer = Writer(file, _version(), _revision(connection))
        counts = {table.name: writer.table(table.name, _rows(connection, table)) for table in _tables()}
        writer.end()
    return counts


def import_store(database: Database, path: Path) -> Counts:
    """Read everything from a file into a store that holds nothing, whole or not at all; what it holds now.

    Raises PreceptorshipError when the store holds something, or the file is foreign, damaged or of another revision."""
    counts: dict[str, int] = {}
    strays = PreceptorshipError(
        "Rows of the file do not fit together.", "Nothing was imported; export the store again."
    )
    with path.open("rb") as file, database.session(strays) as session:
        connection = session.connection()
        _take_alone(connection)
        if any(_counts(connection).values()):
            raise PreceptorshipError("The store holds something already.", "Import into a new database.")

        def keep(table: "Table", rows: Iterator[Row]) -> None:
            counts[table.name] = _insert(connection, table, rows)

        read(file, _revision(connection), _tables(), keep)
    return counts


def count_rows(database: Database) -> Counts:
    """How much the store holds."""
    with database.session() as session:
        return _counts(session.connection())


def _tables() -> "list[Table]":
    """Those that are exported, each after the ones that its rows refer to."""
    from ui.store.tables import Base

    return [table for table in Base.metadata.sorted_tables if table.name != _NOT_KEPT]


def _counts(connection: "Connection") -> Counts:
    from sqlalchemy import func, select

    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in _tables()}


def _rows(connection: "Connection", table: "Table") -> Iterator[Row]:
    """In the order of the key, which is the same in every database."""
    from sqlalchemy import String, select

    bytewise = "BINARY" if connection.dialect.name == "sqlite" else "C"
    key = [
        column.collate(bytewise) if isinstance(column.type, String) else column for column in table.primary_key.columns
    ]
    query = select(table).order_by(*key).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(query):
        yield dict(row._mapping)


def _insert(connection: "Connection", table: "Table", rows: Iterator[Row]) -> int:
    """How many there were."""
    from sqlalchemy import insert
    from sqlalchemy.exc import DataError

    count = 0
    try:
        while batch := list(islice(rows, AT_ONCE)):
            connection.execute(insert(table), batch)
            count += len(batch)
    except (DataError, ValueError, OverflowError):
        raise Damaged from None
    _count_on(connection, table)
    return count


def _count_on(connection: "Connection", table: "Table") -> None:
    """Let PostgreSQL give the next row a number after the last, as SQLite does by itself."""
    from sqlalchemy import func, select

    numbered = table.autoincrement_column
    if numbered is None or connection.dialect.name == "sqlite":
        return
    last = select(func.max(numbered)).scalar_subquery()
    sequence = func.pg_get_serial_sequence(table.name, numbered.name)
    connection.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def _stand_still(connection: "Connection") -> None:
    """Begin a transaction that sees one moment, whatever others write."""
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN" if sqlite else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _take_alone(connection: "Connection") -> None:
    """Begin a transaction beside which nobody else writes. Raises SQLAlchemyError after a long wait."""
    take_turn(connection)
    if connection.dialect.name != "sqlite":
        names = ", ".join(table.name for table in _tables())
        connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _revision(connection: "Connection") -> str:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision() or ""


def _version() -> str:
    try:
        return version("preceptorship-assistant")
    except PackageNotFoundError:
        return ""


@contextmanager
def _appearing(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when it is whole, readable by this user only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
