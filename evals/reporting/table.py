"""A report as CSV for a spreadsheet: a row for each sample, and nothing in it that runs as a formula."""

import csv
import io

from evals.authoring.csv_files import safe
from evals.disclosure import shown
from evals.reporting.contents import Contents
from evals.results import Result
from evals.stages import failed_stage

COLUMNS = (
    "id", "class", "split", "essential", "question", "role", "nation", "profession", "expected", "status", "passed",
    "where it went wrong", "why", "answer", "cited",
)  # fmt: skip


def to_csv(contents: Contents) -> bytes:
    """The samples as CSV in UTF-8 with its mark, without which Excel takes it for something else.

    Held-back samples are left out."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in _row(result)] for result in shown(contents.report.results))
    return text.getvalue().encode("utf-8-sig", errors="replace")


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
