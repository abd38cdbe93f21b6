"""Who is signed in: the cookie, the educator behind it, and what every page of the bench asks first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from fastapi import Request
from starlette.responses import Response

from ui.store.accounts import Account
from ui.store.sessions import LIFE

if TYPE_CHECKING:
    from ui.bench.routes import Bench

BENCH = "/bench"
"""Where the bench begins; its cookies are sent to no other page."""
COOKIE = "bench-session"


class SignedOut(Exception):
    """Nobody is signed in, and the page needs somebody."""


@dataclass(frozen=True)
class Educator:
    """The person who is signed in."""

    id: int
    """The account's key, `educators.id`; other tables may refer to it."""
    name: str
    """The e-mail address that names the account."""
    display_name: str
    """As pages greet the person; the name where no other was given."""


def bench_of(request: Request) -> "Bench":
    """What the bench is made of; only in requests that the bench's router serves."""
    return cast("Bench", request.state.bench)


def signed_in(request: Request) -> Educator:
    """A dependency: who is signed in. `educator: Annotated[Educator, Depends(signed_in)]` on every page of the bench.

    Raises SignedOut, which `BenchRoute` answers: the sign-in page for a browser, 401 for a program."""
    account = bench_of(request).sessions.account(request.cookies.get(COOKIE, ""))
    if account is None:
        raise SignedOut
    request.state.educator = Educator(account.id, account.name, account.display_name)
    return cast(Educator, request.state.educator)


def educator_of(request: Request) -> Educator | None:
    """Who is signed in, if this request asked already."""
    return getattr(request.state, "educator", None)


def enter(request: Request, response: Response, account: Account) -> None:
    """Sign the account in, in this browser; the session that it had is over."""
    sessions = bench_of(request).sessions
    sessions.end(request.cookies.get(COOKIE, ""))
    keep_cookie(request, response, COOKIE, sessions.start(account), LIFE)


def leave(request: Request, response: Response) -> None:
    """Sign out, in the store and in the browser."""
    bench_of(request).sessions.end(request.cookies.get(COOKIE, ""))
    response.delete_cookie(COOKIE, path=BENCH, secure=request.url.scheme == "https", httponly=True, samesite="lax")


def keep_cookie(request: Request, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Set a cookie of the bench, until the browser closes where no time is given.

    SameSite=Lax: with Strict, coming back from the organisation's sign-in would look signed out."""
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, seconds, path=BENCH, secure=secure, httponly=True, samesite="lax")
