"""What a report may show of a single sample: held-back samples are counted, never shown, so that nothing is tuned on them."""

from collections.abc import Iterable

from evals.results import Report, Result

HELD_BACK = "held-back"
HELD_BACK_SENTENCE = "They are not shown, so that nothing is tuned on them."


def may_be_shown(split: str) -> bool:
    """Whether the samples of this split may be shown one by one."""
    return split != HELD_BACK


def shown(results: Iterable[Result]) -> tuple[Result, ...]:
    """The results that may be shown one by one, in their order."""
    return tuple(result for result in results if may_be_shown(result.sample.split))


def failing(report: Report) -> tuple[Result, ...]:
    """The results that did not pass and may be shown, essential ones first."""
    found = [result for result in shown(report.results) if not result.passed]
    return tuple(sorted(found, key=lambda result: not result.sample.essential))


def hidden_failing(report: Report) -> int:
    """How many held-back samples did not pass."""
    return sum(not r.passed and not may_be_shown(r.sample.split) for r in report.results)
