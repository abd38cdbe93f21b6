"""Sets of test questions: every row is kept as it was typed, right or not, so that nothing an educator wrote is lost."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.errors import PreceptorshipError
from ui.store.clock import now
from ui.store.database import Database
from ui.store.tables.bench import LONGEST_NAME
from ui.store.words import storable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ui.store.tables.bench import SetRow

FIRST_PLACE = 2
"""Row 1 of a spreadsheet is its heading."""

Rows = Iterable[tuple[int, Mapping[str, str]]]
"""(row of the spreadsheet, cells by column)"""


class RowChanged(PreceptorshipError):
    """Somebody changed or removed a row after it was opened."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this row since you opened it.", "Open it again.")


def row_digest(cells: Mapping[str, str] | None) -> str:
    """What tells a row from what it becomes; empty for a row that is not there."""
    if cells is None:
        return ""
    return sha256(json.dumps(sorted(cells.items())).encode()).hexdigest()


@dataclass(frozen=True)
class SetSummary:
    """A set, without its rows."""

    id: int
    name: str
    changed: datetime
    cases: int


@dataclass(frozen=True)
class CaseSet:
    """A set with its rows, in order of their places."""

    id: int
    name: str
    changed: datetime
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    def cells(self, place: int) -> Mapping[str, str] | None:
        """The row at a place."""
        return dict(self.rows).get(place)


@dataclass(frozen=True)
class CaseSets:
    """The sets of one database."""

    database: Database

    def all(self) -> tuple[SetSummary, ...]:
        """By name."""
        from sqlalchemy import func, select

        from ui.store.tables.bench import CaseRow, SetRow

        query = (
            select(SetRow, func.count(CaseRow.id))
            .outerjoin(CaseRow, CaseRow.set_id == SetRow.id)
            .group_by(SetRow.id)
            .order_by(func.lower(SetRow.name))
        )
        with self.database.session() as session:
            return tuple(SetSummary(row.id, row.name, row.changed, count) for row, count in session.execute(query))

    def get(self, id: int) -> CaseSet | None:
        """One set, if it is there."""
        from ui.store.tables.bench import SetRow

        with self.database.session() as session:
            row = session.get(SetRow, id)
            return None if row is None else CaseSet(row.id, row.name, row.changed, _rows(session, id))

    def make(self, name: str, rows: Rows = ()) -> int:
        """Keep a new set; its id. Raises PreceptorshipError when the name is empty, too long or taken."""
        from ui.store.tables.bench import SetRow

        name = checked_name(name)
        taken = PreceptorshipError(f"There is a set called “{name}” already.", "Give this one another name.")
        with self.database.session(taken) as session:
            row = SetRow(name=name, changed=now())
            session.add(row)
            session.flush()
            _put(session, row.id, rows)
            return row.id

    def replace(self, id: int, rows: Rows) -> None:
        """Put these rows in place of all that the set has."""
        from sqlalchemy import delete

        from ui.store.tables.bench import CaseRow

        with self.database.session() as session:
            _take(session, id)
            session.execute(delete(CaseRow).where(CaseRow.set_id == id))
            _put(session, id, rows)

    def rename(self, id: int, name: str) -> None:
        """Raises PreceptorshipError when the name is empty, too long or taken, or the set is gone."""
        name = checked_name(name)
        taken = PreceptorshipError(f"There is a set called “{name}” already.", "Choose another name.")
        with self.database.session(taken) as session:
            row = _found(session, id)
            row.name, row.changed = name, now()

    def remove(self, id: int) -> None:
        """Forget the set with its rows and baselines; its runs stay."""
        with self.database.session() as session:
            session.delete(_found(session, id))

    def save(self, id: int, place: int | None, cells: Mapping[str, str], seen: str | None = None) -> int:
        """Keep one row at its place, or after the last when there is none; the place.

        seen: the digest of the row as it was opened. Raises RowChanged when the row is another by now."""
        from sqlalchemy import func, select

        from ui.store.tables.bench import CaseRow

        with self.database.session() as session:
            _take(session, id)
            if place is not None and seen is not None and row_digest(_cells(session, id, place)) != seen:
                raise RowChanged
            last = session.scalar(select(func.max(CaseRow.place)).where(CaseRow.set_id == id))
            at = place if place is not None else max(FIRST_PLACE, (last or 0) + 1)
            _drop(session, id, at)
            _put(session, id, [(at, cells)])
            return at

    def drop(self, id: int, place: int) -> None:
        """Forget one row."""
        with self.database.session() as session:
            _take(session, id)
            _drop(session, id, place)


def checked_name(name: str) -> str:
    """A name on one line. Raises PreceptorshipError when it is empty or too long."""
    clean = " ".join(storable(name).split())
    if not clean:
        raise PreceptorshipError("It has no name.", "Give it a name.")
    if len(clean) > LONGEST_NAME:
        raise PreceptorshipError(f"The name has {len(clean)} characters.", f"Shorten it to {LONGEST_NAME} or fewer.")
    return clean


def _found(session: "Session", id: int) -> "SetRow":
    from ui.store.tables.bench import SetRow

    row = session.get(SetRow, id)
    if row is None:
        raise _gone()
    return row


def _gone() -> PreceptorshipError:
    return PreceptorshipError("There is no such set.", "It may have been removed.")


def _take(session: "Session", id: int) -> None:
    """Note that the set changes; until the transaction is over, nobody else's does."""
    from sqlalchemy import update

    from ui.store.tables.bench import SetRow

    taken = session.execute(update(SetRow).where(SetRow.id == id).values(changed=now()).returning(SetRow.id))
    if taken.first() is None:
        raise _gone()


def _cells(session: "Session", id: int, place: int) -> Mapping[str, str] | None:
    from sqlalchemy import select

    from ui.store.tables.bench import CaseRow

    return session.scalar(select(CaseRow.cells).where(CaseRow.set_id == id, CaseRow.place == place))


def _rows(session: "Session", id: int) -> tuple[tuple[int, Mapping[str, str]], ...]:
    from sqlalchemy import select

    from ui.store.tables.bench import CaseRow

    query = select(CaseRow.place, CaseRow.cells).where(CaseRow.set_id == id).order_by(CaseRow.place)
    return tuple((place, cells) for place, cells in session.execute(query))


def _put(session: "Session", id: int, rows: Rows) -> None:
    from ui.store.tables.bench import CaseRow

    session.add_all(
        CaseRow(set_id=id, place=place, cells={name: storable(text) for name, text in cells.items()})
        for place, cells in rows
    )


def _drop(session: "Session", id: int, place: int) -> None:
    from sqlalchemy import delete

    from ui.store.tables.bench import CaseRow

    session.execute(delete(CaseRow).where(CaseRow.set_id == id, CaseRow.place == place))
