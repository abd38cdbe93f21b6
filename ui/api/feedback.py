"""POST /api/v1/feedback: what a person says about an answer that has a receipt."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from corpus.errors import PreceptorshipError
from ui.api.problems import ProblemRoute, Refused, json_of
from ui.api.schemas import TAKES_JSON, body, problems, refusal
from ui.store.database import StoreUnavailable
from ui.store.opening import LONGEST_QUESTION, LONGEST_WORDS, UnknownReceipt
from ui.store.reasons import Reason

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
    "anyOf": [
        {"properties": {"reasons": {"minItems": 1}}},
        {"required": ["words"], "properties": {"words": {"pattern": r"[^\s\u0000-\u001f]"}}},
    ],
}
"""A reason, or words that are not blank."""
_EXAMPLES = {"a reason": {"receipt": "Qm9va2luZ3MtMTIz", "reasons": ["out of date"], "words": "There is a newer one."}}

Said = tuple[str, list[str], str, str]
"""Receipt, reasons, words, question."""


def feedback_router(store: "Store") -> APIRouter:
    """The route that takes feedback, relative to the API."""
    router = APIRouter(route_class=ProblemRoute)

    @router.post(
        "/feedback",
        summary="Say what was good or wrong about an answer",
        status_code=204,
        response_class=Response,
        response_model=None,
        responses={
            204: {"description": "It is kept."},
            **problems(*TAKES_JSON, 503, own={404: UnknownReceipt(), 422: refusal(_read, {})}),
        },
        openapi_extra=body(FEEDBACK, _EXAMPLES),
    )
    def feedback(said: Annotated[Said, Depends(_said)]) -> Response:
        """Keeps the reasons, the words and, only if sent, the question, with the answer's address and the day."""
        try:
            store.keep_feedback(*said)
        except StoreUnavailable:
            raise
        except UnknownReceipt as error:
            raise Refused(404, error.message, error.hint) from None
        except PreceptorshipError as error:
            raise Refused(422, error.message, error.hint) from None
        return Response(status_code=204)

    return router


async def _said(request: Request) -> Said:
    return _read(await json_of(request))


def _read(sent: Any) -> Said:
    """The parts of a request. Raises Refused when it has another shape."""
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
