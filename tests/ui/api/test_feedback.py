"""Feedback from other programs: taken, or refused with problem details."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.questions import Question
from tests.ui.fake_assistant import reply
from ui.api.feedback import feedback_router
from ui.store import Store, open_store

PATH = "/api/v1/feedback"


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def client(store: Store) -> TestClient:
    app = FastAPI()
    app.include_router(feedback_router(store), prefix="/api/v1")
    return TestClient(app)


@pytest.fixture
def receipt(store: Store) -> str:
    return store.keep_receipt(reply(Question("physio")), "Scotland")


def test_feedback_is_kept(client: TestClient, receipt: str) -> None:
    sent = client.post(PATH, json={"receipt": receipt, "reasons": ["missed a point"], "words": "training"})
    assert (sent.status_code, sent.content) == (204, b"")


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"receipt": "unknown"}, 404, "no answer"),
        ({"receipt": None}, 422, "receipt is missing"),
        ({"reasons": ["rude"]}, 422, "not known"),
        ({"reasons": "helpful"}, 422, "not a list"),
        ({"reasons": []}, 422, "empty"),
        ({"words": "x" * 1001}, 422, "1,001 characters"),
        ({"words": 5}, 422, "must be text"),
        ({"email": "x"}, 422, "unknown field"),
    ],
)
def test_what_cannot_be_taken_is_a_problem_in_plain_words(
    client: TestClient, receipt: str, changed: dict[str, Any], status: int, said: str
) -> None:
    sent = client.post(PATH, json={"receipt": receipt, "reasons": ["helpful"], **changed})
    assert sent.status_code == status and said in sent.json()["detail"]
    assert sent.headers["content-type"] == "application/problem+json"


def test_an_unusable_store_is_a_problem_too(client: TestClient, store: Store, receipt: str) -> None:
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE receipts")
    assert client.post(PATH, json={"receipt": receipt, "reasons": ["helpful"]}).status_code == 503


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_other_bodies_are_refused(client: TestClient, body: bytes) -> None:
    sent = client.post(PATH, content=body, headers={"content-type": "application/json"})
    assert sent.status_code in (400, 422)
