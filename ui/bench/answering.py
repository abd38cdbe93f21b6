"""What a request to the bench gets when it cannot be served: a page for a person, problem details for a program."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from corpus.errors import PreceptorshipError
from corpus.faults import fault
from ui.api.problems import Refused, TooLong, problem
from ui.bench.fields import sent_in_vain
from ui.bench.forms import Unchecked
from ui.bench.pages import render
from ui.bench.session import BENCH, SignedOut
from ui.store.database import StoreUnavailable

SIGN_IN = f"{BENCH}/sign-in"
SESSION_OVER = Refused(401, "You are no longer signed in.", "Sign in again and send once more what you typed.")
NOT_THERE = ("There is nothing at this address.", "It may have been removed, or the link is incomplete.")


class BenchRoute(APIRoute):
    """A route of the bench, the outermost function of a request to it. Every router of the bench is made with
    `APIRouter(route_class=BenchRoute)`. Its functions may raise Refused with a status, or any PreceptorshipError."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with what it raises turned into a page or problem details."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except SignedOut:
                return (for_person(request) and await sent_in_vain(request, SESSION_OVER)) or signed_out(request)
            except Unchecked as unchecked:
                kept = for_person(request) and await sent_in_vain(request, unchecked)
                return kept or told(request, unchecked.status, unchecked.message, unchecked.hint)
            except Exception as error:
                refused = refusal(error)
                return told(request, refused.status, refused.message, refused.hint)

        return handled


def told(
    request: Request, status: int, message: str, hint: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    """A refusal in one plain sentence, as a page or as problem details."""
    if not for_person(request):
        return problem(status, message, hint, headers)
    page = render(request, "problem.html", status, message=message, hint=hint)
    page.headers.update(headers or {})
    return page


def signed_out(request: Request) -> Response:
    """To the sign-in page, and from there back to where the person was going."""
    if not for_person(request):
        return problem(401, "Nobody is signed in.", f"Sign in at {SIGN_IN}.")
    going = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = {"next": going} if request.method == "GET" and going != BENCH else {}
    return RedirectResponse(f"{SIGN_IN}?{urlencode(back)}" if back else SIGN_IN, 303)


def for_person(request: Request) -> bool:
    """Whether a browser wants to show a page, and not a program or a script to read the answer."""
    return "text/html" in request.headers.get("accept", "")


def refusal(error: Exception) -> Refused:
    """What a person is told of it, with its status."""
    match error:
        case Refused():
            return error
        case TooLong():
            return Refused(413, "What was sent is too large.", "Send a smaller file, or fewer rows at a time.")
        case HTTPException():
            return Refused(error.status_code, "What was sent could not be read.", "Go back and send it again.")
        case RequestValidationError():
            return Refused(404, *NOT_THERE)
        case StoreUnavailable():
            return Refused(503, error.message, error.hint)
        case PreceptorshipError():
            return Refused(422, error.message, error.hint)
        case _:
            apology = fault(error, "the page could not be made")
            return Refused(500, apology.message, apology.hint)
