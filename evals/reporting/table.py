"""A report as CSV for a spreadsheet: a row for each sample, and nothing in it that runs as a formula."""

from evals.authoring.csv_files import written
from evals.disclosure import shown
from evals.reporting.contents import Contents
from evals.results import Result
from evals.stages import failed_stage

COLUMNS = (
    "id", "class", "split", "essential", "question", "role", "nation", "profession", "expected", "status", "passed",
    "where it went wrong", "why", "answer", "cited",
)  # fmt: skip


def to_csv(contents: Contents) -> bytes:
    """The samples as CSV; held-back samples are left out."""
    return written(COLUMNS, (_row(result) for result in shown(contents.report.results)))


def _row(result: Result) -> tuple[str, ...]:
    sample, answer = result.sample, result.answer
    return (
        *(sample.id, sample.class_, sample.split, _yes(sample.essential), sample.question),
        *(sample.role, sample.nation, sample.profession, "|".join(sample.expect), str(answer.answer_status)),
        *(_yes(result.passed), failed_stage(result) or "", "\n".join(result.shortfalls), answer.text),
        "\n".join(dict.fromkeys(f"{c.source_id} {c.clause}".strip() for c in answer.citations)),
    )


def _yes(flag: object) -> str:
    return "yes" if flag else "no"
