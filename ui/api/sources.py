"""GET /api/v1/sources, /api/v1/sources/{id} and /api/v1/health: what is held, and that it answers."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Response

from ui.api.examples import example_source
from ui.api.problems import API, ProblemRoute, Refused, json_response
from ui.api.records import Health, SourceDetail, SourceRecord, health, source_detail, source_record
from ui.api.schemas import problems

if TYPE_CHECKING:
    from ui.live import Live

_UNKNOWN = ("There is no source with this number.", f"See {API}/sources.")


def sources_router(live: "Live") -> APIRouter:
    """The routes of the register and of health, relative to the API."""
    router = APIRouter(route_class=ProblemRoute)

    @router.get(
        "/sources",
        summary="The register of sources",
        response_model=None,
        responses={
            200: {
                "model": list[SourceRecord],
                "description": "Every source, in the register's order.",
                "content": {"application/json": {"example": [asdict(example_source().source)]}},
            },
            **problems(),
        },
    )
    def sources() -> Response:
        """Every source of the register, also those whose text is not held, with what may be shown of it."""
        with live.lease() as opened:
            listed = [asdict(source_record(source, opened.sections)) for source in opened.sections.corpus.sources]
        return json_response(listed)

    @router.get(
        "/sources/{source_id}",
        summary="One source and its clauses",
        response_model=None,
        responses={
            200: {
                "model": SourceDetail,
                "description": "The source, and its clauses in order.",
                "content": {"application/json": {"example": asdict(example_source())}},
            },
            **problems(own={404: _UNKNOWN}),
        },
    )
    def source(source_id: Annotated[str, Path(examples=["S5"])]) -> Response:
        """A source by the number that citations give (`S5`), with the addresses of its clauses."""
        with live.lease() as opened:
            found = opened.sections.source(source_id)
            if found is None:
                raise Refused(404, *_UNKNOWN)
            return json_response(asdict(source_detail(found, opened.sections)))

    @router.get(
        "/health",
        summary="Whether the service answers, and from which index",
        response_model=None,
        responses={200: {"model": Health, "description": "It answers."}, **problems()},
    )
    def healthy() -> Response:
        """The same as `/healthz`."""
        return json_response(asdict(health(live)))

    return router
