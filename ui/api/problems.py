"""What a request that cannot be served gets: problem details, and an apology with a reference."""

import json
import logging
import uuid
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from corpus.errors import PreceptorshipError

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.pipeline import Assistant
    from assistant.questions import Question

log = logging.getLogger(__name__)


def answered(assistant: "Assistant", question: "Question") -> "Answer":
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
    return json_response(body, status, "application/problem+json")


def json_response(body: Any, status: int = 200, kind: str = "application/json") -> Response:
    """ASCII-only, so that text with lone surrogates can be returned too."""
    return Response(json.dumps(body), status_code=status, media_type=kind)
