"""The addresses of the bench."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.cases import cases_router
from ui.bench.drafts import drafts_router
from ui.bench.gaps import gaps_router
from ui.bench.pages import CARDS, render
from ui.bench.reports import reports_router
from ui.bench.running import Runner
from ui.bench.runs import runs_router
from ui.bench.served import Served
from ui.bench.session import BENCH, Educator, signed_in
from ui.bench.sets import sets_router
from ui.bench.signing import signing_router
from ui.store.accounts import Accounts
from ui.store.case_sets import CaseSets
from ui.store.drafts import Drafts
from ui.store.runs import Runs
from ui.store.sessions import Sessions
from ui.store.shared_questions import SharedQuestions
from ui.store.verdicts import Verdicts

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ui.live import Live
    from ui.store import Store


@dataclass(frozen=True)
class Bench:
    """What the pages of the bench are made from; `bench_of(request)` gives it."""

    live: "Live"
    served: Served
    settings: "Settings"
    store: "Store"
    accounts: Accounts
    sessions: Sessions
    sets: CaseSets
    runs: Runs
    runner: Runner
    verdicts: Verdicts
    drafts: Drafts
    shared: SharedQuestions


def bench_router(live: "Live", settings: "Settings", store: "Store", runner: Runner) -> APIRouter:
    """Everything below /bench. Routers with more pages are included before the last route, which answers every address
    that no other does."""
    database = store.database
    bench = Bench(
        live,
        Served(live),
        settings,
        store,
        Accounts(database),
        Sessions(database),
        CaseSets(database),
        Runs(database),
        runner,
        Verdicts(database),
        Drafts(database),
        SharedQuestions(database),
    )

    def here(request: Request) -> None:
        request.state.bench = bench

    router = APIRouter(prefix=BENCH, route_class=BenchRoute, dependencies=[Depends(here)])
    for part in (signing_router, sets_router, cases_router, runs_router, reports_router, drafts_router, gaps_router):
        router.include_router(part())
    if settings.oidc_issuer:
        router.include_router(_organisation(settings))

    @router.get("", include_in_schema=False)
    @router.get("/", include_in_schema=False)
    def start(request: Request, _: Annotated[Educator, Depends(signed_in)]) -> Response:
        return render(request, "start.html", cards=CARDS)

    @router.api_route("/{path:path}", methods=["GET", "POST"], include_in_schema=False)
    def nothing(_: Annotated[Educator, Depends(signed_in)]) -> Response:
        raise Refused(404, *NOT_THERE)

    return router


def _organisation(settings: "Settings") -> APIRouter:
    """Raises PreceptorshipError when the settings name no issuer that can be used."""
    from ui.bench.oidc import checked_issuer
    from ui.bench.organisation import organisation_router

    return organisation_router(
        checked_issuer(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
    )
