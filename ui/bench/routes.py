"""The addresses of the bench."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.pages import CARDS, render
from ui.bench.session import BENCH, Educator, signed_in
from ui.bench.signing import signing_router
from ui.store.accounts import Accounts
from ui.store.sessions import Sessions

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ui.live import Live
    from ui.store import Store


@dataclass(frozen=True)
class Bench:
    """What the pages of the bench are made from; `bench_of(request)` gives it."""

    live: "Live"
    settings: "Settings"
    store: "Store"
    accounts: Accounts
    sessions: Sessions


def bench_router(live: "Live", settings: "Settings", store: "Store") -> APIRouter:
    """Everything below /bench. Routers with more pages are included before the last route, which answers every address
    that no other does."""
    bench = Bench(live, settings, store, Accounts(store.database), Sessions(store.database))

    def here(request: Request) -> None:
        request.state.bench = bench

    router = APIRouter(prefix=BENCH, route_class=BenchRoute, dependencies=[Depends(here)])
    router.include_router(signing_router())

    @router.get("", include_in_schema=False)
    @router.get("/", include_in_schema=False)
    def start(request: Request, _: Annotated[Educator, Depends(signed_in)]) -> Response:
        return render(request, "start.html", cards=CARDS)

    @router.api_route("/{path:path}", methods=["GET", "POST"], include_in_schema=False)
    def nothing(_: Annotated[Educator, Depends(signed_in)]) -> Response:
        raise Refused(404, *NOT_THERE)

    return router
