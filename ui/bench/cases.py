"""The form of one test question: saving, passages to point at, today's answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from corpus.errors import PreceptorshipError
from evals.authoring.headings import HEADINGS
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute, refusal
from ui.bench.asking import answered, found, passage
from ui.bench.fields import FIRST, cells_in, fields_of, not_saved
from ui.bench.forms import text_of
from ui.bench.pages import render
from ui.bench.readiness import filled
from ui.bench.session import bench_of
from ui.bench.sets import Form, Id, Who, checked, found_set
from ui.store.case_sets import RowChanged, row_digest

if TYPE_CHECKING:
    from assistant.answers import Answer
    from ingest.passages import Passage

NEW = "new"
ENTER = "enter"
"""What the return key sends: it looks for passages where words to look for are typed, and saves elsewhere."""


@dataclass(frozen=True)
class OpenRow:
    """A row in the form."""

    place: int | None
    """None for one that is not in the set yet."""
    cells: Mapping[str, str]
    seen: str = ""
    """The digest of the row as it was opened."""
    saved: bool = False
    sought: str = ""
    found: "tuple[Passage, ...] | None" = None
    """None when nothing was looked for."""
    answer: "Answer | None" = None
    trouble: str = ""
    theirs: tuple[tuple[str, str], ...] = ()
    """(heading, text) where the row in the set differs from what was typed."""


def cases_router() -> APIRouter:
    """The addresses of single test questions."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/sets/{id}/rows/{place}")
    def show(request: Request, _: Who, id: Id, place: str, saved: str = "", question: str = "") -> Response:
        kept, at = found_set(request, id), _number(place)
        cells = {"question": question} if at is None else kept.cells(at)
        if cells is None:
            raise Refused(404, *NOT_THERE)
        return _form(request, id, OpenRow(at, cells, "" if at is None else row_digest(cells), saved=bool(saved)))

    @router.post("/sets/{id}/rows/{place}")
    def act(request: Request, form: Form, id: Id, place: str) -> Response:
        cells = cells_in(form)
        try:
            row = OpenRow(_number(place), cells, text_of(form, "seen"), sought=text_of(form, "find").strip())
            return _acted(request, form, id, row)
        except Exception as error:  # whatever happens, what was typed is shown again
            return not_saved(request, refusal(error), cells)

    @router.post("/sets/{id}/rows/{place}/remove")
    def remove(request: Request, form: Form, id: Id, place: Id) -> Response:
        if text_of(form, "sure") != "yes":
            raise PreceptorshipError("Nothing was removed.", "Tick the box to remove the test question.")
        bench_of(request).sets.drop(id, place)
        return RedirectResponse(f"/bench/sets/{id}", 303)

    return router


def pointed_at(cells: Mapping[str, str], passage: "Passage") -> dict[str, str]:
    """The row with a passage as the place that answers it; words that are there already stay."""
    words = [line for line in cells["words"].splitlines() if line.strip()]
    copied = " ".join(passage.text.split())
    same = cells["source"].split() == [passage.source_id] and cells["clause"] not in ("", passage.clause)
    sources = dict.fromkeys([*cells["source"].split(), passage.source_id])
    return {
        **cells,
        "source": " ".join(sources),
        "clause": passage.clause if len(sources) == 1 and not same else "",
        "words": "\n".join(words if copied in words else [*words, copied]),
    }


def _acted(request: Request, form: FormData, id: int, row: OpenRow) -> Response:
    kept, act, used = found_set(request, id), text_of(form, "act"), text_of(form, "use")
    if used:
        return _form(request, id, _with_passage(row, passage(request, used)))
    if act == "find" or (act == ENTER and row.sought):
        return _form(request, id, replace(row, found=found(request, row.sought)))
    if act == "try":
        asked = (row.cells[name] for name in ("question", "role", "nation", "profession"))
        return _form(request, id, replace(row, answer=answered(request, *asked)))
    try:
        if row.place is not None and kept.cells(row.place) is None:
            raise RowChanged
        at = bench_of(request).sets.save(id, row.place, row.cells, row.seen)
    except RowChanged:
        return _form(request, id, _changed(row, found_set(request, id).cells(row.place or 0)), 409)
    following = checked(request, id)[1].next_to_mend(at) if act == "next" else None
    top = "#main" if act == ENTER else ""  # or the browser would go on to where passages are looked for
    return RedirectResponse(f"/bench/sets/{id}/rows/{following or at}?saved=1{top}", 303)


def _with_passage(row: OpenRow, passage: "Passage | None") -> OpenRow:
    if passage is None:
        return replace(row, trouble="The documents changed, and the passage is no longer there. Look for it again.")
    return replace(row, cells=pointed_at(row.cells, passage))


def _changed(row: OpenRow, now: Mapping[str, str] | None) -> OpenRow:
    """The form once more, so that a person decides about what somebody else did meanwhile."""
    if now is None:
        told = "Somebody removed this test question since you opened it. What you typed is not saved yet: “Save” adds it as a new one."
        return replace(row, place=None, seen="", trouble=told)
    told = "Somebody changed this row since you opened it. What you typed is not saved yet: “Save” puts it in place of theirs."
    theirs = [
        (each.text, now.get(each.column, "")) for each in HEADINGS if now.get(each.column, "") != row.cells[each.column]
    ]
    return replace(row, seen=row_digest(now), trouble=told, theirs=tuple(theirs))  # fmt: skip


def _form(request: Request, id: int, row: OpenRow, status: int = 200) -> Response:
    kept, checks = checked(request, id)
    as_kept = row.place is not None and filled(row.cells) == filled(kept.cells(row.place) or {})
    findings = checks.findings.get(row.place or 0, ()) if as_kept else ()
    fields = fields_of(row.cells, findings)
    return render(
        request,
        "case.html",
        status,
        set=kept,
        row=row,
        place=NEW if row.place is None else row.place,
        fields=[field for field in fields if field.heading.column in FIRST],
        more=[field for field in fields if field.heading.column not in FIRST],
        findings=findings,
        held_up=row.place in checks.held_up,
        left=len(checks.to_mend),
        ready=len(checks.ready),
        following=None if row.place is None else checks.next_to_mend(row.place),
    )


def _number(place: str) -> int | None:
    """The row's number; None for a new one. Raises Refused (404)."""
    if place == NEW:
        return None
    if not place.isascii() or not place.isdigit() or len(place) > 9:
        raise Refused(404, *NOT_THERE)
    return int(place)
