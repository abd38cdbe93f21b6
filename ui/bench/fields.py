"""The fields of a test question as a form shows them: each with its help and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from evals.authoring.headings import CHOICE_WORDS, HEADINGS, Heading
from evals.sample_rows import CHOICES, EXPECTABLE, Finding, statuses
from ui.api.problems import Refused
from ui.bench.forms import from_here, text_of
from ui.bench.pages import render
from ui.store.words import storable

FIRST = ("question", "expect", "key_points", "must_not", "source", "clause", "words")
"""The fields that most test questions need; the others stand behind “More”."""
LONG = ("question", "key_points", "must_not", "words", "notes")
"""Fields of several lines."""


@dataclass(frozen=True)
class Field:
    """One field of the form, ready to be shown."""

    heading: Heading
    value: str
    findings: tuple[Finding, ...]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """(value, words) to choose from, with what it holds although it is none of them; empty for a typed field."""
        values = EXPECTABLE if self.heading.column == "expect" else CHOICES.get(self.heading.column, ())
        words = CHOICE_WORDS.get(self.heading.column, {})
        held = self.chosen if values else ()
        return tuple((value, words.get(value, value)) for value in dict.fromkeys((*values, *held)) if value)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked or selected."""
        return statuses(self.value) if self.heading.column == "expect" else (self.value,)

    @property
    def is_long(self) -> bool:
        """Whether it takes several lines."""
        return self.heading.column in LONG

    @property
    def told(self) -> str:
        """What is wrong with it, without the row, which the page names."""
        return " ".join(finding.message.partition(": ")[2] for finding in self.findings)


def fields_of(cells: Mapping[str, str], findings: tuple[Finding, ...]) -> tuple[Field, ...]:
    """Every field, in the order of the spreadsheet."""
    return tuple(
        Field(heading, cells.get(heading.column, ""), tuple(f for f in findings if f.column == heading.column))
        for heading in HEADINGS
    )


def cells_in(form: FormData) -> dict[str, str]:
    """The row that was typed."""
    cells = {heading.column: storable(text_of(form, heading.column)) for heading in HEADINGS}
    ticked = [storable(value) for value in form.getlist("expect") if isinstance(value, str) and value]
    return {**cells, "expect": "|".join(ticked)}


def not_saved(request: Request, refused: Refused, cells: Mapping[str, str], *, leads_back: bool = False) -> Response:
    """What went wrong, with everything that was typed, so that it can be copied.

    leads_back: whether the form opens again at the address that it was sent to."""
    return render(
        request,
        "not_saved.html",
        refused.status,
        message=refused.message,
        hint=refused.hint,
        typed=[field for field in fields_of(cells, ()) if field.value.strip()],
        leads_back=leads_back,
    )


async def sent_in_vain(request: Request, refused: Refused) -> Response | None:
    """The same for a test question that was refused before it was looked at, as the session had ended; None where this
    is none, or where another site sent it."""
    typed = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    if not (typed and request.method == "POST" and from_here(request)):
        return None
    form = await request.form()
    return not_saved(request, refused, cells_in(form), leads_back=True) if "question" in form else None
