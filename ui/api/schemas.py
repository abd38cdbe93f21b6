"""What the API's description says of requests and errors; that of answers comes from the dataclasses themselves."""

from typing import Any

from pydantic import BaseModel

from assistant.questions import PROFESSIONS, ROLES
from corpus.sources import NATIONS
from ui.presenting.searching import FEW, MANY


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
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The descriptions of these errors, for a route's `responses`."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _WHEN[status], "content": content} for status in statuses}


PROBLEMS = problems(400, 413, 415, 422, 429, 500)
"""The errors of a route that takes JSON."""


def body(schema: dict[str, Any], examples: dict[str, Any]) -> dict[str, Any]:
    """The description of a route's JSON body, for `openapi_extra`; examples by what they show."""
    named = {name: {"value": value} for name, value in examples.items()}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "examples": named}}}}
