"""From a reader's feedback to a test question in a set."""

import threading
from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from assistant.answers import EvidenceRecord
from evals.drafts import draft_sample
from evals.sample_rows import Finding
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute, refusal
from ui.bench.asking import answered
from ui.bench.fields import FIRST, cells_in, fields_of, not_saved
from ui.bench.forms import text_of
from ui.bench.pages import render
from ui.bench.readiness import checked_set
from ui.bench.session import bench_of
from ui.bench.sets import Form, Id, Who
from ui.store.case_sets import CaseSet
from ui.store.drafts import Draft, DraftState


def drafts_router() -> APIRouter:
    """The addresses of drafts."""
    deciding = threading.Lock()  # two who approve at once would add the test question twice
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/drafts")
    def drafts(request: Request, _: Who) -> Response:
        found = sorted(bench_of(request).drafts.all(), key=lambda draft: draft.state is not DraftState.WAITING)
        waiting = sum(draft.state is DraftState.WAITING for draft in found)
        return render(request, "drafts.html", drafts=found, waiting=waiting)

    @router.get("/drafts/{id}")
    def one(request: Request, _: Who, id: Id, saved: str = "") -> Response:
        draft = _found(request, id)
        return _page(request, draft, draft.cells or _first(draft), saved=bool(saved))

    @router.post("/drafts/{id}")
    def act(request: Request, form: Form, educator: Who, id: Id) -> Response:
        cells = cells_in(form)
        try:
            with deciding:
                return _acted(request, form, _found(request, id), cells, educator.display_name)
        except Exception as error:  # whatever happens, what was typed is shown again
            return not_saved(request, refusal(error), cells)

    return router


def _acted(request: Request, form: FormData, draft: Draft, cells: Mapping[str, str], by: str) -> Response:
    drafts, id, act = bench_of(request).drafts, draft.feedback_id, text_of(form, "act")
    if draft.state is DraftState.APPROVED:
        raise Refused(409, "This draft has joined a set already.", "Change the test question there.")
    if act == "dismiss":
        drafts.save(id, cells, DraftState.DISMISSED, by)
        return RedirectResponse("/bench/drafts", 303)
    if act == "approve":
        return _approved(request, draft, cells, by, text_of(form, "set"))
    drafts.save(id, cells, draft.state, draft.decided_by)
    return RedirectResponse(f"/bench/drafts/{id}?saved=1", 303)


def _approved(request: Request, draft: Draft, cells: Mapping[str, str], by: str, set_id: str) -> Response:
    """The set that it joined, or the form again with what needs mending."""
    bench = bench_of(request)
    kept = bench.sets.get(int(set_id)) if set_id.isdecimal() and len(set_id) < 10 else None
    if kept is None:
        return _page(request, draft, cells, trouble="It has not joined a set: choose one that is there.")
    if findings := _findings(request, kept, cells):
        return _page(request, draft, cells, findings)
    place = bench.sets.save(kept.id, None, cells)
    bench.drafts.save(draft.feedback_id, cells, DraftState.APPROVED, by)
    return RedirectResponse(f"/bench/sets/{kept.id}/rows/{place}?saved=1", 303)


def _page(
    request: Request,
    draft: Draft,
    cells: Mapping[str, str],
    findings: tuple[Finding, ...] = (),
    *,
    saved: bool = False,
    trouble: str = "",
) -> Response:
    fields = fields_of(cells, findings)
    return render(
        request,
        "draft.html",
        422 if findings or trouble else 200,
        draft=draft,
        saved=saved,
        trouble=trouble,
        findings=findings,
        fields=[field for field in fields if field.heading.column in FIRST],
        more=[field for field in fields if field.heading.column not in FIRST],
        sets=bench_of(request).sets.all(),
        found=_snapshot(request, draft),
    )


def _found(request: Request, id: int) -> Draft:
    if (draft := bench_of(request).drafts.get(id)) is None:
        raise Refused(404, *NOT_THERE)
    return draft


def _first(draft: Draft) -> dict[str, str]:
    """The row as the feedback tells it; the set that it joins gives it a reference."""
    cells = draft_sample(
        draft.question,
        draft.receipt.answer(),
        draft.reasons,
        nation=draft.receipt.nation,
        day=draft.day,
        said=draft.words,
    )
    return {**cells, "id": ""}


def _findings(request: Request, kept: CaseSet, cells: Mapping[str, str]) -> tuple[Finding, ...]:
    """What is wrong with the row, among those of the set."""
    number = max((place for place, _ in kept.rows), default=1) + 1
    joined = replace(kept, rows=(*kept.rows, (number, cells)))
    return checked_set(joined, bench_of(request).served.places).findings.get(number, ())


def _snapshot(request: Request, draft: Draft) -> list[tuple[EvidenceRecord, str]]:
    """What was found when it was asked, or is found today, with its text as it is now."""
    records = draft.found or answered(request, draft.question, nation=draft.receipt.nation).evidence
    with bench_of(request).live.lease() as opened:
        by_id = opened.assistant.index.by_id
        ranked = sorted(records, key=lambda record: record.rank)
        return [(record, by_id[record.passage_id].text if record.passage_id in by_id else "") for record in ranked]
