"""The API's description, at /api/v1/openapi.json."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ui.api.examples import example_answer, example_found
from ui.api.problems import API
from ui.api.schemas import Problem

if TYPE_CHECKING:
    from fastapi import FastAPI

ABOUT = (
    "Answers about AHP preceptorship in Scotland from documents, every sentence cited and checked. Questions are not "
    "kept or logged. Every error is problem details (RFC 9457). Answers carry `RateLimit-Limit`, `RateLimit-Remaining` "
    "and `RateLimit-Reset` (seconds) for the last minute of this client; a 429 also carries `Retry-After`."
)

ANSWER_FIELDS = {
    "id": "The caller's id, else null.",
    "answer_status": "How the question ended; refusals are answers too.",
    "text": "The answer as shown, plain, with `[1]` markers.",
    "statements": "The answer's sentences in order, with the numbers of their citations.",
    "citations": "The places that carry the sentences, word for word.",
    "evidence": "Up to 10 passages that were found, used or not, on refusals too.",
    "standalone": "The question as retrieved: a follow-up made readable alone.",
    "confidence": "0 to 1: that the documents answer.",
    "missing": "Parts of the question that the documents do not answer, in words.",
    "routes": "Whom to ask or call, in order.",
    "suggestions": "Up to 3 next questions.",
    "notice": "One sentence about anything unusual, else null.",
    "index": "Which index answered.",
    "model": "The language model, null when none was used.",
    "seconds": "Wall time.",
}

LIMIT_HEADERS = {
    "RateLimit-Limit": "Requests that this client may send in a minute.",
    "RateLimit-Remaining": "How many of them are left now.",
    "RateLimit-Reset": "Seconds until the oldest counted request no longer counts.",
}


def describe(app: "FastAPI") -> None:
    """Completes what FastAPI describes: problem details, the fields of an answer, the headers of the limits."""
    generated = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(generated())  # which FastAPI keeps
        return generated()

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):  # FastAPI's own, which no route gives
        schemas.pop(unused, None)
    schemas["Problem"] = Problem.model_json_schema()
    for name, text in ANSWER_FIELDS.items():
        schemas["Answer"]["properties"][name]["description"] = text
    headers = {name: _number(text) for name, text in LIMIT_HEADERS.items()}
    waiting = {"Retry-After": _number("Seconds until the same request may be sent again.")}
    for path, example in (("ask", example_answer().to_json()), ("search", [asdict(example_found())])):
        answered = described["paths"][f"{API}/{path}"]["post"]["responses"]["200"]
        answered["content"]["application/json"]["example"] = example  # FastAPI leaves out what is null
    for path, operations in described["paths"].items():
        for operation in operations.values() if path.startswith(API) else ():
            if "application/json" in operation["responses"].get("422", {}).get("content", ()):
                del operation["responses"]["422"]
            for status, response in operation["responses"].items():
                response["headers"] = headers | (waiting if status == "429" else {})


def _number(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "integer", "minimum": 0}}
