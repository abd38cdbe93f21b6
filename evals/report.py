"""A Report as JSON, as plain text, and as the quality table of the README."""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from evals.figures import TARGETS, Figure, class_figures, headline
from evals.marked import write_block
from evals.results import Report, Result
from evals.sample_rows import CLASSES

NOT_MEASURED = "not measured"
NONE = "-"
HELD_BACK = "held-back"


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


def to_text(report: Report, *, failures: int = 20) -> str:
    """The report for a terminal: headline, table per class, and the first samples that did not pass."""
    blocks = [_headline_text(report), _class_text(report)]
    if report.unplaced:
        blocks.append(f"Labels that match no passage of the index: {', '.join(report.unplaced)}.")
    short = [result for result in report.results if not result.passed and result.sample.split != HELD_BACK]
    hidden = [result for result in report.results if not result.passed and result.sample.split == HELD_BACK]
    if hidden:
        blocks.append(
            f"Held-back samples not passed: {len(hidden)}. They are not shown, so that nothing is tuned on them."
        )
    if short and failures:
        lines = [f"  {r.sample.id}  {r.sample.question!r}: {' '.join(r.shortfalls)}" for r in short[:failures]]
        more = [f"  … and {len(short) - failures} more"] if len(short) > failures else []
        blocks.append("\n".join(["Not passed:", *lines, *more]))
    return "\n\n".join(blocks) + "\n"


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
        cells = (figure.name, _value(figure), _cases(figure), _interval(figure), _target(figure))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def write_quality_table(readme: Path, report: Report) -> None:
    """Put the quality table between the two marker comments of the README, leaving the rest as it is.

    Raises PreceptorshipError when the markers are not there, once each and in order."""
    write_block(readme, "quality", f"\n{quality_table(report)}\n\n")


def _figure(figure: Figure) -> dict[str, Any]:
    interval = None if figure.interval is None else [round(end, 6) for end in figure.interval]
    return {
        "name": figure.name,
        "kind": figure.kind,
        "value": None if figure.value is None else round(figure.value, 6),
        "count": figure.count,
        "of": figure.of,
        "interval": interval,
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


def _headline_text(report: Report) -> str:
    figures = headline(report)
    rows = [(f.name, _value(f), _cases(f), _interval(f), _target(f)) for f in figures]
    return _columns(("Figure", "Value", "Cases", "95 % interval", "Target"), rows)


def _class_text(report: Report) -> str:
    rows: list[tuple[str, ...]] = []
    names: tuple[str, ...] = ()
    for class_ in CLASSES:
        part = report.of_class(class_)
        if part.results:
            figures = class_figures(part)
            names = tuple(figure.name for figure in figures)
            rows.append((class_, *(_short(figure) for figure in figures)))
    return _columns(("Class", *names), rows) if rows else "No samples."


def _short(figure: Figure) -> str:
    if figure.value is None:
        return NOT_MEASURED
    return f"{figure.count}/{figure.of} {_interval(figure)}"


def _columns(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in (header, *rows))
    return "\n".join(line.rstrip() for line in lines)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return NOT_MEASURED
    return f"{figure.value:g} words" if figure.kind == "words" else f"{figure.value:.3f}"


def _cases(figure: Figure) -> str:
    return f"{figure.count} of {figure.of}" if figure.kind == "share" and figure.of else str(figure.of)


def _interval(figure: Figure) -> str:
    return NONE if figure.interval is None else f"{figure.interval[0]:.3f} to {figure.interval[1]:.3f}"


def _target(figure: Figure) -> str:
    if figure.name not in TARGETS:
        return NONE
    sign, target = TARGETS[figure.name]
    verdict = {True: ", met", False: ", not met", None: ""}[figure.meets]
    return f"{sign} {target:g}{verdict}"
