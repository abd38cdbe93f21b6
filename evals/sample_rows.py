"""What a row of a sample file may hold, and in plain words what is wrong with one that does not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import AnswerStatus
from assistant.questions import PROFESSIONS, ROLES
from corpus.errors import PreceptorshipError
from corpus.sources import NATIONS

COLUMNS = (
    "id", "class", "split", "essential", "question", "follows", "role", "nation", "profession", "expect", "key_points",
    "must_not", "facts", "source", "clause", "words", "group", "notes", "checked_by", "checked_on",
)  # fmt: skip
CLASSES = (
    "answerable",
    "list",
    "comparison",
    "procedure",
    "follow-up",
    "near-miss",
    "out-of-scope",
    "sensitive",
    "misspelt",
)
SPLITS = ("tuning", "held-back")
# `failed` is a failure always, so that no sample can expect it.
EXPECTABLE = tuple(status.value for status in AnswerStatus if status is not AnswerStatus.FAILED)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "class": CLASSES,
    "split": SPLITS,
    "essential": ("yes", "no", ""),
    "role": (*ROLES, ""),
    "nation": (*NATIONS, ""),
    "profession": (*PROFESSIONS, ""),
}
"""By column, what its cell may be; `expect` may hold several of EXPECTABLE besides."""
FACT = re.compile(r"(?:[SH]\d+\.\d+|G\d+)")
"""How a fact is numbered: `S5.3`, `H2.1`, `G11`."""
ONE_LINE = re.compile(r".*\w.*")
"""An id that can stand in an address."""

Row = Mapping[str, str]


class SampleError(PreceptorshipError):
    """A file of samples cannot be used; the message names every row that needs mending."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell."""

    at: int
    """Which of the rows, from 0."""
    column: str
    message: str
    """A sentence without its row, in small letters at the start: “it has no question.”"""


@dataclass(frozen=True)
class Finding:
    """What is wrong with one cell of a file, as an educator reads it."""

    row: int
    """The row as the spreadsheet shows it."""
    sample_id: str
    column: str
    """A name of COLUMNS; empty where it is about the whole row."""
    message: str
    """A whole sentence that names the row: “Row 14: it has no question.”"""


def statuses(cell: str) -> tuple[str, ...]:
    """The statuses of an `expect` cell."""
    return tuple(part.strip() for part in cell.split("|"))


def problems(rows: Sequence[tuple[str, Row]]) -> list[str]:
    """One sentence for everything wrong, in row order. rows: (where, cells by column)."""
    return [f"{rows[problem.at][0]}: {problem.message}" for problem in row_problems(rows)]


def row_problems(rows: Sequence[tuple[str, Row]], names: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """Everything wrong, in row order. rows: (where, cells by column).

    names: what the messages call a column (`class`), a choice (`near-miss`) or a `sample`; by default as here."""
    names = names or {}
    where_by_id: dict[str, str] = {}
    found: list[Problem] = []
    follows = {row["id"].strip(): row["follows"].strip() for _, row in rows}
    for at, (where, row) in enumerate(rows):
        name = row["id"].strip()
        told = [*_of_row(row, names), *_of_thread(name, follows, names)]
        if name and name in where_by_id:
            told.append(("id", f"the {_called('id', names)} “{name}” is already that of {where_by_id[name].lower()}."))
        where_by_id.setdefault(name, where)
        found += [Problem(at, column, message) for column, message in told]
    return tuple(found)


Told = Iterator[tuple[str, str]]
"""(column, message) pairs."""


def _called(name: str, names: Row) -> str:
    return names.get(name, name)


def _of_row(row: Row, names: Row) -> Told:
    cell = {name: text.strip() for name, text in row.items()}
    if not cell["id"]:
        yield "id", f"it has no {_called('id', names)}."
    elif not ONE_LINE.fullmatch(cell["id"]):
        yield "id", f"the {_called('id', names)} needs a letter or a figure, and only one line."
    yield from _choices(cell, names)
    if not cell["question"] and AnswerStatus.NEEDS_DETAIL not in statuses(cell["expect"]):
        yield "question", "it has no question."
    if cell["class"] == "follow-up" and not cell["follows"]:
        yield "follows", f"a follow-up names the {_called('sample', names)} that it follows."
    for fact in cell["facts"].split():
        if not FACT.fullmatch(fact):
            yield "facts", f"“{fact}” is not a fact number such as S5.3, G11 or H2.1."
    yield from (("key_points", message) for message in _points("key point", cell["key_points"]))
    yield from (("must_not", message) for message in _points("forbidden wording", cell["must_not"]))
    if cell["clause"] and not cell["source"]:
        yield "source", "it names a clause but no source."


def _choices(cell: Row, names: Row) -> Told:
    for column, allowed in CHOICES.items():
        value = cell[column].lower() if column == "essential" else cell[column]
        if value not in allowed:
            yield column, f"{_called(column, names)} is “{cell[column]}”; use one of {_listed(allowed, names)}."
    for status in statuses(cell["expect"]):
        if status not in EXPECTABLE:
            several = f"use one of {_listed(EXPECTABLE, names)}, or several with |."
            found = f"is “{status}”" if status else "is empty"
            yield "expect", f"{_called('expect', names)} {found}; {several}"


def _listed(choices: Sequence[str], names: Row) -> str:
    return ", ".join(_called(choice, names) for choice in choices if choice)


def _points(kind: str, cell: str) -> Iterator[str]:
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        wordings = (line.removeprefix("~") if kind == "key point" else line).split("|")
        if any(not re.search(r"\w", wording) for wording in wordings):
            yield f"{kind} {number} has an empty wording: “{line}”."
        if any("~" in wording for wording in wordings):
            yield f"{kind} {number} has a ~ in the wrong place (it belongs before an point that is welcome but not needed): “{line}”."


def _of_thread(name: str, follows: Row, names: Row) -> Told:
    seen, current = {name}, follows[name]
    if current and current not in follows:
        yield "follows", f"it follows “{current}”, which is no {_called('sample', names)}."
    while current in follows and current not in seen:
        seen.add(current)
        current = follows[current]
    if current and current in seen:
        yield "follows", "it follows itself, round in a circle."
