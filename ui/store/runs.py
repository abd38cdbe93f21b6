"""Runs of sets, kept whole, and the baselines that people promoted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from corpus.errors import PreceptorshipError
from evals.archive import dump, load
from evals.results import Report
from ui.store.case_sets import checked_name
from ui.store.clock import now
from ui.store.database import Database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ui.store.tables.bench import BaselineRow, RunRow


class RunState(StrEnum):
    """How far a run is. The value is the word on screen too."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    BROKEN = "broken off"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (self.WAITING, self.RUNNING)


@dataclass(frozen=True)
class Run:
    """A run, without its report."""

    id: int
    set_id: int | None
    """None when the set was removed."""
    set_name: str
    asked_by: str
    started: datetime
    ended: datetime | None
    state: RunState
    done: int
    total: int
    passed: int
    index_digest: str
    why: str
    """Why it ended early; empty otherwise."""


@dataclass(frozen=True)
class Baseline:
    """The run that later runs of a set are held against."""

    name: str
    run_id: int
    set_id: int
    promoted_by: str
    promoted: datetime


@dataclass(frozen=True)
class Runs:
    """The runs of one database."""

    database: Database

    def begin(self, set_id: int, set_name: str, total: int, asked_by: str) -> int:
        """Note a run that waits for its turn; its id."""
        from ui.store.tables.bench import RunRow

        gone = PreceptorshipError("There is no such set.", "It may have been removed.")
        with self.database.session(gone) as session:
            row = RunRow(
                set_id=set_id,
                set_name=set_name,
                asked_by=asked_by,
                started=now(),
                ended=None,
                state=RunState.WAITING,
                done=0,
                total=total,
                passed=0,
                index_digest="",
                why="",
                report="",
            )
            session.add(row)
            session.flush()
            return row.id

    def advance(self, id: int, done: int) -> None:
        """Note how many samples were asked; raises PreceptorshipError when the run is gone or was ended."""
        with self.database.session() as session:
            row = _found(session, id)
            if RunState(row.state).is_over:
                raise PreceptorshipError("The run was stopped.", "Run the set again.")
            row.state, row.done = RunState.RUNNING, done

    def finish(self, id: int, report: Report) -> None:
        """Keep the report of a run that is done; one that was stopped meanwhile stays as it is."""
        with self.database.session() as session:
            row = _found(session, id)
            if RunState(row.state).is_over:
                return
            row.state, row.ended, row.done = RunState.DONE, now(), row.total
            row.passed, row.index_digest = sum(result.passed for result in report.results), report.digest
            row.report = dump(report)

    def end(self, id: int, state: RunState, why: str) -> None:
        """Note that a run ended early; one that is over already stays as it is."""
        with self.database.session() as session:
            row = _found(session, id)
            if not RunState(row.state).is_over:
                row.state, row.ended, row.why = state, now(), why

    def end_all(self, why: str) -> None:
        """Note of every run that is not over that it was stopped: at a start, no run can be under way."""
        from sqlalchemy import update

        from ui.store.tables.bench import RunRow

        under_way = RunRow.state.in_([RunState.WAITING, RunState.RUNNING])
        with self.database.session() as session:
            session.execute(update(RunRow).where(under_way).values(state=RunState.STOPPED, ended=now(), why=why))

    def all(self, set_id: int | None = None) -> tuple[Run, ...]:
        """The latest first; of one set, or of all."""
        from sqlalchemy import select

        from ui.store.tables.bench import RunRow

        query = select(RunRow).order_by(RunRow.id.desc())
        if set_id is not None:
            query = query.where(RunRow.set_id == set_id)
        with self.database.session() as session:
            return tuple(_run(row) for row in session.scalars(query))

    def get(self, id: int) -> Run | None:
        """One run, if it is there."""
        from ui.store.tables.bench import RunRow

        with self.database.session() as session:
            row = session.get(RunRow, id)
            return _run(row) if row else None

    def report(self, id: int) -> Report:
        """What a run found. Raises PreceptorshipError when it is gone, not done, or cannot be read."""
        with self.database.session() as session:
            text = _found(session, id).report
        if not text:
            raise PreceptorshipError("This run has no results.", "Run the set again.")
        return load(text)

    def remove(self, id: int) -> None:
        """Forget a run, and that it was a baseline."""
        with self.database.session() as session:
            session.delete(_found(session, id))

    def promote(self, id: int, name: str, by: str) -> None:
        """Make a run the baseline of its set. Raises PreceptorshipError unless it is done and its set is there."""
        from ui.store.tables.bench import BaselineRow

        name = checked_name(name)
        with self.database.session() as session:
            run = _found(session, id)
            if run.set_id is None or run.state != RunState.DONE:
                raise PreceptorshipError(
                    "Only a finished run of a set that is kept can be a baseline.", "Choose another."
                )
            session.add(BaselineRow(set_id=run.set_id, run_id=id, name=name, promoted_by=by, promoted=now()))

    def baseline(self, set_id: int) -> Baseline | None:
        """The one promoted last."""
        from sqlalchemy import select

        from ui.store.tables.bench import BaselineRow

        query = select(BaselineRow).where(BaselineRow.set_id == set_id).order_by(BaselineRow.id.desc()).limit(1)
        with self.database.session() as session:
            row = session.scalar(query)
            return _baseline(row) if row else None


def _found(session: "Session", id: int) -> "RunRow":
    from ui.store.tables.bench import RunRow

    row = session.get(RunRow, id)
    if row is None:
        raise PreceptorshipError("There is no such run.", "It may have been removed.")
    return row


def _run(row: "RunRow") -> Run:
    fields: dict[str, Any] = {name: getattr(row, name) for name in Run.__dataclass_fields__}
    return Run(**{**fields, "state": RunState(row.state)})


def _baseline(row: "BaselineRow") -> Baseline:
    return Baseline(row.name, row.run_id, row.set_id, row.promoted_by, row.promoted)
