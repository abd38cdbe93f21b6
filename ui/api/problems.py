"""What a request that cannot be served gets: problem details, and an apology with a reference."""

import json
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from assistant.questions import QuestionError
from corpus.errors import PreceptorshipError
from corpus.faults import fault
from ui.pages.frame import missing_page
from ui.store.database import StoreUnavailable

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.answers import Answer
    from assistant.pipeline import Assistant
    from assistant.questions import Question

API = "/api/v1"
"""Where the API begins; below it every error is problem details."""

Sentences = tuple[str, str]
"""What happened, and what to do about it."""
NO_JSON: Sentences = ("The request is not valid JSON.", "Send one JSON object, in UTF-8.")
TOO_LONG: Sentences = ("The request is too long.", "Shorten the question.")
OTHER_KIND: Sentences = ("The request is not JSON.", "Send it with content-type application/json.")
NOT_SERVED = "the request could not be served"
"""In an apology."""

_SENTENCES = {
    404: ("There is nothing at this address.", f"See {API}/openapi.json for the addresses that there are."),
    405: ("This address does not take that method.", "Use one that the Allow header names."),
}


class Refused(PreceptorshipError):
    """A request that is not served, with its HTTP status."""

    def __init__(self, status: int, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.status = status


class TooLong(Exception):
    """The body of a request is longer than allowed."""


class ProblemRoute(APIRoute):
    """A route whose every error is problem details: the outermost function of an API request."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with what it raises turned into problems; breakage is logged by reference only."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except HTTPException:
                raise
            except Exception as error:
                refused = _refused(error)
                return problem(refused.status, refused.message, refused.hint)

        return handled


def add_problems(app: "FastAPI") -> None:
    """What the app says where no route of the API answers (404, 405 …): problem details below the API, elsewhere a page for a browser."""

    async def handle(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if not is_api(request.url.path):
            if error.status_code == HTTPStatus.NOT_FOUND and "text/html" in request.headers.get("accept", ""):
                page = missing_page("There is nothing at this address.")
                return HTMLResponse(page.html, page.status)
            return await http_exception_handler(request, error)
        fallback = (f"{HTTPStatus(error.status_code).phrase}.", "")
        sentences = _SENTENCES.get(error.status_code, fallback)
        return problem(error.status_code, *sentences, headers=error.headers)

    app.add_exception_handler(HTTPException, handle)


def is_api(path: str) -> bool:
    """Whether a path belongs to the API."""
    return path == API or path.startswith(f"{API}/")


async def json_of(request: Request) -> Any:
    """The JSON that a request carries. Raises Refused: 415 when it is of another kind, 400 when it cannot be read."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, *OTHER_KIND)
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError):
        raise Refused(400, *NO_JSON) from None


def answered(assistant: "Assistant", question: "Question") -> "Answer":
    """The assistant's answer. Raises Fault where it breaks."""
    try:
        return assistant.answer.invoke(question)
    except Exception as error:  # the outermost function of a form that was sent
        raise fault(error) from None


def too_long() -> Response:
    """The answer to a body that is longer than allowed."""
    return problem(413, *TOO_LONG)


def details(status: int, message: str, hint: str = "") -> dict[str, Any]:
    """RFC 9457 problem details: one plain sentence, and what to do."""
    return {"type": "about:blank", "title": message, "status": status, "detail": f"{message} {hint}".strip()}


def problem(status: int, message: str, hint: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """An error as a response of problem details."""
    return json_response(details(status, message, hint), status, "application/problem+json", headers)


def json_response(
    body: Any, status: int = 200, kind: str = "application/json", headers: Mapping[str, str] | None = None
) -> Response:
    """ASCII-only, so that text with lone surrogates can be returned too."""
    return Response(json.dumps(body), status_code=status, media_type=kind, headers=dict(headers or {}))


def _refused(error: Exception) -> Refused:
    """How a request ends that met this error."""
    match error:
        case Refused():
            return error
        case TooLong():
            return Refused(413, *TOO_LONG)
        case QuestionError():
            return Refused(422, error.message, error.hint)
        case StoreUnavailable():
            return Refused(503, error.message, error.hint)
        case _:
            told = fault(error, NOT_SERVED)
            return Refused(500, told.message, told.hint)
