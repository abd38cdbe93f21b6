"""/api/v1: the assistant for other programs; the same answer object as `ask --json`."""

import json
import logging
import uuid
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from assistant.questions import Question, question_from
from corpus.errors import PreceptorshipError

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.pipeline import Assistant
    from ui.live import Live

log = logging.getLogger(__name__)


def api_router(live: "Live") -> APIRouter:
    """The routes below `/api/v1`."""
    router = APIRouter(prefix="/api/v1")

    @router.post("/ask", summary="Ask a question", response_model=None)
    async def ask(request: Request) -> Response:
        """Takes `{"question", "id", "history", "reader"}`, all but `question` optional; returns the answer object."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return problem(415, "The request is not JSON.", "Send it with content-type application/json.")
        try:
            question = question_from(json.loads(await request.body()))
        except (ValueError, RecursionError):
            return problem(400, "The request is not valid JSON.", 'Send {"question": "…"}.')
        except PreceptorshipError as error:
            return problem(422, error.message, error.hint)
        try:
            answer = await run_in_threadpool(_from_one_generation, live, question)
        except Exception as error:  # the outermost function of a request
            return problem(500, *apology(error))
        return _json(answer.to_json())

    return router


def _from_one_generation(live: "Live", question: Question) -> "Answer":
    with live.lease() as opened:
        return opened.assistant.answer.invoke(question)


def answered(assistant: "Assistant", question: Question) -> "Answer":
    """The assistant's answer; breakage becomes a PreceptorshipError with a reference that the log has too."""
    try:
        return assistant.answer.invoke(question)
    except Exception as error:  # the outermost function of a chat event
        raise PreceptorshipError(*apology(error)) from None


def apology(error: Exception) -> tuple[str, str]:
    """What to tell the person; the log gets the reference, the kind of error and the place, never the question."""
    reference = uuid.uuid4().hex[:8]
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "unknown place"
    log.error("answer failed, reference %s: %s at %s", reference, type(error).__name__, place)
    return (
        "Sorry, the question could not be answered because of a fault.",
        f"Try again; if it happens again, report reference {reference}.",
    )


def problem(status: int, message: str, hint: str = "") -> Response:
    """An error as RFC 9457 problem details: one plain sentence, and what to do."""
    body = {"type": "about:blank", "title": message, "status": status, "detail": f"{message} {hint}".strip()}
    return _json(body, status, "application/problem+json")


def _json(body: Any, status: int = 200, kind: str = "application/json") -> Response:
    """ASCII-only, so that text with lone surrogates can be returned too."""
    return Response(json.dumps(body), status_code=status, media_type=kind)
