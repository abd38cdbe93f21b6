"""A question is kept with its answer's address only after a tick, and no longer than the tick stays."""

from typing import Any

import pytest
from playwright.sync_api import expect

from corpus.errors import PreceptorshipError
from tests.ui.chat.conftest import ask

LABEL = "Keep my question with the address of this answer"
QUESTION = "Can it be a physio?"


def _kept(page: Any, store: Any) -> str:
    """What is kept of the question under the last address."""
    address = page.get_by_role("link", name="Address of this answer").last.get_attribute("href")
    receipt = store.receipt(address.removeprefix("/answer/"))
    return str(receipt.question)


def test_the_question_is_kept_after_a_tick_and_removed_when_it_is_taken_back(page: Any, store: Any) -> None:
    ask(page, QUESTION)
    tick = page.get_by_label(LABEL)
    expect(tick).not_to_be_checked()
    assert _kept(page, store) == ""
    for words in ("the words of your question are stored", "whoever has its address can read them"):
        expect(page.locator("#keeping-question")).to_contain_text(words)
    tick.check()
    page.wait_for_selector("text=Your question is kept with this answer.")
    assert _kept(page, store) == QUESTION
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Address of this answer").click()
    expect(opening.value.locator("blockquote").first).to_contain_text(QUESTION)
    tick.uncheck()
    page.wait_for_selector("text=Your question is no longer kept.")
    assert _kept(page, store) == ""
    opening.value.reload()
    expect(opening.value.locator("main")).to_contain_text("question itself is not kept")


def test_a_tick_holds_for_its_own_answer_only(page: Any, store: Any) -> None:
    ask(page, QUESTION)
    page.get_by_label(LABEL).check()
    page.wait_for_selector("text=Your question is kept with this answer.")
    page.get_by_role("button", name="Yes").click()
    page.wait_for_selector("text=Thank you for your feedback.")
    expect(page.get_by_label(LABEL), "feedback leaves the choice alone").to_be_checked()
    ask(page, "How often should we meet?")
    expect(page.get_by_label(LABEL)).not_to_be_checked()
    assert _kept(page, store) == ""
    ask(page, "break")
    expect(page.get_by_label(LABEL), "a fault has no address").not_to_be_visible()


def test_a_store_that_fails_is_told_and_the_tick_goes(page: Any, store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise PreceptorshipError("What is kept cannot be reached just now.", "Try again later.")

    ask(page, QUESTION)
    monkeypatch.setattr(type(store), "keep_question", failing)
    page.get_by_label(LABEL).click()
    page.wait_for_selector("text=What is kept cannot be reached just now.")
    expect(page.get_by_label(LABEL)).not_to_be_checked()


def test_somebody_in_distress_is_not_asked_to_keep_their_words(page: Any) -> None:
    ask(page, "I am being bullied")
    expect(page.get_by_label(LABEL)).not_to_be_visible()
    ask(page, QUESTION)
    expect(page.get_by_label(LABEL)).to_be_visible()
