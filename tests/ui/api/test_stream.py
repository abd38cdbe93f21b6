"""The stream tells real stages as they begin, and sends no part of an answer before it is checked."""

import json
import logging
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from langchain_core.runnables import RunnableConfig, RunnableLambda

from assistant.answers import Answer
from assistant.progress import Stage, told_by
from assistant.questions import Question
from assistant.settings import Settings
from tests.ui.fake_assistant import CORPUS, PASSAGES, FakeAssistant, FakeIndex, reply
from ui.live import Live

PATH = "/api/v1/ask/stream"
WAIT = 30


def events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """Event names with their contents, as they arrive."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_each_stage_arrives_before_the_answer_is_made(serve_app: Any) -> None:
    from ui.server import build_app

    seen = threading.Event()

    def slowly(question: Question, config: RunnableConfig) -> Answer:
        told_by(config)(Stage.LOOKING)
        assert seen.wait(WAIT), "the stage did not arrive while the answer was being made"
        return reply(question)

    live = Live(lambda: FakeAssistant(RunnableLambda(slowly), CORPUS, FakeIndex(PASSAGES)), lambda: "")
    with (
        serve_app(build_app(live, Settings())) as address,
        httpx.stream("POST", address + PATH, json={"question": "Can it be a physio?"}, timeout=WAIT) as response,
    ):
        assert response.headers["content-type"].startswith("text/event-stream")
        assert int(response.headers["ratelimit-remaining"]) >= 0
        arriving = events(response.iter_lines())
        assert next(arriving) == ("stage", {"stage": "looking", "words": "Looking in the documents"})
        seen.set()
        (name, answer), *rest = arriving
    assert (name, answer["answer_status"], rest) == ("answer", "answered", [])


def test_an_assistant_without_stages_sends_the_same_answer_as_ask(address: str) -> None:
    asked = {"question": "Can it be a physio?", "id": "q1"}
    streamed = httpx.post(address + PATH, json=asked, timeout=WAIT)
    assert list(events(streamed.iter_lines())) == [
        ("answer", httpx.post(f"{address}/api/v1/ask", json=asked, timeout=WAIT).json())
    ]


def test_breakage_ends_the_stream_with_a_problem_and_no_word_of_the_question(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    response = httpx.post(address + PATH, json={"question": "break zebedee"}, timeout=WAIT)
    ((name, problem),) = events(response.iter_lines())
    assert (name, problem["status"]) == ("problem", 500) and "reference" in problem["detail"]
    assert "zebedee" not in response.text + caplog.text


def test_a_wrong_request_is_refused_before_the_stream_begins(address: str) -> None:
    response = httpx.post(address + PATH, json={"question": 1}, timeout=WAIT)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


def test_a_client_that_leaves_frees_the_generation(serve_app: Any) -> None:
    from ui.server import build_app

    go, closed = threading.Event(), threading.Event()

    class Closing(FakeIndex):
        def close(self) -> None:
            closed.set()

    def slowly(question: Question, config: RunnableConfig) -> Answer:
        told_by(config)(Stage.READING)
        go.wait(WAIT)
        return reply(question)

    name = "first"
    live = Live(lambda: FakeAssistant(RunnableLambda(slowly), CORPUS, Closing(PASSAGES)), lambda: name)
    with serve_app(build_app(live, Settings())) as address:
        with httpx.stream("POST", address + PATH, json={"question": "x"}, timeout=WAIT) as response:
            next(events(response.iter_lines()))
        name = "second"
        assert live.look() and not closed.is_set()
        go.set()
        assert closed.wait(WAIT), "the stream that was left still holds its generation"


def test_no_question_or_query_is_logged(address: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for path, name in (("ask", "question"), ("ask/stream", "question"), ("search", "query")):
        assert httpx.post(f"{address}/api/v1/{path}", json={name: "zebedee meets"}, timeout=WAIT).status_code == 200
    assert "zebedee" not in caplog.text
