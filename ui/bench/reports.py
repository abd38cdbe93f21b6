"""Reports of a run to take away: a page, Markdown, JUnit XML, a table, and the whole as JSON."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evals.report import to_json
from evals.reporting.contents import Contents, EarlierRun
from evals.reporting.junit import to_junit
from evals.reporting.markdown import to_markdown
from evals.reporting.page import to_html
from evals.reporting.table import to_csv
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.runs import compared, earlier_runs, found_run
from ui.bench.session import bench_of
from ui.bench.sets import CSV, Who, file_response, known_principles
from ui.store.runs import Run

TREND = 20
"""Earlier runs in the trend: more would not be told apart."""


@dataclass(frozen=True)
class _Kind:
    media_type: str
    write: Callable[[Contents], str | bytes]


KINDS = {
    "html": _Kind("text/html; charset=utf-8", to_html),
    "md": _Kind("text/markdown; charset=utf-8", to_markdown),
    "xml": _Kind("application/xml", to_junit),
    "csv": _Kind(CSV, to_csv),
    "json": _Kind("application/json", lambda contents: to_json(contents.report)),
}
"""By the ending of the file."""


def reports_router() -> APIRouter:
    """The addresses of reports."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/runs/{id}/report.{kind}")
    def report(request: Request, _: Who, id: int, kind: str) -> Response:
        run = found_run(request, id)
        if kind not in KINDS:
            raise Refused(404, *NOT_THERE)
        written = KINDS[kind].write(contents_of(request, run))
        return file_response(written, KINDS[kind].media_type, f"{run.set_name}, run {run.id}.{kind}")

    return router


def contents_of(request: Request, run: Run) -> Contents:
    """The run with the baseline that it is held against and the runs before it."""
    bench = bench_of(request)
    baseline = bench.runs.baseline(run.set_id) if run.set_id else None
    before = bench.runs.get(baseline.run_id) if baseline and baseline.run_id != run.id else None
    return Contents(
        report=bench.runs.report(run.id),
        comparison=compared(request, before, run) if before else None,
        earlier=tuple(_earlier(each) for each in reversed(earlier_runs(request, run)[:TREND])),
        principles=known_principles(request),
        title=f"{run.set_name}: run {run.id}",
        date=_day(run),
    )


def _earlier(run: Run) -> EarlierRun:
    return EarlierRun(f"Run {run.id}", _day(run), run.passed, run.total)


def _day(run: Run) -> str:
    return f"{run.started.day} {run.started:%B %Y}"
