"""Feedback: kept as said on screen, never with the question unasked, and never in the way of an answer."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from assistant.answers import Answer
from corpus.errors import PreceptorshipError
from tests.ui.chat.conftest import BOX, ask
from tests.ui.fake_assistant import fake_live
from ui.store import Store, open_store
from ui.store.tables import FeedbackRow


def kept(store: Any) -> list[tuple[tuple[str, ...], str, str]]:
    """What is in the store: reasons, words, question."""
    with Session(store.database.engine) as session:
        rows = session.query(FeedbackRow).order_by(FeedbackRow.id).all()
        return [(tuple(sorted(r.reason for r in row.reasons)), row.words, row.question) for row in rows]


def test_a_yes_is_kept_without_the_question(page: Any, store: Any) -> None:
    ask(page, "Can it be a physio?")
    page.get_by_role("button", name="Yes").click()
    page.wait_for_selector("text=Thank you for your feedback.")
    page.wait_for_function("() => document.activeElement.id === 'outcome'")
    assert kept(store)[-1] == (("helpful",), "", "")
    expect(page.get_by_role("button", name="Yes")).not_to_be_visible()


@pytest.mark.parametrize("tick", [False, True])
def test_a_no_is_kept_with_its_reasons_and_the_question_only_after_a_tick(page: Any, store: Any, tick: bool) -> None:
    ask(page, "Can it be a physio?")
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_label("Out of date").check()
    page.get_by_label("In your own words (optional)").fill("It changed in May.")
    keep = page.get_by_label("Keep my question with this feedback")
    assert not keep.is_checked()
    expect(page.locator("#feedback")).to_contain_text(
        "Your question, and what was found for it, are kept only if you tick the box above."
    )
    keep.set_checked(tick)
    page.get_by_role("button", name="Send feedback").click()
    page.wait_for_selector("text=Thank you for your feedback.")
    assert kept(store)[-1] == (("out of date",), "It changed in May.", "Can it be a physio?" if tick else "")


def test_an_empty_no_asks_for_a_reason_and_the_next_answer_starts_afresh(page: Any, store: Any) -> None:
    before = kept(store)
    ask(page, "Can it be a physio?")
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Send feedback").click()
    page.wait_for_selector("text=Choose a reason or write a few words.")
    ask(page, "How often should we meet?")
    assert kept(store) == before
    expect(page.locator("#reasons")).not_to_be_visible()
    expect(page.get_by_role("button", name="Yes")).to_be_visible()


def test_what_is_missing_is_said_again_and_never_focused_before_the_thanks(page: Any) -> None:
    ask(page, "Can it be a physio?")
    page.get_by_role("button", name="No", exact=True).click()
    send = page.get_by_role("button", name="Send feedback")
    for _ in range(2):
        send.click()
        page.wait_for_function("() => document.activeElement.textContent.includes('Choose a reason')")
    page.evaluate("""() => { window.focused = [];
      document.addEventListener('focusin', (e) => window.focused.push(e.target.id + ': ' + e.target.textContent)); }""")
    page.get_by_label("Out of date").check()
    send.click()
    page.wait_for_function("() => document.activeElement.textContent.includes('Thank you')")
    assert not [words for words in page.evaluate("window.focused") if "Choose a reason" in words and "outcome" in words]


def test_each_answer_has_an_address_and_a_fault_has_none(page: Any, store: Any) -> None:
    for question in ("Can it be a physio?", "How often should we meet?"):
        ask(page, question)
    links = page.get_by_role("link", name="Address of this answer")
    expect(links).to_have_count(2)
    ids = [link.get_attribute("href").removeprefix("/answer/") for link in links.all()]
    assert len(set(ids)) == 2
    assert [store.receipt(id).status.value for id in ids] == ["answered", "sources_differ"]
    ask(page, "break")
    expect(links).to_have_count(2)
    expect(page.locator("#feedback")).not_to_be_visible()


class Failing(Store):
    """A store that keeps no receipt."""

    def keep_receipt(self, answer: Answer, nation: str) -> str:
        raise PreceptorshipError("What is kept cannot be reached just now.", "Try again later.")


@pytest.fixture
def without_store(serve_app: Callable[[Any], Any]) -> Iterator[str]:
    from assistant.settings import Settings
    from ui.server import build_app

    with serve_app(build_app(fake_live(), Settings(), Failing(open_store("sqlite://").database))) as address:
        yield address


def test_a_failing_store_costs_the_feedback_and_never_the_answer(browser: Any, without_store: str) -> None:
    page = browser.new_page()
    page.goto(f"{without_store}/chat/")
    page.wait_for_selector(BOX)
    assert "does not have to belong" in ask(page, "Can it be a physio?")
    expect(page.locator("#feedback")).not_to_be_visible()
    expect(page.get_by_role("link", name="Address of this answer")).to_have_count(0)
    page.close()
