"""What educators say of an answer that they have read: good or not."""

from dataclasses import dataclass

from corpus.errors import PreceptorshipError
from ui.store.database import Database


@dataclass(frozen=True)
class Verdict:
    """One educator's."""

    given_by: str
    """The name of the account, cut to what a table holds; in older verdicts what the person was called."""
    good: bool


@dataclass(frozen=True)
class Verdicts:
    """The verdicts of one database."""

    database: Database

    def give(self, run_id: int, sample_id: str, by: str, *, good: bool) -> None:
        """Keep a verdict of an account; its last one counts. Raises PreceptorshipError when the run is gone."""
        from ui.store.tables import VerdictRow
        from ui.store.tables.bench import LONGEST_NAME

        if len(sample_id) > LONGEST_NAME:
            raise PreceptorshipError("The reference of this test question is too long.", "Shorten it and run the set.")
        gone = PreceptorshipError("There is no such run.", "It may have been removed.")
        with self.database.session(gone) as session:
            session.merge(VerdictRow(run_id=run_id, sample_id=sample_id, given_by=by[:LONGEST_NAME], good=good))

    def all(self, run_id: int) -> tuple[tuple[str, Verdict], ...]:
        """(sample id, verdict) of a run."""
        from sqlalchemy import select

        from ui.store.tables import VerdictRow

        query = select(VerdictRow).where(VerdictRow.run_id == run_id).order_by(VerdictRow.given_by)
        with self.database.session() as session:
            return tuple((row.sample_id, Verdict(row.given_by, row.good)) for row in session.scalars(query))
