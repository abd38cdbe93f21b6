"""What the API's description shows is what the API says: every example of a request and of an answer."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from assistant.settings import Settings
from tests.ui.fake_assistant import fake_live
from ui.live import Live
from ui.server import build_app
from ui.store import Store, open_store

KEPT = "Qm9va2luZ3MtMTIz"
"""The receipt that the examples name."""
UNKNOWN_RECEIPT = {"receipt": "unknown", "reasons": ["helpful"]}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    from ui.store.tables import ReceiptRow

    opened = open_store("sqlite://")
    columns = {"statements": [], "citations": [], "routes": [], "notice": "", "index_digest": "", "index_built": ""}
    with opened.database.session() as session:
        session.add(ReceiptRow(id=KEPT, day=date.today(), nation="Scotland", status="answered", **columns))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(build_app(fake_live(), Settings(requests_per_minute=0), store)) as found:
        yield found


@pytest.fixture(scope="module")
def limited(store: Store) -> Iterator[TestClient]:
    with TestClient(build_app(fake_live(), Settings(requests_per_minute=1), store)) as found:
        yield found


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    return dict(client.get("/api/v1/openapi.json").json())


def _operations(described: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    }


def _sent(described: dict[str, Any], label: str) -> list[Any]:
    """The examples of bodies of an operation; one None where it takes none."""
    body = _operations(described)[label].get("requestBody")
    return [each["value"] for each in body["content"]["application/json"]["examples"].values()] if body else [None]


def _request(client: TestClient, label: str, **sent: Any) -> Any:
    method, path = label.split()
    return client.request(method, path.replace("{source_id}", sent.pop("source", "S5")), **sent)


def test_every_example_of_a_request_is_answered_as_described(client: TestClient, described: dict[str, Any]) -> None:
    for label, operation in _operations(described).items():
        (status, told), *_ = operation["responses"].items()
        for sent in _sent(described, label):
            response = _request(client, label, **({} if sent is None else {"json": sent}))
            assert str(response.status_code) == status, (label, response.text)
            content = told.get("content", {})
            kind = response.headers.get("content-type", "").partition(";")[0]
            assert not content or kind in content, label
            if kind == "application/json":
                schema = {**content[kind]["schema"], "components": described["components"]}
                jsonschema.validate(response.json(), schema)


def _breaking(*_: object) -> None:
    raise RuntimeError


JSON = {"content-type": "application/json"}
WRONG: dict[str, dict[str, Any]] = {
    "400": {"content": b"{", "headers": JSON},
    "404": {"source": "S99", "json": UNKNOWN_RECEIPT},
    "413": {"content": b"x" * 300_000, "headers": JSON},
    "415": {"content": b"{}", "headers": {"content-type": "text/plain"}},
    "422": {"json": {}},
}


def test_every_error_that_is_described_says_what_its_example_says(
    client: TestClient, limited: TestClient, store: Store, described: dict[str, Any]
) -> None:
    def provoked(label: str, status: str) -> Any:
        sent = {"json": _sent(described, label)[0]}
        if status in WRONG:
            return _request(client, label, **WRONG[status])
        if status == "429":
            return [_request(limited, label, **sent) for _ in range(5)][-1]
        if status == "503":
            _rename(store, "feedback", "lost")
            response = _request(client, label, **sent)
            _rename(store, "lost", "feedback")
            return response
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Live, "lease", _breaking)
            patch.setattr(Store, "keep_feedback", _breaking)
            return _request(client, label, **sent)

    tried = 0
    for label, operation in _operations(described).items():
        for status, told in operation["responses"].items():
            if status.startswith("2") or (label, status) == ("POST /api/v1/ask/stream", "500"):
                continue  # a stream begins before it breaks, and ends with a problem
            shown = told["content"]["application/problem+json"]["example"]
            response = provoked(label, status)
            assert response.headers.get("content-type") == "application/problem+json", (label, status)
            assert ("retry-after" in response.headers) == (status == "429")
            assert _masked(response.json()) == _masked(shown), (label, status)
            tried += 1
    assert tried >= 25


def _rename(store: Store, before: str, after: str) -> None:
    with store.database.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


def test_a_store_that_cannot_be_reached_is_described_where_it_is_used(described: dict[str, Any]) -> None:
    described_503 = [label for label, found in _operations(described).items() if "503" in found["responses"]]
    assert described_503 == ["POST /api/v1/feedback"]


def test_the_wait_is_described_where_there_is_one(described: dict[str, Any]) -> None:
    for operation in _operations(described).values():
        waits = {status for status, told in operation["responses"].items() if "Retry-After" in told["headers"]}
        assert waits == {"429"}


def _masked(problem: dict[str, Any]) -> dict[str, Any]:
    """Without the seconds and references that differ each time."""
    changing = re.compile(r"reference [0-9a-f]{8}|\d+ seconds?")
    return {**problem, "detail": changing.sub("…", problem["detail"])}
