"""Two runs over the same samples: what newly fails, newly passes or reads otherwise, and whether it could be chance."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import PreceptorshipError
from evals.disclosure import may_be_shown
from evals.results import Report
from evals.statistics import CHANCE, mcnemar


@dataclass(frozen=True)
class Outcome:
    """What one run made of one sample, as far as runs are compared."""

    id: str
    """The sample's."""
    question: str
    class_: str
    split: str
    essential: bool
    passed: bool
    status: str
    text: str
    cited: tuple[str, ...]
    """Source and clause of each citation, in order."""


@dataclass(frozen=True)
class Pair:
    """One sample in both runs."""

    before: Outcome
    after: Outcome

    @property
    def newly_fails(self) -> bool:
        """Whether it passed and no longer does."""
        return self.before.passed and not self.after.passed

    @property
    def newly_passes(self) -> bool:
        """Whether it did not pass and now does."""
        return self.after.passed and not self.before.passed

    @property
    def reads_otherwise(self) -> bool:
        """Whether the status or the text of the answer differs."""
        return (self.before.status, self.before.text) != (self.after.status, self.after.text)

    @property
    def may_be_shown(self) -> bool:
        """Whether this sample may be shown by itself."""
        return may_be_shown(self.after.split) and may_be_shown(self.before.split)

    @property
    def in_words(self) -> str:
        """What changed, in one line."""
        return self.told(str)

    def told(self, outcome: Callable[[str], str]) -> str:
        """The same, each status being called what `outcome` makes of it."""
        verdict = {(True, False): "no longer passes", (False, True): "now passes"}.get(
            (self.before.passed, self.after.passed), "passes still" if self.after.passed else "does not pass still"
        )
        was, will = outcome(self.before.status), outcome(self.after.status)
        status = will if was == will else f"{was} → {will}"
        places = " · ".join(dict.fromkeys(self.after.cited)) or "nothing cited"
        return f"{self.after.question} ({verdict}; {status}; {places})"


@dataclass(frozen=True)
class Comparison:
    """Two runs; each sample of both is newly failing, newly passing, changed or unchanged."""

    pairs: tuple[Pair, ...]
    """The samples of both runs, in the order of the later one. One whose question was reworded is another sample."""
    only_before: tuple[Outcome, ...] = ()
    only_after: tuple[Outcome, ...] = ()

    @property
    def newly_failing(self) -> tuple[Pair, ...]:
        """Those that passed and no longer do."""
        return tuple(pair for pair in self.pairs if pair.newly_fails)

    @property
    def newly_passing(self) -> tuple[Pair, ...]:
        """Those that now pass."""
        return tuple(pair for pair in self.pairs if pair.newly_passes)

    @property
    def changed(self) -> tuple[Pair, ...]:
        """Those with another answer and the same verdict."""
        return tuple(p for p in self.pairs if p.reads_otherwise and not (p.newly_fails or p.newly_passes))

    @property
    def unchanged(self) -> tuple[Pair, ...]:
        """Those with the same answer and the same verdict."""
        return tuple(p for p in self.pairs if not (p.reads_otherwise or p.newly_fails or p.newly_passes))

    @property
    def differing(self) -> tuple[Pair, ...]:
        """Those with another answer, whatever the verdict; those that no longer pass come first."""
        found = [pair for pair in self.pairs if pair.reads_otherwise]
        return tuple(sorted(found, key=lambda pair: pair.after.passed - pair.before.passed))

    @property
    def p(self) -> float:
        """Exact McNemar: how likely a change as uneven as this is by chance."""
        return mcnemar(len(self.newly_failing), len(self.newly_passing))

    @property
    def in_words(self) -> str:
        """The comparison in one sentence, for people who do not read p values."""
        failing, passing, asked = len(self.newly_failing), len(self.newly_passing), len(self.pairs)
        if not asked:
            return "The two runs have no test question in common, so they cannot be compared."
        questions = "test question" if asked == 1 else "test questions"
        if not failing and not passing:
            return f"None of {asked} {questions} newly fail or newly pass."
        counted = f"{_count(failing)} of {asked} {questions} newly {_verb('fail', failing)}"
        counted += f" and {_count(passing).lower()} newly {_verb('pass', passing)}"
        if self.p >= CHANCE:
            return f"{counted}: this could be chance."
        return f"{counted}: this is more than chance, so the answers got {'worse' if failing > passing else 'better'}."


def compare(before: Iterable[Outcome], after: Iterable[Outcome]) -> Comparison:
    """The comparison of an earlier run with a later one."""
    earlier, later = {_key(one): one for one in before}, {_key(one): one for one in after}
    return Comparison(
        pairs=tuple(Pair(earlier[key], one) for key, one in later.items() if key in earlier),
        only_before=tuple(one for key, one in earlier.items() if key not in later),
        only_after=tuple(one for key, one in later.items() if key not in earlier),
    )


def outcomes(report: Report) -> tuple[Outcome, ...]:
    """What a run made of each sample."""
    return tuple(
        Outcome(
            id=result.sample.id,
            question=result.sample.question,
            class_=result.sample.class_,
            split=result.sample.split,
            essential=result.sample.essential,
            passed=result.passed,
            status=str(result.answer.answer_status),
            text=result.answer.text,
            cited=tuple(f"{c.source_id} {c.clause}".strip() for c in result.answer.citations),
        )
        for result in report.results
    )


def outcomes_from(found: Any) -> tuple[Outcome, ...]:
    """The same of an object that `preceptorship eval --json` printed. Raises PreceptorshipError when it is not one."""
    try:
        return tuple(_outcome(row) for row in _as(list, found["results"]))
    except (KeyError, TypeError, IndexError) as error:
        raise _not_a_run("It") from error


def read_outcomes(path: Path) -> tuple[Outcome, ...]:
    """The same of a file. Raises PreceptorshipError when there is none, or it holds no run."""
    try:
        return outcomes_from(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise PreceptorshipError(f"{path} cannot be read: {error.strerror}.", _WRITE) from error
    except (ValueError, RecursionError, PreceptorshipError) as error:
        raise _not_a_run(path.name) from error


_WRITE = "Name a file that `preceptorship eval --json` wrote."


def _not_a_run(name: str) -> PreceptorshipError:
    return PreceptorshipError(f"{name} does not hold an earlier run.", _WRITE)


def _outcome(row: Any) -> Outcome:
    texts = {name: _as(str, row[key]) for name, key in _TEXTS.items()}
    flags = {name: _as(bool, row[name]) for name in ("essential", "passed")}
    return Outcome(**texts, **flags, cited=tuple(_as(str, place) for place in _as(list, row["cited"])))


_TEXTS = {
    "id": "id",
    "question": "question",
    "class_": "class",
    "split": "split",
    "status": "answer_status",
    "text": "text",
}
"""Field of an Outcome: key of a result."""


def _as(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is not a {kind.__name__}")
    return value


def _key(one: Outcome) -> tuple[str, str]:
    return one.id, one.question


def _count(number: int) -> str:
    return str(number) if number else "None"


def _verb(stem: str, number: int) -> str:
    return stem if number != 1 else f"{stem}{'es' if stem.endswith('s') else 's'}"
