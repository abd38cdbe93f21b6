"""POST /api/v1/feedback: what a person says about an answer that has a receipt."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from corpus.errors import PreceptorshipError
from ui.api.problems import ProblemRoute, Refused, json_of
from ui.api.schemas import body, problems
from ui.store.database import StoreUnavailable
from ui.store.opening import LONGEST_QUESTION, LONGEST_WORDS
from ui.store.reasons import Reason, checked_reasons

if TYPE_CHECKING:
    from ui.store import Store

FEEDBACK: dict[str, Any] = {
    "type": "object",
    "required": ["receipt", "reasons"],
    "additionalProperties": False,
    "properties": {
        "receipt": {"type": "string", "description": "The id in the answer's address, `/answer/{id}`."},
        "reasons": {
            "type": "array",
            "items": {"enum": [reason.value for reason in Reason]},
            "description": "May be empty when there are words.",
        },
        "words": {"type": "string", "maxLength": LONGEST_WORDS, "description": "The person's own words."},
        "question": {
            "type": "string",
            "maxLength": LONGEST_QUESTION,
            "description": "Only with the person's consent that it is kept with the feedback.",
        },
    },
}
_EXAMPLES = {"a reason": {"receipt": "Qm9va2luZ3MtMTIz", "reasons": ["out of date"], "words": "There is a newer one."}}


def feedback_router(store: "Store") -> APIRouter:
    """The route that takes feedback, relative to the API."""
    router = APIRouter(route_class=ProblemRoute)

    @router.post(
        "/feedback",
        summary="Say what was good or wrong about an answer",
        status_code=204,
        response_class=Response,
        response_model=None,
        responses={204: {"description": "It is kept."}, **problems(400, 404, 413, 415, 422, 429, 500)},
        openapi_extra=body(FEEDBACK, _EXAMPLES),
    )
    async def feedback(request: Request) -> Response:
        """Keeps the reasons, the words and, only if sent, the question, with the answer's address and the day."""
        receipt, reasons, words, question = _read(await json_of(request))
        await run_in_threadpool(_keep, store, receipt, reasons, words, question)
        return Response(status_code=204)

    return router


def _read(sent: Any) -> tuple[str, list[str], str, str]:
    """The parts of a request: receipt, reasons, words, question. Raises Refused when it has another shape."""
    if not isinstance(sent, dict):
        raise Refused(422, "The request is not a JSON object.", 'Send {"receipt": "…", "reasons": ["…"]}.')
    if unknown := set(sent) - set(FEEDBACK["properties"]):
        raise Refused(
            422, f"The request has {len(unknown)} unknown field(s).", "Send receipt, reasons, words, question."
        )
    receipt, reasons = sent.get("receipt"), sent.get("reasons")
    words, question = sent.get("words", ""), sent.get("question", "")
    if not isinstance(receipt, str):
        raise Refused(422, "The receipt is missing.", "Send the id in the answer's address.")
    if not isinstance(reasons, list) or not all(isinstance(reason, str) for reason in reasons):
        raise Refused(422, "The reasons are not a list of words.", f"Choose from: {', '.join(Reason)}.")
    if not isinstance(words, str) or not isinstance(question, str):
        raise Refused(422, "The words and the question must be text.", "Leave out what there is not.")
    return receipt, reasons, words, question


def _keep(store: "Store", receipt: str, reasons: list[str], words: str, question: str) -> None:
    """Keep it. Raises Refused: 404 without such a receipt, 422 when something in it cannot be taken, 503 when the
    database cannot be used."""
    try:
        checked = checked_reasons(reasons)
        if store.receipt(receipt) is None:
            raise Refused(404, "There is no answer with this receipt.", "It may have been removed.")
        store.keep_feedback(receipt, checked, words, question)
    except Refused:
        raise
    except StoreUnavailable as error:
        raise Refused(503, error.message, error.hint) from None
    except PreceptorshipError as error:
        raise Refused(422, error.message, error.hint) from None
