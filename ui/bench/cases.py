"""The form of one test question: every field with its help and what is wrong with it, and passages to point at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from assistant.questions import PROFESSIONS, ROLES, Question, Reader
from corpus.sources import NATIONS
from evals.authoring.headings import CHOICE_WORDS, HEADINGS, SHEET, Heading
from evals.sample_rows import CHOICES, EXPECTABLE, Finding, statuses
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.forms import text_of
from ui.bench.pages import render
from ui.bench.readiness import filled
from ui.bench.session import bench_of
from ui.bench.sets import Form, Who, checked, found_set

if TYPE_CHECKING:
    from assistant.answers import Answer
    from ingest.passages import Passage

FIRST = ("question", "expect", "key_points", "must_not", "source", "clause", "words")
"""The fields that most test questions need; the others stand behind “More”."""
LONG = ("question", "key_points", "must_not", "words", "notes")
"""Fields of several lines."""
NEW = "new"
ENTER = "enter"
"""What the return key sends: it looks for passages where words to look for are typed, and saves elsewhere."""
FOUND = 6
"""Passages that a search offers: a screenful."""


@dataclass(frozen=True)
class Field:
    """One field of the form, ready to be shown."""

    heading: Heading
    value: str
    findings: tuple[Finding, ...]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """(value, words) to choose from; empty for a field that is typed."""
        values = EXPECTABLE if self.heading.column == "expect" else CHOICES.get(self.heading.column, ())
        words = CHOICE_WORDS.get(self.heading.column, {})
        return tuple((value, words.get(value, value)) for value in values if value)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked."""
        return statuses(self.value)

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
    cells = {heading.column: text_of(form, heading.column) for heading in HEADINGS}
    ticked = [value for value in form.getlist("expect") if isinstance(value, str) and value]
    return {**cells, "expect": "|".join(ticked)}


def cases_router() -> APIRouter:
    """The addresses of single test questions."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/sets/{id}/rows/{place}")
    def show(request: Request, _: Who, id: int, place: str, saved: str = "", question: str = "") -> Response:
        kept = found_set(request, id)
        cells = {"question": question} if place == NEW else kept.cells(_number(place))
        if cells is None:
            raise Refused(404, *NOT_THERE)
        return _form(request, id, place, cells, saved=bool(saved))

    @router.post("/sets/{id}/rows/{place}")
    def act(request: Request, form: Form, id: int, place: str) -> Response:
        found_set(request, id)
        cells, act, sought = cells_in(form), text_of(form, "act"), text_of(form, "find").strip()
        if passage := _passage(request, text_of(form, "use")):
            return _form(request, id, place, pointed_at(cells, passage))
        if act == "find" or (act == ENTER and sought):
            return _form(request, id, place, cells, found=_found(request, sought), sought=sought)
        if act == "try":
            return _form(request, id, place, cells, answer=_of_row(request, cells))
        at = bench_of(request).sets.save(id, None if place == NEW else _number(place), cells)
        if act == "next" and (following := checked(request, id)[1].next_to_mend(at)):
            at = following
        return RedirectResponse(f"/bench/sets/{id}/rows/{at}?saved=1", 303)

    @router.post("/sets/{id}/rows/{place}/remove")
    def remove(request: Request, _: Form, id: int, place: int) -> Response:
        bench_of(request).sets.drop(id, place)
        return RedirectResponse(f"/bench/sets/{id}", 303)

    return router


def pointed_at(cells: Mapping[str, str], passage: "Passage") -> dict[str, str]:
    """The row with a passage as the place that answers it; words that are there already stay."""
    words = [line for line in cells["words"].splitlines() if line.strip()]
    if passage.text not in words:
        words.append(" ".join(passage.text.split()))
    same = cells["source"].split() == [passage.source_id] and cells["clause"] not in ("", passage.clause)
    clause = "" if same else passage.clause
    sources = dict.fromkeys([*cells["source"].split(), passage.source_id])
    return {
        **cells,
        "source": " ".join(sources),
        "clause": clause if len(sources) == 1 else "",
        "words": "\n".join(words),
    }


def _form(
    request: Request,
    id: int,
    place: str,
    cells: Mapping[str, str],
    *,
    saved: bool = False,
    found: "tuple[Passage, ...] | None" = None,
    sought: str = "",
    answer: "Answer | None" = None,
) -> Response:
    kept, checks = checked(request, id)
    findings = checks.findings.get(int(place), ()) if saved and place != NEW else ()
    if not saved and place != NEW and filled(cells) == filled(kept.cells(int(place)) or {}):
        findings = checks.findings.get(int(place), ())
    fields = fields_of(cells, findings)
    return render(
        request,
        "case.html",
        set=kept,
        place=place,
        fields=[field for field in fields if field.heading.column in FIRST],
        more=[field for field in fields if field.heading.column not in FIRST],
        general=[finding for finding in findings if not finding.column],
        findings=findings,
        left=len(checks.to_mend),
        ready=len(checks.ready),
        following=checks.next_to_mend(int(place)) if place != NEW else None,
        saved=saved,
        found=found,
        sought=sought,
        answer=answer,
        sheet=SHEET,
    )


def _number(place: str) -> int:
    if not place.isascii() or not place.isdigit() or len(place) > 6:
        raise Refused(404, *NOT_THERE)
    return int(place)


def _passage(request: Request, passage_id: str) -> "Passage | None":
    with bench_of(request).live.lease() as opened:
        return opened.assistant.index.by_id.get(passage_id) if passage_id else None


def _found(request: Request, words: str) -> "tuple[Passage, ...]":
    """What the retriever finds for the words, as the assistant would."""
    if not words.strip():
        return ()
    with bench_of(request).live.lease() as opened:
        retriever = opened.assistant.retriever
        evidence = retriever.evidence(retriever.query(words), Reader(), FOUND)
        return tuple(each.passage for each in evidence)


def _of_row(request: Request, cells: Mapping[str, str]) -> "Answer":
    return answered(request, cells["question"], cells["role"], cells["nation"], cells["profession"])


def answered(request: Request, question: str, role: str = "", nation: str = "", profession: str = "") -> "Answer":
    """Today's answer; what the reader is not, or is in no list, counts as not said."""
    reader = Reader(
        role=role if role in ROLES else "other",
        nation=nation if nation in NATIONS else "Scotland",
        profession=profession if profession in PROFESSIONS else "other",
    )
    with bench_of(request).live.lease() as opened:
        return opened.assistant.answer.invoke(Question(question, reader=reader))
