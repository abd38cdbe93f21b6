"""What a row of a sample file may hold, and in plain words what is wrong with one that does not."""

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answers import AnswerStatus
from assistant.questions import PROFESSIONS, ROLES
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
_FACT = re.compile(r"(?:[SH]\d+\.\d+|G\d+)")

Row = Mapping[str, str]


def statuses(cell: str) -> tuple[str, ...]:
    """The statuses of an `expect` cell."""
    return tuple(part.strip() for part in cell.split("|"))


def problems(rows: Sequence[tuple[str, Row]]) -> list[str]:
    """One sentence for everything wrong, in row order. rows: (where, cells by column)."""
    where_by_id: dict[str, str] = {}
    found: list[str] = []
    follows = {row["id"].strip(): row["follows"].strip() for _, row in rows}
    for where, row in rows:
        name = row["id"].strip()
        found += [f"{where}: {problem}" for problem in (*_of_row(row), *_of_thread(name, follows))]
        if name and name in where_by_id:
            found.append(f"{where}: the id {name!r} is already that of {where_by_id[name].lower()}.")
        where_by_id.setdefault(name, where)
    return found


def _of_row(row: Row) -> Iterator[str]:
    cell = {name: text.strip() for name, text in row.items()}
    if not cell["id"]:
        yield "it has no id."
    yield from _choices(cell)
    if not cell["question"] and AnswerStatus.NEEDS_DETAIL not in statuses(cell["expect"]):
        yield "it has no question."
    if cell["class"] == "follow-up" and not cell["follows"]:
        yield "a follow-up names the sample that it follows."
    for fact in cell["facts"].split():
        if not _FACT.fullmatch(fact):
            yield f"{fact!r} is not a fact number such as S5.3, G11 or H2.1."
    yield from _points("key point", cell["key_points"])
    yield from _points("forbidden wording", cell["must_not"])
    if cell["clause"] and not cell["source"]:
        yield "it names a clause but no source."


def _choices(cell: Row) -> Iterator[str]:
    lists = {
        "class": CLASSES,
        "split": SPLITS,
        "essential": ("yes", "no", ""),
        "role": (*ROLES, ""),
        "nation": (*NATIONS, ""),
        "profession": (*PROFESSIONS, ""),
    }
    for column, allowed in lists.items():
        value = cell[column].lower() if column == "essential" else cell[column]
        if value not in allowed:
            yield f"{column} is {cell[column]!r}; use one of {', '.join(filter(None, allowed))}."
    for status in statuses(cell["expect"]):
        if status not in EXPECTABLE:
            yield f"expect is {status!r}; use one of {', '.join(EXPECTABLE)}, or several with |."


def _points(kind: str, cell: str) -> Iterator[str]:
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        wordings = (line.removeprefix("~") if kind == "key point" else line).split("|")
        if any(not re.search(r"\w", wording) for wording in wordings):
            yield f"{kind} {number} has an empty wording: {line!r}."
        if any("~" in wording for wording in wordings):
            yield f"{kind} {number} has a ~ in the wrong place (it belongs before an okay key point): {line!r}."


def _of_thread(name: str, follows: Mapping[str, str]) -> Iterator[str]:
    seen, current = {name}, follows[name]
    if current and current not in follows:
        yield f"it follows {current!r}, which is no sample."
    while current in follows and current not in seen:
        seen.add(current)
        current = follows[current]
    if current and current in seen:
        yield "it follows itself, round in a circle."
