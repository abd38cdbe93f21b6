"""Signing in by name and password, and signing out."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from ui.bench.answering import SIGN_IN, BenchRoute
from ui.bench.forms import posted, posted_signed_out, text_of
from ui.bench.pages import render
from ui.bench.session import BENCH, COOKIE, bench_of, enter, leave
from ui.bench.throttle import Throttle, too_many
from ui.limits import client_of
from ui.store.accounts import folded_name

WRONG = "The e-mail address or the password is not right."
_LOCAL = re.compile(r"/bench(?:/[\w./~%-]*)?(?:\?[\w./~%&=+:,-]*)?", re.ASCII)
"""A page of the bench, and never another site."""


def signing_router() -> APIRouter:
    """The sign-in page, what it posts, and signing out."""
    router = APIRouter(route_class=BenchRoute)
    throttle = Throttle()

    @router.get("/sign-in", include_in_schema=False)
    def sign_in_page(request: Request, next: str = BENCH, left: bool = False) -> Response:
        if bench_of(request).sessions.account(request.cookies.get(COOKIE, "")):
            return RedirectResponse(local(next), 303)
        return _page(request, next, notice="You have signed out." if left else "")

    @router.post("/sign-in", include_in_schema=False)
    def sign_in(request: Request, form: Annotated[FormData, Depends(posted_signed_out)]) -> Response:
        name, next = text_of(form, "name"), text_of(form, "next")
        if wait := throttle.wait(client_of(request.scope), folded_name(name)):
            page = _page(request, next, name, too_many(wait), status=429)
            page.headers["Retry-After"] = str(wait)
            return page
        account = bench_of(request).accounts.verified(name, text_of(form, "password"))
        if account is None:
            return _page(request, next, name, WRONG, status=401)
        throttle.forget(account.name)
        response = RedirectResponse(local(next), 303)
        enter(request, response, account)
        return response

    @router.post("/sign-out", include_in_schema=False)
    def sign_out(request: Request, _: Annotated[FormData, Depends(posted)]) -> Response:
        response = RedirectResponse(f"{SIGN_IN}?left=true", 303)
        leave(request, response)
        return response

    return router


def local(address: str) -> str:
    """The address, if it is a page of the bench; the start of the bench otherwise."""
    return address if _LOCAL.fullmatch(address) and not address.startswith(f"{BENCH}/sign-") else BENCH


def _page(
    request: Request, next: str, name: str = "", wrong: str = "", notice: str = "", status: int = 200
) -> HTMLResponse:
    organisation = bool(bench_of(request).settings.oidc_issuer)
    values = {"name": name, "next": local(next), "wrong": wrong, "notice": notice, "organisation": organisation}
    return render(request, "sign_in.html", status, **values)
