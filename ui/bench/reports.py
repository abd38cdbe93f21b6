"""Reports of a run to take away: a page, Markdown, JUnit XML, a table, and the whole as JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evals.disclosure import may_be_shown
from evals.report import as_object
from evals.reporting.contents import Contents, EarlierRun
from evals.reporting.junit import to_junit
from evals.reporting.markdown import to_markdown
from evals.reporting.page import to_html
from evals.reporting.table import to_csv
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.runs import against_baseline, earlier_runs, found_run
from ui.bench.session import bench_of
from ui.bench.sets import CSV, Id, Who, file_response
from ui.store.runs import Run

TREND = 20
"""Earlier runs in the trend: more would not be told apart."""


@dataclass(frozen=True)
class _Kind:
    media_type: str
    write: Callable[[Contents], str | bytes]


def _json(contents: Contents) -> str:
    """The whole run; of held-back test questions the figures only."""
    whole = as_object(contents.report)
    hidden = {result.sample.id for result in contents.report.results if not may_be_shown(result.sample.split)}
    whole["results"] = [each for each in whole["results"] if each["id"] not in hidden]
    whole["unplaced"] = [name for name in whole["unplaced"] if name not in hidden]
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


KINDS = {
    "html": _Kind("text/html; charset=utf-8", to_html),
    "md": _Kind("text/markdown; charset=utf-8", to_markdown),
    "xml": _Kind("application/xml", to_junit),
    "csv": _Kind(CSV, to_csv),
    "json": _Kind("application/json", _json),
}
"""By the ending of the file."""


def reports_router() -> APIRouter:
    """The addresses of reports."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/runs/{id}/report.{kind}")
    def report(request: Request, _: Who, id: Id, kind: str) -> Response:
        run = found_run(request, id)
        if kind not in KINDS:
            raise Refused(404, *NOT_THERE)
        written = KINDS[kind].write(contents_of(request, run))
        return file_response(written, KINDS[kind].media_type, f"{run.set_name}, run {run.id}.{kind}")

    return router


def contents_of(request: Request, run: Run) -> Contents:
    """The run with the baseline that it is held against and the runs before it."""
    bench = bench_of(request)
    against = against_baseline(request, run)
    return Contents(
        report=bench.runs.report(run.id),
        comparison=against.comparison if against else None,
        earlier=tuple(_earlier(each) for each in reversed(earlier_runs(request, run)[:TREND])),
        principles=bench.served.principles,
        title=f"{run.set_name}: run {run.id}",
        date=_day(run),
    )


def _earlier(run: Run) -> EarlierRun:
    return EarlierRun(f"Run {run.id}", _day(run), run.passed, run.total)


def _day(run: Run) -> str:
    return f"{run.started.day} {run.started:%B %Y}"
