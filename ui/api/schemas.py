"""What the API's description says of requests and errors; that of answers comes from the dataclasses themselves."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from assistant.questions import PROFESSIONS, ROLES
from corpus.errors import PreceptorshipError
from corpus.faults import Fault
from corpus.sources import NATIONS
from ui.api.problems import NO_JSON, NOT_SERVED, OTHER_KIND, TOO_LONG, Sentences, details
from ui.limits import too_many
from ui.presenting.searching import FEW, MANY
from ui.store.database import StoreUnavailable


class Problem(BaseModel):
    """An error as RFC 9457 problem details."""

    type: str
    title: str
    """One plain sentence."""
    status: int
    detail: str
    """The sentence, and what to do."""


def _choice(values: tuple[str, ...], description: str) -> dict[str, Any]:
    return {"enum": [*values, None], "description": description}


QUESTION: dict[str, Any] = {
    "type": "object",
    "required": ["question"],
    "additionalProperties": False,
    "properties": {
        "question": {
            "type": "string",
            "description": "Up to 2,000 characters; a longer one is answered `needs_detail`.",
        },
        "id": {"description": "The caller's own id, returned as text with the answer."},
        "history": {
            "description": "Earlier messages, oldest first, so that a follow-up can be read.",
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "required": ["role", "content"],
                "properties": {"role": {"enum": ["user", "assistant"]}, "content": {"type": "string"}},
            },
        },
        "reader": {
            "description": "Who asks: changes ranking and wording, never the truth.",
            "type": ["object", "null"],
            "additionalProperties": False,
            "properties": {
                "role": _choice(ROLES, "`other` unless given."),
                "nation": _choice(NATIONS, "`Scotland` unless given."),
                "profession": _choice(PROFESSIONS, "`other` unless given."),
            },
        },
    },
}

QUERY: dict[str, Any] = {
    "type": "object",
    "required": ["query"],
    "additionalProperties": False,
    "properties": {
        "query": {"type": "string", "pattern": r"\S", "description": "What to look for."},
        "k": {"type": "integer", "minimum": 1, "maximum": MANY, "default": FEW, "description": "How many passages."},
    },
}

_WHEN = {
    400: "The body is not valid JSON.",
    404: "There is nothing of this name.",
    413: "The body is too long.",
    415: "The body is not declared as JSON.",
    422: "The JSON is not a request that can be served; the detail says why.",
    429: "Too many requests from this client; `Retry-After` says in how many seconds to ask again.",
    500: "A fault; the detail has a reference.",
    503: "What is kept cannot be reached just now; the same request may be served later.",
}
_SAID: dict[int, PreceptorshipError | Sentences] = {
    400: NO_JSON,
    413: TOO_LONG,
    415: OTHER_KIND,
    429: too_many(12),
    500: Fault(NOT_SERVED, "0123abcd"),
    503: StoreUnavailable(),
}
TAKES_JSON = (400, 413, 415)
"""Further errors of a route that takes JSON."""
ALWAYS = (429, 500)
"""Errors of every route."""


def problems(
    *statuses: int, own: Mapping[int, PreceptorshipError | Sentences] | None = None
) -> dict[int | str, dict[str, Any]]:
    """The descriptions of these errors and of those of every route, for a route's `responses`.

    own: what the route says itself, by status."""
    said = {**{status: _SAID[status] for status in (*statuses, *ALWAYS)}, **(own or {})}
    return {status: _problem(status, said[status]) for status in sorted(said)}


def _problem(status: int, said: PreceptorshipError | Sentences) -> dict[str, Any]:
    sentences = said if isinstance(said, tuple) else (said.message, said.hint)
    shown = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": details(status, *sentences)}
    return {"description": _WHEN[status], "content": {"application/problem+json": shown}}


def refusal(read: Callable[[Any], object], sent: Any) -> PreceptorshipError:
    """What `read` says of a request that it refuses."""
    try:
        read(sent)
    except PreceptorshipError as error:
        return error
    raise AssertionError("it was not refused")


def body(schema: dict[str, Any], examples: dict[str, Any]) -> dict[str, Any]:
    """The description of a route's JSON body, for `openapi_extra`; examples by what they show."""
    named = {name: {"value": value} for name, value in examples.items()}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "examples": named}}}}
