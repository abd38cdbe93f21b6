"""A running server moves to a new generation without dropping a request, and stays where it is when the new one is bad."""

import dataclasses
import threading
from typing import Any

import pytest

from corpus.errors import PreceptorshipError
from tests.ui.fake_assistant import FakeAssistant, fake_assistant
from ui.live import TRY_AGAIN, Live


class Closing:
    """An index that knows whether it was closed."""

    def __init__(self) -> None:
        self.passages: tuple[Any, ...] = ()
        self.closed = False

    def close(self) -> None:
        self.closed = True


class Publisher:
    """What is published, and how often it was opened."""

    def __init__(self) -> None:
        self.name = "one"
        self.broken = False
        self.opened: list[FakeAssistant] = []

    def open(self) -> Any:
        if self.broken:
            raise PreceptorshipError("The index is damaged.")
        self.opened.append(dataclasses.replace(fake_assistant(), index=Closing()))  # type: ignore[type-var]
        return self.opened[-1]


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def live(publisher: Publisher) -> Live:
    return Live(publisher.open, lambda: publisher.name)


def test_a_new_generation_is_taken_up_and_the_old_one_closed(publisher: Publisher, live: Live) -> None:
    assert not live.look()
    publisher.name = "two"
    assert live.look() and not live.look()
    with live.lease() as opened:
        assert opened.assistant is publisher.opened[1]
    assert [assistant.index.closed for assistant in publisher.opened] == [True, False]


def test_a_request_keeps_its_generation_until_it_is_done(publisher: Publisher, live: Live) -> None:
    with live.lease() as opened:
        publisher.name = "two"
        assert live.look()
        assert opened.assistant is publisher.opened[0] and not publisher.opened[0].index.closed
    assert publisher.opened[0].index.closed


def test_a_generation_that_cannot_be_opened_leaves_the_one_before_and_is_tried_again(
    publisher: Publisher, live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    publisher.name, publisher.broken = "two", True
    assert not any(live.look() for _ in range(TRY_AGAIN))
    assert caplog.text.count("the earlier one stays") == 1
    publisher.broken = False
    assert live.look()


def test_a_pointer_that_is_gone_changes_nothing(publisher: Publisher, live: Live) -> None:
    publisher.name = ""
    assert not live.look() and len(publisher.opened) == 1


def test_many_requests_and_moves_at_once_never_meet_a_closed_index(publisher: Publisher, live: Live) -> None:
    met: list[bool] = []

    def ask() -> None:
        for _ in range(2000):
            with live.lease() as opened:
                met.append(opened.assistant.index.closed)  # type: ignore[attr-defined]

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for n in range(50):
        publisher.name = str(n)
        assert live.look()
    for thread in threads:
        thread.join()
    assert len(met) == 16000 and not any(met)
    assert [assistant.index.closed for assistant in publisher.opened] == [True] * 50 + [False]
