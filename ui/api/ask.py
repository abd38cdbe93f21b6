"""POST /api/v1/ask and /api/v1/ask/stream: the same answer object as `ask --json`, at once or with its stages before it."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda
from starlette.concurrency import iterate_in_threadpool

from assistant.answers import Answer
from assistant.progress import Stage, staged
from assistant.questions import Question, question_from
from corpus.faults import fault
from ui.api.examples import QUESTIONS, example_answer, example_events
from ui.api.problems import ProblemRoute, details, json_of, json_response
from ui.api.schemas import QUESTION, TAKES_JSON, body, problems, refusal

if TYPE_CHECKING:
    from ui.live import Live

EVENTS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["event", "data"],
        "properties": {"event": {"enum": ["stage", "answer", "problem"]}, "data": {"type": "string"}},
    },
}
"""The events of a stream, read one by one; `data` is a JSON object."""
_PROBLEMS = problems(*TAKES_JSON, own={422: refusal(question_from, {})})
UNKEPT = {"cache-control": "no-store"}
"""No cache keeps what was asked or found."""


def ask_router(live: "Live") -> APIRouter:
    """The routes that answer, relative to the API."""
    router = APIRouter(route_class=ProblemRoute)

    @router.post(
        "/ask",
        summary="Ask a question",
        response_model=None,
        responses={
            200: {
                "model": Answer,
                "description": "The answer, whatever its status; refusals are answers too.",
                "content": {"application/json": {"example": example_answer().to_json()}},
            },
            **_PROBLEMS,
        },
        openapi_extra=body(QUESTION, QUESTIONS),
    )
    def ask(question: Annotated[Question, Depends(_question)]) -> Response:
        """Answers from the documents held, every sentence with its citations. Nothing of the question is kept."""
        with live.lease() as opened:
            return json_response(opened.assistant.answer.invoke(question).to_json(), headers=UNKEPT)

    @router.post(
        "/ask/stream",
        summary="Ask a question and hear of its stages",
        response_class=EventSourceResponse,
        response_model=None,
        responses={
            200: {
                "description": (
                    "Server-sent events. `stage` (`{stage, words}`: reading, looking, composing, checking; those that the "
                    "question reaches, in order), then one `answer` with the whole checked answer object, or one "
                    "`problem` with problem details. No part of an answer is sent before it is checked."
                ),
                "content": {"text/event-stream": {"schema": EVENTS, "example": example_events()}},
            },
            **_PROBLEMS,
        },
        openapi_extra=body(QUESTION, QUESTIONS),
    )
    async def stream(question: Annotated[Question, Depends(_question)]) -> AsyncIterator[ServerSentEvent]:
        """As `/ask`, but each stage is told as it begins. It takes POST only, so that questions stay out of logs."""
        async for event in iterate_in_threadpool(_events(live, question)):
            yield event

    return router


async def _question(request: Request) -> Question:
    return question_from(await json_of(request))


def _leasing(live: "Live") -> Runnable[Question, Answer]:
    """The assistant, its generation leased by the work and not by the stream: a client that leaves holds nothing."""

    def answer(question: Question, config: RunnableConfig) -> Answer:
        with live.lease() as opened:
            return opened.assistant.answer.invoke(question, config)

    return RunnableLambda(answer)


def _events(live: "Live", question: Question) -> Iterator[ServerSentEvent]:
    """The events of one answer."""
    try:
        for item in staged(_leasing(live), question):
            if isinstance(item, Stage):
                yield _event("stage", {"stage": item.value, "words": item.words})
            else:
                yield _event("answer", item.to_json())
    except Exception as error:  # the outermost function of a stream that has begun
        told = fault(error)
        yield _event("problem", details(500, told.message, told.hint))


def _event(name: str, content: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(event=name, raw_data=json.dumps(content))  # ASCII-only, as json_response is
