"""The file of an export: JSON, a row on each line, so that neither who writes nor who reads it holds more than a few.

    {"format": "preceptorship store", "version": "0.1.0", "revision": "0003", "tables": {
    "receipts": [
    {"id": "…", …}
    ,{"id": "…", …}
    ]
    ,"questions": [
    ]
    }, "sha256": "…"}

The digest is of every line before the last."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.errors import PreceptorshipError

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

Row = dict[str, Any]
"""Values by column, as SQLAlchemy gives and takes them."""

_FORMAT = "preceptorship store"
_LONGEST_HEAD = 1_000
"""Bytes of the first line that are read before the file is known to be one of ours; it has about 100."""


class Foreign(PreceptorshipError):
    """The file is of another kind."""

    def __init__(self) -> None:
        super().__init__(
            "The file is not an export of a store.", "Name a file that `preceptorship store export` wrote."
        )


class Damaged(PreceptorshipError):
    """Not everything is there that was written, or not as it was written."""

    def __init__(self) -> None:
        super().__init__("The file is damaged or was changed by hand.", "Nothing was imported; export the store again.")


class Writer:
    """Writes one export, from its first line to its last."""

    def __init__(self, file: BinaryIO, version: str, revision: str) -> None:
        self._file, self._digest, self._comma = file, sha256(), ""
        head = json.dumps({"format": _FORMAT, "version": version, "revision": revision})
        self._line(f'{head[:-1]}, "tables": {{')

    def table(self, name: str, rows: Iterable[Row]) -> int:
        """Write one table; how many rows it has."""
        self._line(f"{self._comma}{json.dumps(name)}: [")
        count = 0
        for row in rows:
            self._line(f"{',' if count else ''}{json.dumps(row, default=_in_text)}")
            count += 1
        self._line("]")
        self._comma = ","
        return count

    def end(self) -> None:
        """Write the last line."""
        self._put(_last_line(self._digest.hexdigest()))

    def _line(self, words: str) -> None:
        line = f"{words}\n".encode("ascii")
        self._digest.update(line)
        self._put(line)

    def _put(self, line: bytes) -> None:
        try:
            self._file.write(line)
        except OSError as error:
            raise PreceptorshipError(
                f"The file cannot be written ({error.strerror}).", "Nothing was exported."
            ) from None


def _in_text(value: date) -> str:
    """A day or a time."""
    return value.isoformat()


def read(
    file: BinaryIO, revision: str, tables: Iterable["Table"], keep: Callable[["Table", Iterator[Row]], None]
) -> None:
    """Hand the rows of each table to `keep`, in the order of `tables`. Only after the last are they known to be whole.

    Raises PreceptorshipError for a file that is foreign, of another revision or damaged."""
    head = file.readline(_LONGEST_HEAD)
    _check_head(head, revision)
    lines = _lines(file, head)
    for place, table in enumerate(tables):
        if next(lines, "") != f"{',' if place else ''}{json.dumps(table.name)}: [\n":
            raise Damaged
        rows = _rows(lines, table)
        keep(table, rows)
    if next(lines, None) is not None:
        raise Damaged


def _check_head(line: bytes, revision: str) -> None:
    try:
        head = json.loads(line + b"}}")
    except (ValueError, RecursionError):
        raise Foreign from None
    if not isinstance(head, dict) or head.get("format") != _FORMAT:
        raise Foreign
    if head.get("revision") != revision:
        raise PreceptorshipError(
            f"The file is of version {head.get('version')} of this program, whose tables are not those of this version.",
            "Open the store that it is from with this version, which brings it up to date, and export it again.",
        )


def _lines(file: BinaryIO, head: bytes) -> Iterator[str]:
    """The lines between the first and the last. Raises Damaged at the end unless the last bears them out."""
    digest = sha256(head)
    for line in file:
        if line.startswith(b"}"):
            if line != _last_line(digest.hexdigest()) or file.read(1):
                raise Damaged
            return
        digest.update(line)
        yield line.decode("ascii", "replace")
    raise Damaged


def _last_line(digest: str) -> bytes:
    return f'}}, "sha256": "{digest}"}}\n'.encode("ascii")


def _rows(lines: Iterator[str], table: "Table") -> Iterator[Row]:
    for line in lines:
        if line == "]\n":
            return
        try:
            yield _row(json.loads(line.removeprefix(",")), table)
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise Damaged from None
    raise Damaged


def _row(kept: Row, table: "Table") -> Row:
    """Raises ValueError, TypeError or AttributeError for what cannot be a row of the table."""
    if kept.keys() != set(table.columns.keys()):
        raise ValueError(table.name)
    return {name: _value(kept[name], column) for name, column in table.columns.items()}


def _value(value: Any, column: "Column[Any]") -> Any:
    """Checked here as well as by the database: SQLite takes any value in any column."""
    from sqlalchemy import JSON

    kind = column.type.python_type
    if isinstance(column.type, JSON) or (value is None and column.nullable):
        return value
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    longest = getattr(column.type, "length", None)
    if type(value) is not kind or (longest and len(value) > longest):
        raise ValueError(column.name)
    return value
