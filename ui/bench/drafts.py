"""From a reader's feedback to a test question in a set."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.answers import EvidenceRecord
from corpus.errors import PreceptorshipError
from evals.authoring.checking import check
from evals.authoring.completing import completed
from evals.authoring.files import SampleRow
from evals.authoring.places import Places
from evals.drafts import draft_sample
from evals.sample_rows import Finding
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.cases import FIRST, answered, cells_in, fields_of
from ui.bench.forms import text_of
from ui.bench.pages import render
from ui.bench.readiness import filled
from ui.bench.session import bench_of
from ui.bench.sets import Form, Who
from ui.store.drafts import Draft, DraftState


def drafts_router() -> APIRouter:
    """The addresses of drafts."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/drafts")
    def drafts(request: Request, _: Who) -> Response:
        found = sorted(bench_of(request).drafts.all(), key=lambda draft: draft.state is not DraftState.WAITING)
        waiting = sum(draft.state is DraftState.WAITING for draft in found)
        return render(request, "drafts.html", drafts=found, waiting=waiting)

    @router.get("/drafts/{id}")
    def one(request: Request, _: Who, id: int, saved: str = "") -> Response:
        draft = _found(request, id)
        return _page(request, draft, draft.cells or _first(draft), saved=bool(saved))

    @router.post("/drafts/{id}")
    def act(request: Request, form: Form, educator: Who, id: int) -> Response:
        draft, cells, by = _found(request, id), cells_in(form), educator.display_name
        match text_of(form, "act"):
            case "dismiss":
                bench_of(request).drafts.save(id, cells, DraftState.DISMISSED, by)
                return RedirectResponse("/bench/drafts", 303)
            case "approve":
                return _approved(request, draft, cells, by, text_of(form, "set"))
        bench_of(request).drafts.save(id, cells, draft.state, by if draft.decided_by else "")
        return RedirectResponse(f"/bench/drafts/{id}?saved=1", 303)

    return router


def _approved(request: Request, draft: Draft, cells: Mapping[str, str], by: str, set_id: str) -> Response:
    """The set that it joined, or the form again with what needs mending."""
    bench = bench_of(request)
    kept = bench.sets.get(int(set_id)) if set_id.isdecimal() and len(set_id) < 10 else None
    if kept is None:
        raise PreceptorshipError("No set was chosen.", "Choose the set that it joins.")
    if draft.state is DraftState.APPROVED:
        raise PreceptorshipError("This draft has joined a set already.", "Change the test question there.")
    if findings := _findings(request, cells):
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
) -> Response:
    fields = fields_of(cells, findings)
    return render(
        request,
        "draft.html",
        422 if findings else 200,
        draft=draft,
        saved=saved,
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
    return draft_sample(
        draft.question,
        draft.receipt.answer(),
        draft.reasons,
        nation=draft.receipt.nation,
        day=draft.day,
        said=draft.words,
    )


def _findings(request: Request, cells: Mapping[str, str]) -> tuple[Finding, ...]:
    """What is wrong with the row by itself; whether its reference is taken tells the set."""
    (whole,) = completed([(1, filled(cells))])
    with bench_of(request).live.lease() as opened:
        return check([SampleRow(1, whole)], Places(opened.assistant.index.by_id, opened.assistant.corpus))


def _snapshot(request: Request, draft: Draft) -> list[tuple[EvidenceRecord, str]]:
    """What was found when it was asked, or is found today, with its text as it is now."""
    records = draft.found or answered(request, draft.question, nation=draft.receipt.nation).evidence
    with bench_of(request).live.lease() as opened:
        by_id = opened.assistant.index.by_id
        ranked = sorted(records, key=lambda record: record.rank)
        return [(record, by_id[record.passage_id].text if record.passage_id in by_id else "") for record in ranked]
