"""A question that was not answered is shared only by pressing the button, and only where a deployment asks."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.settings import Settings
from corpus.errors import PreceptorshipError
from tests.ui.chat.conftest import ask, violations
from tests.ui.conftest import serving
from ui.live import Live
from ui.store.shared_questions import SharedQuestions

OFFER = "Share the question"


@pytest.fixture
def shared(store: Any) -> SharedQuestions:
    return SharedQuestions(store.database)


@pytest.fixture(scope="module")
def asking_address(live: Live, store: Any) -> Iterator[str]:
    from ui.server import build_app

    with serving(build_app(live, Settings(keep_unanswered=True), store)) as found:
        yield found


@pytest.fixture
def asking(browser: Any, asking_address: str) -> Iterator[Any]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{asking_address}/chat/")
    page.wait_for_selector("#box textarea")
    yield page
    page.context.close()


def test_a_question_is_shared_once_with_the_words_that_were_shown(asking: Any, shared: SharedQuestions) -> None:
    before = len(shared.all())
    ask(asking, "What is the pay?")
    for words in ("“What is the pay?”", "five conversations"):
        expect(asking.locator("#sharing")).to_contain_text(words)
    assert len(shared.all()) == before, "nothing is shared unasked"
    assert violations(asking) == []
    asking.get_by_role("button", name=OFFER).click()
    asking.wait_for_selector("text=Thank you. The question is shared.")
    expect(asking.get_by_role("button", name=OFFER)).not_to_be_visible()
    asking.wait_for_function("() => document.activeElement.id === 'sharing-outcome'")
    ask(asking, "And the pay after?")
    expect(asking.locator("#sharing")).to_contain_text("“And the pay after?”")
    asking.get_by_role("button", name=OFFER).click()
    asking.wait_for_selector("text=Thank you. The question is shared.")
    first, second = shared.all()[before:]
    assert (first.text, second.text) == ("What is the pay?", "And the pay after?")
    assert first.sitting == second.sitting != ""


def test_an_answer_and_another_subject_offer_nothing(asking: Any) -> None:
    ask(asking, "Can it be a physio?")
    expect(asking.locator("#sharing")).not_to_be_visible()
    ask(asking, "What is the weather?")
    expect(asking.locator("#sharing")).not_to_be_visible()


def test_a_store_that_fails_is_told_and_the_button_stays(asking: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise PreceptorshipError("What is kept cannot be reached just now.", "Try again later.")

    ask(asking, "What is the pay?")
    monkeypatch.setattr(SharedQuestions, "keep", failing)
    asking.get_by_role("button", name=OFFER).click()
    asking.wait_for_selector("text=What is kept cannot be reached just now.")
    expect(asking.get_by_role("button", name=OFFER)).to_be_visible()


def test_where_nobody_asks_there_is_no_offer(page: Any) -> None:
    ask(page, "What is the pay?")
    assert page.locator("#sharing").count() == 0
