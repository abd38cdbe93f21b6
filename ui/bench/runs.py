"""Runs: under way with a bar, done with problems first, one result, two runs side by side, baselines."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from corpus.errors import PreceptorshipError
from evals.comparison import Comparison, compare, outcomes
from evals.disclosure import may_be_shown
from evals.figures import headline, pass_figure
from evals.results import Report, Result
from evals.sample_rows import CLASSES
from evals.stages import failed_stage
from evals.statistics import wilson
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.filters import ResultFilter
from ui.bench.forms import text_of
from ui.bench.pages import render
from ui.bench.reading import read_result
from ui.bench.session import bench_of
from ui.bench.sets import Form, Who, known_principles
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
    def one(request: Request, _: Who, id: int) -> Response:
        run = found_run(request, id)
        if run.state is not RunState.DONE:
            return render(request, "running.html", run=run)
        return _done(request, run)

    @router.get("/runs/{id}/progress")
    def progress(request: Request, _: Who, id: int) -> Response:
        run = found_run(request, id)
        shown = {"state": run.state, "done": run.done, "total": run.total, "over": run.state.is_over}
        return JSONResponse(shown)

    @router.post("/runs/{id}/stop")
    def stop(request: Request, _: Form, educator: Who, id: int) -> Response:
        bench_of(request).runner.stop(id, educator.display_name)
        return RedirectResponse(f"/bench/runs/{id}", 303)

    @router.post("/runs/{id}/remove")
    def remove(request: Request, form: Form, id: int) -> Response:
        if text_of(form, "sure") != "yes":
            raise PreceptorshipError("Nothing was removed.", "Tick the box to remove the run.")
        bench_of(request).runs.remove(id)
        return RedirectResponse("/bench/runs", 303)

    @router.post("/runs/{id}/promote")
    def promote(request: Request, form: Form, educator: Who, id: int) -> Response:
        bench_of(request).runs.promote(id, text_of(form, "name"), educator.display_name)
        return RedirectResponse(f"/bench/runs/{id}", 303)

    @router.post("/runs/{id}/verdicts")
    def judge(request: Request, form: Form, educator: Who, id: int) -> Response:
        sample_id = text_of(form, "sample")
        bench_of(request).verdicts.give(id, sample_id, educator.display_name, good=text_of(form, "good") == "yes")
        return RedirectResponse(f"/bench/runs/{id}/results/{quote(sample_id)}", 303)

    @router.get("/runs/{id}/results/{sample_id:path}")
    def result(request: Request, _: Who, id: int, sample_id: str) -> Response:
        run = found_run(request, id)
        report = bench_of(request).runs.report(id)
        return _result(request, run, report, sample_id)

    @router.get("/runs/{id}/compare")
    def chosen(request: Request, _: Who, id: int, other: int) -> Response:
        return RedirectResponse(f"/bench/runs/{id}/compare/{other}", 303)

    @router.get("/runs/{id}/compare/{other}")
    def side_by_side(request: Request, _: Who, id: int, other: int) -> Response:
        after, before = found_run(request, id), found_run(request, other)
        return render(request, "compare.html", after=after, before=before, comparison=compared(request, before, after))

    return router


def found_run(request: Request, id: int) -> Run:
    """The run, if it is there. Raises Refused (404)."""
    if (run := bench_of(request).runs.get(id)) is None:
        raise Refused(404, *NOT_THERE)
    return run


def compared(request: Request, before: Run, after: Run) -> Comparison:
    """Two runs by their outcomes. Raises PreceptorshipError when one has no results."""
    runs = bench_of(request).runs
    return compare(outcomes(runs.report(before.id)), outcomes(runs.report(after.id)))


def earlier_runs(request: Request, run: Run) -> tuple[Run, ...]:
    """The finished runs of the same set before this one, the latest first."""
    found = bench_of(request).runs.all(run.set_id) if run.set_id else ()
    return tuple(each for each in found if each.id < run.id and each.state is RunState.DONE)


def _done(request: Request, run: Run) -> Response:
    bench = bench_of(request)
    report = bench.runs.report(run.id)
    baseline = bench.runs.baseline(run.set_id) if run.set_id else None
    against = bench.runs.get(baseline.run_id) if baseline and baseline.run_id != run.id else None
    comparison = compared(request, against, run) if against else None
    flipped = {p.after.id for p in (*comparison.newly_failing, *comparison.newly_passing)} if comparison else set()
    chosen = ResultFilter.of(request.query_params)
    classes = [(name, pass_figure(report.of_class(name))) for name in CLASSES if report.of_class(name).results]
    return render(
        request,
        "run.html",
        run=run,
        earlier=earlier_runs(request, run),
        baseline=baseline,
        against=against,
        comparison=comparison,
        passed=pass_figure(report),
        figures=headline(report),
        by_class=classes,
        results=chosen.results(report, flipped, known_principles(request)),
        flipped=flipped,
        hidden=sum(not may_be_shown(result.sample.split) for result in report.results),
        filter=chosen,
        stage=failed_stage,
    )


def _result(request: Request, run: Run, report: Report, sample_id: str) -> Response:
    shown = [result for result in report.results if may_be_shown(result.sample.split)]
    found = next((result for result in shown if result.sample.id == sample_id), None)
    if found is None:
        raise Refused(404, *NOT_THERE)
    failing = [result.sample.id for result in shown if not result.passed]
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
        verdicts=bench_of(request).verdicts.of(run.id, sample_id),
    )


def _place(request: Request, run: Run, result: Result) -> int | None:
    """The row of the result's test question in its set, where it still is."""
    kept = bench_of(request).sets.get(run.set_id) if run.set_id else None
    rows = kept.rows if kept else ()
    return next((place for place, cells in rows if cells.get("question") == result.sample.question), None)
