"""Figures for each principle: to which of the numbered principles a sample's labelled places belong."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evals.figures import Figure, share_figure
from evals.results import Report
from evals.samples import Sample
from ingest.passages import Passage

_PRINCIPLE = re.compile(r"Principle (\d+)\b")


@dataclass(frozen=True)
class Principles:
    """The numbered principles of the documents."""

    names: tuple[str, ...] = ()
    """`Principle 1` and so on, in order."""
    of_facts: Mapping[str, str] | None = None
    """The principle whose clauses carry a fact."""

    def of(self, sample: Sample) -> frozenset[str]:
        """The principles that the sample's labelled clause and facts belong to."""
        return self.named(sample.clause, sample.facts)

    def named(self, clause: str, facts: Iterable[str]) -> frozenset[str]:
        """The principles that a clause and facts belong to."""
        found = {(self.of_facts or {}).get(fact) for fact in facts} | {_named(clause)}
        return frozenset(name for name in found if name)


def principles(passages: Iterable[Passage]) -> Principles:
    """The principles that clauses of the documents are named after, with their facts."""
    of_facts: dict[str, str] = {}
    names: set[str] = set()
    for passage in passages:
        if name := _named(passage.clause):
            names.add(name)
            of_facts |= dict.fromkeys(passage.facts, name)
    return Principles(tuple(sorted(names, key=_number)), of_facts)


def principle_figures(report: Report, known: Principles) -> tuple[Figure, ...]:
    """For each principle, its samples that passed; one that nothing asks about is not measured.

    A sample about two principles counts for both."""
    passed: dict[str, list[bool]] = defaultdict(list)
    for result in report.results:
        for name in known.of(result.sample):
            passed[name].append(result.passed)
    names = sorted({*known.names, *passed}, key=_number)
    return tuple(share_figure(name, passed[name]) for name in names)


def _named(clause: str) -> str:
    match = _PRINCIPLE.match(clause)
    return match[0] if match else ""


def _number(name: str) -> int:
    return int(name.rsplit(" ", 1)[1])
