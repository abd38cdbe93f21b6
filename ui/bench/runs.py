"""Runs: under way with a bar, done with problems first, one result, two runs side by side, baselines."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from markupsafe import Markup

from corpus.errors import PreceptorshipError
from evals.authoring.completing import completed
from evals.disclosure import may_be_shown, shown
from evals.figures import Figure, headline, pass_figure
from evals.reporting.contents import Contents
from evals.reporting.plots import bars, trend
from evals.results import Report, Result
from evals.stages import failed_stage
from evals.statistics import wilson
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.context import against_baseline, compared, contents_of, earlier_runs, found_run, verdicts_given
from ui.bench.filters import ResultFilter
from ui.bench.forms import text_of
from ui.bench.pages import render
from ui.bench.paging import Page
from ui.bench.readiness import filled
from ui.bench.reading import read_result
from ui.bench.session import bench_of
from ui.bench.sets import Form, Id, Who
from ui.bench.vocabulary import path_part
from ui.store.database import StoreUnavailable
from ui.store.runs import Run, RunState


def runs_router() -> APIRouter:
    """The addresses of runs."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/runs")
    def runs(request: Request, _: Who) -> Response:
        bench = bench_of(request)
        found = bench.runs.all()
        latest = (bench.runs.baseline(id) for id in {run.set_id for run in found if run.set_id})
        baselines = {each.run_id: each.name for each in latest if each}
        return render(request, "runs.html", runs=found, baselines=baselines, wilson=wilson)

    @router.get("/runs/{id}")
    def one(request: Request, _: Who, id: Id) -> Response:
        run = found_run(request, id)
        if run.state is not RunState.DONE:
            return render(request, "running.html", run=run, unreadable=None)
        try:
            report = bench_of(request).runs.report(id)
        except StoreUnavailable:
            raise
        except PreceptorshipError as unreadable:
            return render(request, "running.html", 422, run=run, unreadable=unreadable)
        return _done(request, run, report)

    @router.get("/runs/{id}/progress")
    def progress(request: Request, _: Who, id: Id) -> Response:
        run = found_run(request, id)
        shown = {"state": run.state, "done": run.done, "total": run.total, "over": run.state.is_over}
        return JSONResponse(shown)

    @router.post("/runs/{id}/stop")
    def stop(request: Request, _: Form, educator: Who, id: Id) -> Response:
        bench_of(request).runner.stop(found_run(request, id).id, educator.display_name)
        return RedirectResponse(f"/bench/runs/{id}", 303)

    @router.post("/runs/{id}/remove")
    def remove(request: Request, form: Form, id: Id) -> Response:
        if text_of(form, "sure") != "yes":
            raise PreceptorshipError("Nothing was removed.", "Tick the box to remove the run.")
        if not found_run(request, id).state.is_over:
            raise PreceptorshipError("The run is still under way.", "Stop it, then remove it.")
        bench_of(request).runs.remove(id)
        return RedirectResponse("/bench/runs", 303)

    @router.post("/runs/{id}/promote")
    def promote(request: Request, form: Form, educator: Who, id: Id) -> Response:
        bench_of(request).runs.promote(found_run(request, id).id, text_of(form, "name"), educator.display_name)
        return RedirectResponse(f"/bench/runs/{id}", 303)

    @router.post("/runs/{id}/verdicts")
    def judge(request: Request, form: Form, educator: Who, id: Id) -> Response:
        sample_id = text_of(form, "sample")
        _shown(bench_of(request).runs.report(found_run(request, id).id), sample_id)
        bench_of(request).verdicts.give(id, sample_id, educator.name, good=text_of(form, "good") == "yes")
        return RedirectResponse(f"/bench/runs/{id}/results/{path_part(sample_id)}", 303)

    @router.get("/runs/{id}/results/{sample_id:path}")
    def result(request: Request, _: Who, id: Id, sample_id: str) -> Response:
        run = found_run(request, id)
        return _result(request, run, bench_of(request).runs.report(id), sample_id)

    @router.get("/runs/{id}/compare")
    def chosen(request: Request, _: Who, id: Id, other: Id) -> Response:
        return RedirectResponse(f"/bench/runs/{id}/compare/{other}", 303)

    @router.get("/runs/{id}/compare/{other}")
    def side_by_side(request: Request, _: Who, id: Id, other: Id) -> Response:
        after, before = found_run(request, id), found_run(request, other)
        return render(request, "compare.html", after=after, before=before, comparison=compared(request, before, after))

    return router


def _done(request: Request, run: Run, report: Report) -> Response:
    against = against_baseline(request, run)
    comparison = against.comparison if against else None
    flipped = {p.after.id for p in (*comparison.newly_failing, *comparison.newly_passing)} if comparison else set()
    chosen = ResultFilter.of(request.query_params)
    contents = contents_of(request, run, report, comparison)
    by_class = [figure for figure in contents.per_class if figure.of]
    return render(
        request,
        "run.html",
        run=run,
        earlier=earlier_runs(request, run),
        against=against,
        passed=pass_figure(report),
        figures=headline(report),
        by_class=by_class,
        plots=_plots(contents, by_class),
        page=Page.of(chosen.results(report, flipped, bench_of(request).served.principles), request.query_params),
        flipped=flipped,
        hidden=sum(not may_be_shown(result.sample.split) for result in report.results),
        filter=chosen,
        stage=failed_stage,
    )


def _plots(contents: Contents, by_class: list[Figure]) -> list[tuple[str, Markup]]:
    """(heading, plot) of what people would rather look at than read; the figures stand in tables too."""
    drawn = [("By kind of question", bars("classes", "Passed, by kind of question", by_class))]
    if any(figure.of for figure in contents.per_principle):
        drawn.insert(0, ("By principle", bars("principles", "Passed, by principle", contents.per_principle)))
    if contents.earlier:
        drawn.append(("From run to run", trend("trend", "Passed, from run to run", contents.trend)))
    return [(heading, Markup(svg)) for heading, svg in drawn]


def _shown(report: Report, sample_id: str) -> Result:
    """The result, if it may be shown by itself. Raises Refused (404)."""
    found = next((result for result in shown(report.results) if result.sample.id == sample_id), None)
    if found is None:
        raise Refused(404, *NOT_THERE)
    return found


def _result(request: Request, run: Run, report: Report, sample_id: str) -> Response:
    found = _shown(report, sample_id)
    failing = [result.sample.id for result in shown(report.results) if not result.passed]
    with bench_of(request).live.lease() as opened:
        read = read_result(found, opened.assistant.index.by_id)
    return render(
        request,
        "result.html",
        run=run,
        result=found,
        read=read,
        stage=failed_stage(found),
        place=_place(request, run, found),
        failing=failing,
        following=next(iter(failing[failing.index(sample_id) + 1 :]), None) if sample_id in failing else None,
        verdicts=[(who, good) for name, who, good in verdicts_given(request, run) if name == sample_id],
    )


def _place(request: Request, run: Run, result: Result) -> int | None:
    """The row of the result's test question in its set, where it still is."""
    kept = bench_of(request).sets.get(run.set_id) if run.set_id else None
    rows = [(place, filled(cells)) for place, cells in kept.rows] if kept else []
    same = (
        place
        for (place, cells), whole in zip(rows, completed(rows), strict=True)
        if (whole["id"], cells["question"]) == (result.sample.id, result.sample.question)
    )
    return next(same, None)
