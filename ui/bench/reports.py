"""Reports of a run to take away: a page, Markdown, JUnit XML, a table, and the whole as JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evals.authoring.csv_files import written
from evals.disclosure import may_be_shown
from evals.report import as_object
from evals.reporting.contents import Contents
from evals.reporting.junit import to_junit
from evals.reporting.markdown import to_markdown
from evals.reporting.page import to_html
from evals.reporting.table import to_csv
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.context import against_baseline, contents_of, found_run, verdicts_given
from ui.bench.session import bench_of
from ui.bench.sets import CSV, Id, Who, file_response


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

    @router.get("/runs/{id}/verdicts.csv")
    def verdicts(request: Request, _: Who, id: Id) -> Response:
        run = found_run(request, id)
        rows = [(name, "yes" if good else "no", who) for name, who, good in verdicts_given(request, run)]
        table = written(("id", "good", "given by"), rows)
        return file_response(table, CSV, f"{run.set_name}, run {run.id}, verdicts.csv")

    @router.get("/runs/{id}/report.{kind}")
    def take_away(request: Request, _: Who, id: Id, kind: str) -> Response:
        run = found_run(request, id)
        if kind not in KINDS:
            raise Refused(404, *NOT_THERE)
        against = against_baseline(request, run)
        report = bench_of(request).runs.report(id)
        content = KINDS[kind].write(contents_of(request, run, report, against.comparison if against else None))
        return file_response(content, KINDS[kind].media_type, f"{run.set_name}, run {run.id}.{kind}")

    return router
