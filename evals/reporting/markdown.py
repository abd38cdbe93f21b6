"""A report as Markdown, for the summary of a CI run or a pull request."""

import re
from collections.abc import Iterable, Sequence

from evals.comparison import Comparison
from evals.disclosure import HELD_BACK_SENTENCE
from evals.figures import Figure
from evals.reporting import cells
from evals.reporting.contents import Contents
from evals.reporting.plain_words import figure_name, outcome, plainly
from evals.stages import failed_stage

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$@])")
_SHARES = ("Passed", "Share", "95 % interval")


def to_markdown(contents: Contents) -> str:
    """The report as GitHub-flavoured Markdown."""
    blocks = [f"# {escaped(contents.title)}", _lead(contents)]
    if contents.comparison:
        blocks += ["## Compared with an earlier run", *_comparison(contents.comparison)]
    blocks += ["## Questions that did not pass", _failing(contents)]
    if contents.per_principle:
        blocks += ["## Each principle", _shares("Principle", contents.per_principle)]
    blocks += ["## Each kind of question", _shares("Kind", contents.per_class), "## Trend", _trend(contents)]
    blocks += ["## Every figure", _figures(contents.figures)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Text that stands for itself in Markdown, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lead(contents: Contents) -> str:
    report = contents.report
    if not report.results:
        return "No test question was run, so nothing is measured."
    about = [contents.date, f"index `{report.digest[:12]}`" if report.digest else "", _model(report.model)]
    return f"**{cells.in_words(contents.passed)}** passed. {', '.join(filter(None, about))}."


def _model(name: str | None) -> str:
    return f"language model {escaped(name)}" if name else "no language model"


def _comparison(compared: Comparison) -> list[str]:
    kinds = {
        "Newly failing": compared.newly_failing,
        "Newly passing": compared.newly_passing,
        "Answered otherwise": compared.changed,
        "Unchanged": compared.unchanged,
        "Only in the earlier run": compared.only_before,
        "Only in this run": compared.only_after,
    }
    rows = [(name, str(len(found))) for name, found in kinds.items()]
    shown = [pair for pair in compared.newly_failing if pair.may_be_shown]
    lists = ["Newly failing:\n\n" + "\n".join(f"- {escaped(pair.told(outcome))}" for pair in shown)] if shown else []
    return [escaped(compared.in_words), _table(("Test questions", "Count"), rows), *lists]


def _failing(contents: Contents) -> str:
    lines = []
    for result in contents.failing:
        stage, sample = failed_stage(result), result.sample
        mark = ", **must never fail**" if sample.essential else ""
        why = escaped(" ".join(map(plainly, result.shortfalls)))
        lines.append(f"- {escaped(sample.id)}{mark}, {stage}: {escaped(sample.question)}: {why}")
    if hidden := contents.hidden_failing:
        lines.append(f"- Held-back questions that did not pass: {hidden}. {HELD_BACK_SENTENCE}")
    return "\n".join(lines) or ("Every test question passed." if contents.report.results else "Not measured.")


def _shares(head: str, figures: Sequence[Figure]) -> str:
    return _table((head, *_SHARES), [(escaped(figure.name), *_share(figure)) for figure in figures])


def _trend(contents: Contents) -> str:
    rows = [(escaped(run.name), escaped(run.date) or "not known", *_share(run.figure)) for run in contents.trend]
    return _table(("Run", "Date", *_SHARES), rows)


def _figures(figures: Sequence[Figure]) -> str:
    rows = [
        (
            escaped(figure_name(figure.name)),
            cells.value(figure, percent=True),
            cells.cases(figure),
            cells.interval(figure, percent=True),
            cells.target(figure, percent=True),
        )
        for figure in figures
    ]
    return _table(("Figure", "Value", "Cases", "95 % interval", "Target"), rows)


def _share(figure: Figure) -> tuple[str, str, str]:
    return cells.cases(figure), cells.value(figure, percent=True), cells.interval(figure, percent=True)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)
