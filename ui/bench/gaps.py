"""What people asked and the documents did not answer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from evals.gaps import FEWEST, Unanswered, gap_map
from ui.bench.answering import BenchRoute
from ui.bench.pages import render
from ui.bench.session import bench_of
from ui.bench.sets import Who


def gaps_router() -> APIRouter:
    """The addresses of gaps."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/gaps")
    def gaps(request: Request, _: Who) -> Response:
        bench = bench_of(request)
        asked = [Unanswered(one.text, one.sitting, one.day) for one in bench.shared.all()]
        with bench.live.lease() as opened:
            found = gap_map(asked, opened.assistant.index)
        return render(request, "gaps.html", gaps=found, fewest=FEWEST, keeping=bench.settings.keep_unanswered)

    @router.get("/gaps/case")
    def case(request: Request, _: Who, question: str = "") -> Response:
        return render(request, "case_of_gap.html", question=question[:2_000], sets=bench_of(request).sets.all())

    return router
