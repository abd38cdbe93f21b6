"""Leaving a shared computer: the conversation is gone, from the screen, the memory and the history."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ui.chat.conftest import BOX, ask, violations

QUESTION = "Can it be a physio?"


def test_clear_and_leave_shows_a_plain_page_and_back_does_not_show_the_conversation(page: Any) -> None:
    page.goto(page.url.replace("/chat/", "/about"))
    page.get_by_role("link", name="Ask a question").click()
    page.wait_for_selector(BOX)
    ask(page, QUESTION)
    page.get_by_role("button", name="Clear and leave").click()
    page.wait_for_url("**/left")
    expect(page.get_by_role("heading", name="You have left the chat")).to_be_visible()
    expect(page.get_by_role("link", name="Ask in the plain version")).to_have_attribute("href", "/ask")
    page.go_back()
    page.wait_for_url("**/about")
    page.go_forward()
    page.wait_for_url("**/left")
    page.get_by_role("link", name="Start a new conversation").click()
    page.wait_for_selector(BOX)
    assert page.locator("#talk .message-row").count() == 0


def test_the_page_is_left_even_when_the_service_cannot_be_reached(page: Any) -> None:
    ask(page, QUESTION)
    page.route("**/queue/join*", lambda route: None)  # no answer ever comes
    page.get_by_role("button", name="Clear and leave").click()
    page.wait_for_url("**/left", timeout=15_000)
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_shown_on_leaving(visit: Callable[..., Any], scheme: str) -> None:
    page = visit(color_scheme=scheme, viewport={"width": 320, "height": 700}, bypass_csp=True)
    page.goto(page.url.replace("/chat/", "/left"))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("button", ["Start again", "Clear and leave"])
def test_an_answer_that_comes_after_clearing_does_not_bring_the_question_back(
    page: Any, live: Any, held: threading.Event, button: str
) -> None:
    page.fill(BOX, QUESTION)
    page.press(BOX, "Enter")
    page.wait_for_selector("text=Checking every sentence")
    page.get_by_role("button", name=button).click()
    page.wait_for_timeout(1000)
    held.set()
    page.wait_for_timeout(1500)
    assert page.locator("#talk .message-row").count() == 0
    assert live._held.users == 0, "the index would never be closed when a new one is published"
    if button == "Start again":
        ask(page, "How often should we meet?")
        expect(page.locator("#talk .user-row")).to_have_count(1)


@pytest.mark.parametrize("button", ["clear", "leave"])
def test_clearing_right_after_asking_is_not_lost(page: Any, button: str) -> None:
    ask(page, QUESTION)
    page.fill(BOX, "How often should we meet?")
    page.press(BOX, "Enter")
    page.evaluate("id => document.getElementById(id).click()", button)  # before the question has reached the service
    if button == "leave":
        page.wait_for_url("**/left")
    page.wait_for_function("() => !document.querySelector('#talk .message-row')")
    page.wait_for_timeout(2500)
    assert page.locator("#talk .message-row").count() == 0, "the answer does not come after all"


def test_a_question_that_reaches_the_service_after_clearing_is_cleared_too(page: Any) -> None:
    ask(page, QUESTION)
    late: list[Any] = []
    page.route("**/queue/join*", lambda route: route.continue_() if late else late.append(route))
    page.fill(BOX, "How often should we meet?")
    page.press(BOX, "Enter")
    page.evaluate("() => document.getElementById('clear').click()")
    page.wait_for_function("() => !document.querySelector('#talk .message-row')")
    with page.expect_response("**/queue/join*"):
        late[0].continue_()
    page.wait_for_timeout(2500)
    expect(page.locator("#talk .message-row")).to_have_count(0)
    ask(page, QUESTION)
    expect(page.locator("#talk .user-row")).to_have_count(1)
    # Gradio tries to call off a question that has no number yet, and is refused.
    page.problems[:] = [problem for problem in page.problems if "422" not in problem]


def test_leaving_from_a_source_leaves_no_chat_in_the_history(page: Any) -> None:
    page.goto(page.url.replace("/chat/", "/about"))
    page.get_by_role("link", name="Ask a question").click()
    page.wait_for_selector(BOX)
    ask(page, QUESTION)
    page.locator("#talk a[href^='#cite-']").first.click()
    page.get_by_role("button", name="Clear and leave").click()
    page.wait_for_url("**/left")
    page.go_back()
    page.wait_for_url("**/about")
