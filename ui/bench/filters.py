"""Filters: which rows of a set, or which results of a run, are listed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from assistant.questions import ROLES
from corpus.sources import NATIONS
from evals.authoring.files import SampleRow
from evals.disclosure import shown
from evals.principles import Principles
from evals.results import Report, Result
from evals.sample_rows import CLASSES
from ui.bench.readiness import CheckedSet

PRINCIPLES = tuple(f"Principle {number}" for number in range(1, 6))


@dataclass(frozen=True)
class RowFilter:
    """What a person chose to see of a set; empty means everything."""

    show: str = ""
    """`mend` for the rows that need it."""
    class_: str = ""
    principle: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """The filter that an address names; what is not known is left out."""
        return cls(
            show=one_of(query.get("show", ""), ("mend",)),
            class_=one_of(query.get("class", ""), CLASSES),
            principle=one_of(query.get("principle", ""), PRINCIPLES),
            words=query.get("words", "").strip()[:200],
        )

    def rows(self, found: CheckedSet, known: Principles) -> tuple[SampleRow, ...]:
        """The rows that pass, those that need mending first."""
        passing = [row for row in found.rows if self._takes(row, found, known)]
        return tuple(sorted(passing, key=lambda row: row.number not in found.findings))

    def _takes(self, row: SampleRow, found: CheckedSet, known: Principles) -> bool:
        return (
            (not self.show or row.number in found.findings)
            and (not self.class_ or row.cells["class"] == self.class_)
            and (not self.principle or self.principle in known.named(row.cells["clause"], row.cells["facts"].split()))
            and self.words.lower() in " ".join(row.cells.values()).lower()
        )


def one_of(value: str, allowed: tuple[str, ...]) -> str:
    """The value where it is allowed, else nothing."""
    return value if value in allowed else ""


@dataclass(frozen=True)
class ResultFilter:
    """What a person chose to see of a run; empty means everything."""

    show: str = ""
    """`failing`, or `flipped` since the baseline."""
    class_: str = ""
    principle: str = ""
    nation: str = ""
    role: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """The filter that an address names; what is not known is left out."""
        return cls(
            show=one_of(query.get("show", ""), ("failing", "flipped")),
            class_=one_of(query.get("class", ""), CLASSES),
            principle=one_of(query.get("principle", ""), PRINCIPLES),
            nation=one_of(query.get("nation", ""), NATIONS),
            role=one_of(query.get("role", ""), ROLES),
        )

    def results(self, report: Report, flipped: Collection[str], known: Principles) -> tuple[Result, ...]:
        """The results that pass and may be shown one by one: problems first, and essential ones before others."""
        passing = [result for result in shown(report.results) if self._takes(result, flipped, known)]
        return tuple(sorted(passing, key=lambda result: (result.passed, not result.sample.essential)))

    def _takes(self, result: Result, flipped: Collection[str], known: Principles) -> bool:
        sample = result.sample
        return (
            (self.show != "failing" or not result.passed)
            and (self.show != "flipped" or sample.id in flipped)
            and self.class_ in ("", sample.class_)
            and (not self.principle or self.principle in known.of(sample))
            and self.nation in ("", sample.nation)
            and self.role in ("", sample.role)
        )
