"""POST /api/v1/ask: the same answer object as `ask --json`."""

import json
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from assistant.questions import Question, question_from
from corpus.errors import PreceptorshipError
from ui.api.problems import apology, json_response, problem

if TYPE_CHECKING:
    from assistant.answers import Answer
    from ui.live import Live


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
        return json_response(answer.to_json())

    return router


def _from_one_generation(live: "Live", question: Question) -> "Answer":
    with live.lease() as opened:
        return opened.assistant.answer.invoke(question)
