"""Headings: the columns of a set as educators read them, the words for choices, and what to write in each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from evals.sample_rows import CHOICES, COLUMNS, EXPECTABLE, statuses

SHEET = "Test questions"
HELP_SHEET = "How to fill this in"


@dataclass(frozen=True)
class Heading:
    """One column in plain words."""

    column: str
    """A name of COLUMNS."""
    text: str
    help: str
    """What to write in it."""
    width: int
    """Of the column in a spreadsheet, in characters."""
    is_required: bool = False


HEADINGS = (
    Heading("question", "Question", "The question as a person would ask it.", 50, is_required=True),
    Heading("expect", "What should happen", "Choose from the list. Where two are right, write both with | between them.", 26, is_required=True),
    Heading("key_points", "A good answer says", "One point a line. Put | between wordings that are equally good, and ~ before a point that is welcome but not needed.", 45),
    Heading("must_not", "A good answer must not say", "One wording a line.", 30),
    Heading("source", "Source", "The number of the source that answers it, such as S5. Several: a space between them.", 10),
    Heading("clause", "Place in the source", "The heading or principle, such as Principle 3.", 22),
    Heading("words", "Words copied from the document", "Copy the words that answer the question, one place a line. Do not change them.", 45),
    Heading("class", "What kind of question", "Choose from the list; left empty, it is told from the rest of the row.", 22),
    Heading("follows", "Comes after question", "For a follow-up: the reference of the question before it, or its row, such as row 5.", 14),
    Heading("role", "Who asks", "Choose from the list; empty means anyone.", 14),
    Heading("nation", "Nation", "Choose from the list; empty means Scotland.", 18),
    Heading("profession", "Profession", "Choose from the list; empty means any.", 24),
    Heading("essential", "Must never fail", "yes for a question that may never go wrong.", 12),
    Heading("group", "Same need as", "Any word that is shared by questions that ask for one thing in other words.", 14),
    Heading("facts", "Fact numbers", "For the people who look after the documents; leave it empty if they mean nothing to you.", 14),
    Heading("notes", "Notes", "Anything that helps the next person.", 30),
    Heading("checked_by", "Checked by", "Who checked the row against the document.", 16),
    Heading("checked_on", "Checked on", "The day, such as 2026-11-23.", 14),
    Heading("split", "Used for", "Choose from the list; empty means tuning. A held-back question is never used to choose anything.", 12),
    Heading("id", "Reference", "Leave it empty: one is made.", 14),
)  # fmt: skip
"""In the order of the spreadsheet."""

REQUIRED = tuple(heading.column for heading in HEADINGS if heading.is_required)
BY_COLUMN: Mapping[str, Heading] = {heading.column: heading for heading in HEADINGS}

CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    "expect": {
        "answered": "It is answered",
        "partly_answered": "Part of it is answered",
        "sources_differ": "Sources differ, both are shown",
        "not_in_corpus": "The documents do not say",
        "out_of_scope": "It is about something else",
        "signposted": "The person is told whom to turn to",
        "needs_detail": "More detail is asked for",
    },
    "class": {
        "answerable": "Plain question",
        "list": "Asks for a list",
        "comparison": "Compares two things",
        "procedure": "Asks how to do something",
        "follow-up": "Follows another question",
        "near-miss": "Looks answerable, is not in the documents",
        "out-of-scope": "About something else",
        "sensitive": "Distress, risk or a concern",
        "misspelt": "Misspelt",
    },
}
"""By column and value, the words that a spreadsheet and a form show; other columns show the value itself."""

_ALSO = {
    "what is asked": "question",
    "expected": "expect",
    "expected result": "expect",
    "kind of question": "class",
    "kind": "class",
    "a good answer must say": "key_points",
    "must not say": "must_not",
    "clause": "clause",
    "place": "clause",
    "words copied": "words",
    "copied words": "words",
    "role": "role",
    "follows": "follows",
    "essential": "essential",
    "reference number": "id",
    "set": "split",
}


def column_of(heading: str) -> str:
    """The name of the column that a heading stands for, however it is cased and punctuated; empty when unknown."""
    return _COLUMN_OF.get(_folded(heading), "")


def shown(column: str, cell: str) -> str:
    """The cell with each choice in plain words; anything else as it is."""
    words = CHOICE_WORDS.get(column, {})
    if column == "expect":
        return " | ".join(words.get(status, status) for status in statuses(cell)) if cell.strip() else cell
    return words.get(cell, cell)


def chosen(column: str, cell: str) -> str:
    """The cell with each plain choice as its value (`near-miss`), in any case of letters; anything else as it is."""
    values = _VALUES.get(column)
    if not values or not cell.strip():
        return cell
    if column != "expect":
        return values.get(_folded(cell), cell)
    found = [values.get(_folded(part), part) for part in statuses(cell)]
    return "|".join(found)


def names() -> dict[str, str]:
    """What messages to educators call columns and choices: for `sample_rows.row_problems`."""
    found = {heading.column: f"“{heading.text}”" for heading in HEADINGS}
    for words in CHOICE_WORDS.values():
        found |= {value: f"“{text}”" for value, text in words.items()}
    return found | {"id": "reference", "sample": "test question"}


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("_", " ")))


def _values_of(column: str, values: tuple[str, ...]) -> dict[str, str]:
    words = CHOICE_WORDS.get(column, {})
    return {_folded(spelt): value for value in values if value for spelt in (value, words.get(value, value))}


_VALUES = {column: _values_of(column, values) for column, values in {**CHOICES, "expect": EXPECTABLE}.items()}
_COLUMN_OF = {
    **_ALSO,
    **{_folded(heading.text): heading.column for heading in HEADINGS},
    **{_folded(column): column for column in COLUMNS},
}
