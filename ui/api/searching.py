"""POST /api/v1/search: the same list as `search --json`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from assistant.questions import QuestionError
from ui.api.ask import UNKEPT
from ui.api.examples import QUERIES, example_found
from ui.api.problems import ProblemRoute, json_of, json_response
from ui.api.schemas import QUERY, TAKES_JSON, body, problems, refusal
from ui.presenting.searching import FEW, MANY, Found, search

if TYPE_CHECKING:
    from ui.live import Live


def search_router(live: "Live") -> APIRouter:
    """The route that searches, relative to the API."""
    router = APIRouter(route_class=ProblemRoute)

    @router.post(
        "/search",
        summary="Search without an answer",
        response_model=None,
        responses={
            200: {
                "model": list[Found],
                "description": "Passages, best first.",
                "content": {"application/json": {"example": [asdict(example_found())]}},
            },
            **problems(*TAKES_JSON, own={422: refusal(query_from, {})}),
        },
        openapi_extra=body(QUERY, QUERIES),
    )
    def find(asked: Annotated[tuple[str, int], Depends(_query)]) -> Response:
        """The passages that belong to a query, ranked. It takes POST only, so that queries stay out of logs."""
        with live.lease() as opened:
            found = search(opened.assistant, *asked)
        return json_response([asdict(item) for item in found], headers=UNKEPT)

    return router


async def _query(request: Request) -> tuple[str, int]:
    return query_from(await json_of(request))


def query_from(request: Any) -> tuple[str, int]:
    """The query and how many passages it asks for. Raises QuestionError with one sentence for the caller."""
    if not isinstance(request, dict) or not isinstance(request.get("query"), str) or not request["query"].strip():
        raise QuestionError("The request has no query.", 'Send {"query": "…"}.')
    if unknown := sorted(set(request) - {"query", "k"}):
        raise QuestionError(f"The request has an unknown field: {', '.join(unknown)}.", "Use query and k.")
    k = request.get("k", FEW)
    if isinstance(k, bool) or not isinstance(k, int | float) or k not in range(1, MANY + 1):
        raise QuestionError("The number of passages, k, is wrong.", f"Send a whole number from 1 to {MANY}.")
    return request["query"], int(k)
