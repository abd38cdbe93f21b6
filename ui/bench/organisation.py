"""Signing in with the organisation: there and back."""

import time
from collections import OrderedDict
from threading import Lock

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from ui.api.problems import Refused
from ui.bench.answering import SIGN_IN, BenchRoute
from ui.bench.oidc import Attempt, Issuer
from ui.bench.session import BENCH, bench_of, enter, keep_cookie
from ui.bench.signing import local
from ui.bench.throttle import Throttle, too_many
from ui.limits import client_of

COOKIE = "bench-attempt"
"""Says which attempt was begun in this browser, so that nobody can finish another's in it."""
LIFE = 600
"""Seconds in which a person comes back."""
MOST = 1_000
"""Attempts remembered; beyond that the oldest is forgotten."""


class Attempts:
    """What was begun and has not come back, in memory: each is taken once, and only in time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, Attempt, str]] = OrderedDict()
        self._turn = Lock()

    def keep(self, attempt: Attempt, going: str) -> None:
        """Remember the attempt, and the page to open after it."""
        with self._turn:
            self._kept[attempt.state] = (time.monotonic(), attempt, going)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def take(self, state: str) -> tuple[Attempt, str] | None:
        """The attempt of this state, unless it was taken, is too old or never was."""
        with self._turn:
            begun, attempt, going = self._kept.pop(state, (0.0, None, ""))
        return (attempt, going) if attempt and time.monotonic() - begun < LIFE else None


def organisation_router(issuer: Issuer) -> APIRouter:
    """The two addresses of signing in with the issuer. The second is registered there."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)
    attempts, throttle = Attempts(), Throttle()

    @router.get("/sign-in/organisation")
    def begin(request: Request, next: str = BENCH) -> Response:
        if wait := throttle.wait(client_of(request.scope)):
            raise Refused(429, too_many(wait))
        attempt = Attempt(f"{request.url.scheme}://{request.url.netloc}{SIGN_IN}/organisation/back")
        response = RedirectResponse(issuer.address_for(attempt), 303)
        attempts.keep(attempt, local(next))
        keep_cookie(request, response, COOKIE, attempt.state, LIFE)
        return response

    @router.get("/sign-in/organisation/back")
    def back(request: Request, state: str = "", code: str = "") -> Response:
        begun = attempts.take(state) if state and state == request.cookies.get(COOKIE) else None
        if begun is None:
            raise Refused(
                403, "This sign-in is over, or began in another browser.", "Start again from the sign-in page."
            )
        if not code:
            raise Refused(403, "Your organisation did not sign you in.", "Start again from the sign-in page.")
        attempt, going = begun
        email = issuer.email(attempt, code)
        bench = bench_of(request)
        account = bench.accounts.enabled(email)
        if account is None:
            raise Refused(
                403,
                f"There is no account here for {email}.",
                f"Ask those who run this service: {bench.settings.contact}.",
            )
        response = RedirectResponse(going, 303)
        enter(request, response, account)
        response.delete_cookie(COOKIE, path=BENCH)
        return response

    return router
