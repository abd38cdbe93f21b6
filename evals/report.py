"""A Report as JSON, and as the quality table of the README."""

import json
from pathlib import Path
from statistics import median
from typing import Any

from evals.figures import Figure, class_figures, headline
from evals.marked import write_block
from evals.reporting.cells import cases, interval, target, value
from evals.results import Report, Result
from evals.sample_rows import CLASSES


def to_json(report: Report) -> str:
    """The report as JSON: equal runs are equal byte for byte but for the object `times`."""
    return json.dumps(as_object(report), ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def as_object(report: Report) -> dict[str, Any]:
    """The report as a JSON-ready object."""
    classes = [class_ for class_ in CLASSES if report.of_class(class_).results]
    return {
        "index": report.digest,
        "model": report.model,
        "samples": len(report.results),
        "figures": [_figure(figure) for figure in headline(report)],
        "classes": {name: [_figure(f) for f in class_figures(report.of_class(name))] for name in classes},
        "unplaced": list(report.unplaced),
        "results": [_result(result) for result in report.results],
        "times": _times(report),
    }


def quality_table(report: Report) -> str:
    """The figures as Markdown for the README, a table a split: figure, value, count, 95 % interval, target."""
    splits = sorted({result.sample.split for result in report.results}) or [""]
    return "\n".join(_split_table(split, report.of_split(split) if split else report) for split in splits)


def _split_table(split: str, report: Report) -> str:
    name = f"**{split.capitalize()}**: " if split else ""
    lines = [
        f"{name}{len(report.results)} samples, index `{report.digest[:12]}`, {report.model or 'no language model'}.",
        "",
        "| Figure | Value | Cases | 95 % interval | Target |",
        "|---|---|---|---|---|",
    ]
    for figure in headline(report):
        cells = (figure.name, value(figure), cases(figure), interval(figure), target(figure))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def write_quality_table(readme: Path, report: Report) -> None:
    """Put the quality table between the two marker comments of the README, leaving the rest as it is.

    Raises PreceptorshipError when the markers are not there, once each and in order."""
    write_block(readme, "quality", f"\n{quality_table(report)}\n\n")


def _figure(figure: Figure) -> dict[str, Any]:
    ends = None if figure.interval is None else [round(end, 6) for end in figure.interval]
    return {
        "name": figure.name,
        "kind": figure.kind,
        "value": None if figure.value is None else round(figure.value, 6),
        "count": figure.count,
        "of": figure.of,
        "interval": ends,
        "meets_target": figure.meets,
    }


def _result(result: Result) -> dict[str, Any]:
    sample, answer = result.sample, result.answer
    return {
        "id": sample.id,
        "class": sample.class_,
        "split": sample.split,
        "essential": sample.essential,
        "question": sample.question,
        "standalone": answer.standalone,
        "expect": list(sample.expect),
        "answer_status": answer.answer_status,
        "passed": result.passed,
        "shortfalls": list(result.shortfalls),
        "unsupported": list(result.unsupported),
        "text": answer.text,
        "cited": [f"{citation.source_id} {citation.clause}".strip() for citation in answer.citations],
        "evidence": [record.passage_id for record in sorted(answer.evidence, key=lambda record: record.rank)],
        "confidence": round(answer.confidence, 6),
        "notice": answer.notice,
        "scores": {name: None if s.value is None else round(s.value, 6) for name, s in result.scores.items()},
    }


def _times(report: Report) -> dict[str, Any]:
    seconds = sorted(result.seconds for result in report.results)
    last = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))] if seconds else None
    return {"total": report.seconds, "median": median(seconds) if seconds else None, "95th percentile": last}
