"""Which rows of a set can be run, and what the others need."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evals.authoring.checking import by_row, check
from evals.authoring.completing import completed
from evals.authoring.files import SampleRow
from evals.sample_rows import COLUMNS, Finding
from evals.samples import Sample, sample_from

if TYPE_CHECKING:
    from evals.authoring.places import Places
    from ui.store.case_sets import CaseSet


@dataclass(frozen=True)
class CheckedSet:
    """A set with what is wrong with its rows."""

    rows: tuple[SampleRow, ...]
    findings: Mapping[int, tuple[Finding, ...]]
    """Of each row that needs mending, by its number."""

    @cached_property
    def sound(self) -> tuple[SampleRow, ...]:
        """The rows that need no mending and follow none that does."""
        unmarked = {row.cells["id"]: row for row in self.rows if row.number not in self.findings}
        return tuple(row for row in unmarked.values() if _follows_sound(row, unmarked))

    @cached_property
    def ready(self) -> tuple[Sample, ...]:
        """The samples that can be run."""
        return tuple(sample_from(row.cells) for row in self.sound)

    @cached_property
    def held_up(self) -> frozenset[int]:
        """The numbers of the rows that need no mending themselves and follow one that does."""
        return frozenset(row.number for row in self.rows).difference(self.findings, (row.number for row in self.sound))

    @property
    def to_mend(self) -> tuple[int, ...]:
        """The numbers of the rows that need mending, in order."""
        return tuple(sorted(self.findings))

    def next_to_mend(self, after: int) -> int | None:
        """The next row that needs mending, from the top again after the last."""
        later = [number for number in self.to_mend if number > after]
        return next(iter([*later, *self.to_mend]), None)


def checked_set(kept: "CaseSet", places: "Places") -> CheckedSet:
    """The set with its empty ids and kinds filled in, checked against its own rows and the documents."""
    whole = [(place, filled(cells)) for place, cells in kept.rows]
    rows = tuple(SampleRow(place, cells) for (place, _), cells in zip(whole, completed(whole), strict=True))
    return CheckedSet(rows, by_row(check(rows, places)))


def filled(cells: Mapping[str, str]) -> dict[str, str]:
    """Every column's text, empty where the row has none."""
    return {column: cells.get(column, "") for column in COLUMNS}


def _follows_sound(row: SampleRow, sound: Mapping[str, SampleRow]) -> bool:
    seen: set[str] = set()
    while row.cells["follows"]:
        name = row.cells["follows"]
        if name in seen or name not in sound:
            return False
        seen.add(name)
        row = sound[name]
    return True
