"""A report for a terminal."""

from collections.abc import Sequence

from evals.comparison import Comparison, Outcome, Pair
from evals.disclosure import HELD_BACK_SENTENCE, failing, hidden_failing, may_be_shown
from evals.figures import Figure, class_figures, headline
from evals.reporting.cells import NOT_MEASURED, cases, interval, target, value
from evals.results import Report
from evals.sample_rows import CLASSES


def to_text(report: Report, *, failures: int = 20) -> str:
    """Headline, table per class, and the first samples that did not pass."""
    blocks = [_headline(report), _classes(report)]
    if report.unplaced:
        blocks.append(f"Labels that match no passage of the index: {', '.join(report.unplaced)}.")
    if hidden := hidden_failing(report):
        blocks.append(f"Held-back samples not passed: {hidden}. {HELD_BACK_SENTENCE}")
    short = failing(report)
    if short and failures:
        lines = [f"  {r.sample.id}  {r.sample.question!r}: {' '.join(r.shortfalls)}" for r in short[:failures]]
        blocks.append("\n".join(["Not passed:", *lines, *_more(len(short) - failures)]))
    return "\n\n".join(blocks) + "\n"


def comparison_text(comparison: Comparison, *, most: int = 20) -> str:
    """What became of the samples since an earlier run, the first of each kind by name."""
    kinds = {
        "Newly failing": comparison.newly_failing,
        "Newly passing": comparison.newly_passing,
        "Answered otherwise, the verdict the same": comparison.changed,
    }
    lines = [comparison.in_words, f"Unchanged: {len(comparison.unchanged)}."]
    for name, pairs in kinds.items():
        lines += _listed(name, pairs, most)
    lines += _counted("Only in the earlier run", comparison.only_before, most)
    lines += _counted("Only in this run", comparison.only_after, most)
    return "\n".join(lines) + "\n"


def _listed(name: str, pairs: Sequence[Pair], most: int) -> list[str]:
    open_ones = [pair for pair in pairs if pair.may_be_shown]
    lines = [f"{name}: {len(pairs)}."]
    lines += [f"  {pair.after.id}  {pair.in_words}" for pair in open_ones[:most]]
    lines += _more(len(open_ones) - most)
    return lines + ([f"  Held-back: {len(pairs) - len(open_ones)}."] if len(pairs) > len(open_ones) else [])


def _counted(name: str, ones: Sequence[Outcome], most: int) -> list[str]:
    if not ones:
        return []
    names = [one.id for one in ones if may_be_shown(one.split)]
    listed = ", ".join([*names[:most], *map(str.strip, _more(len(names) - most))])
    return [f"{name}: {len(ones)}.{f' {listed}' if listed else ''}"]


def _more(rest: int) -> list[str]:
    return [f"  … and {rest} more"] if rest > 0 else []


def _headline(report: Report) -> str:
    rows = [(f.name, value(f), cases(f), interval(f), target(f)) for f in headline(report)]
    return _columns(("Figure", "Value", "Cases", "95 % interval", "Target"), rows)


def _classes(report: Report) -> str:
    names: tuple[str, ...] = ()
    rows = []
    for class_ in CLASSES:
        part = report.of_class(class_)
        if part.results:
            figures = class_figures(part)
            names = tuple(figure.name for figure in figures)
            rows.append((class_, *(_short(figure) for figure in figures)))
    return _columns(("Class", *names), rows) if rows else "No samples."


def _short(figure: Figure) -> str:
    return NOT_MEASURED if figure.value is None else f"{figure.count}/{figure.of} {interval(figure)}"


def _columns(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in (header, *rows))
    return "\n".join(line.rstrip() for line in lines)
