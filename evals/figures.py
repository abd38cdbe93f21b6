"""Figure: one number of a report with its count and interval; and which figures a report has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from assistant.answers import AnswerStatus
from evals.abstention import (
    confidence_auroc,
    false_refusals,
    paraphrase_agreement,
    refusal_precision,
    refusals,
    refusals_of_all_kinds,
)
from evals.answer_metrics import length, route_first
from evals.results import Report, Result
from evals.statistics import bootstrap_mean, wilson

Kind = Literal["share", "mean", "rank", "words"]

# What was agreed for the held-back split: (at least or at most, value).
TARGETS: dict[str, tuple[Literal["≥", "≤"], float]] = {
    "Hit@1": ("≥", 0.88),
    "Hit@5": ("≥", 0.98),
    "cited in the right place": ("≥", 0.95),
    "key-point recall": ("≥", 0.95),
    "every key point": ("≥", 0.88),
    "unsupported sentences": ("≤", 0),
    "citations valid": ("≥", 1),
    "refused: out of scope": ("≥", 0.98),
    "refused: near-miss": ("≥", 0.85),
    "false refusals": ("≤", 0.03),
    "follow-ups passed": ("≥", 0.90),
    "paraphrase agreement": ("≥", 0.90),
    "lists complete and in order": ("≥", 1),
    "wrong-nation lead": ("≤", 0),
    "median length": ("≤", 70),
}


@dataclass(frozen=True)
class Figure:
    """One number of a report."""

    name: str
    kind: Kind
    value: float | None
    """None when there is no case: not measured, which is not zero."""
    of: int
    """How many cases it is over."""
    count: int | None = None
    """How many of them hold, for a share."""
    interval: tuple[float, float] | None = None
    """95 %: Wilson for a share, percentile bootstrap for a mean."""

    @property
    def meets(self) -> bool | None:
        """Whether the figure reaches what was agreed; None without a target or a value."""
        if self.value is None or self.name not in TARGETS:
            return None
        sign, target = TARGETS[self.name]
        return self.value >= target if sign == "≥" else self.value <= target


def share_figure(name: str, flags: Iterable[bool]) -> Figure:
    """A proportion with its Wilson interval."""
    values = [bool(flag) for flag in flags]
    held, n = sum(values), len(values)
    return Figure(name, "share", held / n if n else None, n, held, wilson(held, n))


def mean_figure(name: str, values: Sequence[float]) -> Figure:
    """A mean with its bootstrap interval."""
    mean = sum(values) / len(values) if values else None
    return Figure(name, "mean", mean, len(values), None, bootstrap_mean(values))


def scored(results: Iterable[Result], name: str) -> list[float]:
    """The values of one measure, unscored ones left out."""
    values = (result.scores[name].value for result in results if name in result.scores)
    return [value for value in values if value is not None]


def pass_figure(report: Report) -> Figure:
    """PassRate = samples passed / samples."""
    return share_figure("passed", (result.passed for result in report.results))


def headline(report: Report) -> tuple[Figure, ...]:
    """Every figure of a report, in reading order."""
    return (pass_figure(report), *_retrieval(report), *_content(report), *_abstention(report), *_whole(report))


def class_figures(report: Report) -> tuple[Figure, ...]:
    """The figures that are shown for each class."""
    asked = report.asked
    return (
        pass_figure(report),
        _flags(report, "Hit@1"),
        _flags(report, "Hit@5"),
        _flags(report, "cited in the right place"),
        _flags(report, "every key point"),
        share_figure("refused rightly", refusals_of_all_kinds(asked)),
        share_figure("refused wrongly", false_refusals(asked)),
        share_figure("refusal precision", refusal_precision(asked)),
    )


def _flags(report: Report, measure: str, name: str = "") -> Figure:
    return share_figure(name or measure, (value == 1 for value in scored(report.results, measure)))


def _mean(report: Report, name: str) -> Figure:
    return mean_figure(name, scored(report.results, name))


def _retrieval(report: Report) -> list[Figure]:
    hits = [_flags(report, name) for name in ("Hit@1", "Hit@3", "Hit@5")]
    return hits + [_mean(report, name) for name in ("MRR@10", "nDCG@10", "SourceRecall@5", "SourceRecall@10")]


def _content(report: Report) -> list[Figure]:
    results = report.results
    sentences = [(s.text in result.unsupported) for result in results for s in result.answer.statements]
    return [
        _flags(report, "cited in the right place"),
        _mean(report, "key-point recall"),
        _flags(report, "every key point"),
        _mean(report, "weighted key points"),
        share_figure("forbidden wordings", (bool(result.forbidden) for result in results if result.sample.must_not)),
        share_figure("unsupported sentences", sentences),
        share_figure("knowledge precision", (not unsupported for unsupported in sentences)),
        _flags(report, "citations valid"),
        _mean(report, "citation recall"),
        _mean(report, "citation precision"),
        _mean(report, "focus"),
        _flags(report, "list complete", "lists complete and in order"),
        _flags(report, "wrong-nation lead"),
        _length(report),
    ]


def _length(report: Report) -> Figure:
    answered = [(sample, answer) for sample, answer in report.asked if answer.answer_status.is_answered]
    lengths = [length(answer) for sample, answer in answered if sample.class_ != "list"]
    return Figure("median length", "words", float(median(lengths)) if lengths else None, len(lengths))


def _abstention(report: Report) -> list[Figure]:
    kinds = refusals(report.asked)
    shown = ["out of scope", "absent topic", "near-miss", *(["unreadable"] if "unreadable" in kinds else [])]
    return [
        *(share_figure(f"refused: {kind}", kinds.get(kind, [])) for kind in shown),
        share_figure("refusal recall", refusals_of_all_kinds(report.asked)),
        share_figure("refusal precision", refusal_precision(report.asked)),
        share_figure("false refusals", false_refusals(report.asked)),
        *(
            Figure(f"confidence AUROC: {kind}", "rank", value, min(a, u))
            for kind, (value, a, u) in confidence_auroc(report.asked).items()
        ),
    ]


def _whole(report: Report) -> list[Figure]:
    signposts = (
        answer.answer_status is AnswerStatus.SIGNPOSTED and route_first(answer)
        for sample, answer in report.asked
        if AnswerStatus.SIGNPOSTED in sample.expect
    )
    follow_ups = (result.passed for result in report.results if result.sample.class_ == "follow-up")
    failed = (answer.answer_status is AnswerStatus.FAILED for _, answer in report.asked)
    return [
        share_figure("signposted, route first", signposts),
        share_figure("follow-ups passed", follow_ups),
        share_figure("paraphrase agreement", paraphrase_agreement(report.asked).values()),
        share_figure("failed", failed),
    ]
