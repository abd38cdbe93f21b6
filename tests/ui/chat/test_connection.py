"""Somebody whose connection is lost is told so, and what to do, and keeps what is on the page."""

from typing import Any

from playwright.sync_api import expect

from tests.ui.chat.conftest import BOX, ask


def test_a_lost_connection_promises_nothing_and_keeps_the_conversation(page: Any) -> None:
    ask(page, "Can it be a physio?")
    page.route("**/queue/join*", lambda route: route.abort())
    page.fill(BOX, "How often should we meet?")
    page.press(BOX, "Enter")
    page.wait_for_selector("text=load the page again to ask on")
    page.wait_for_timeout(3000)  # longer than Gradio waits before it looks whether it may load the page anew
    assert page.get_by_text("reconnection").count() == 0
    expect(page.locator("#talk .user-row")).to_have_count(1)
    expect(page.locator(BOX)).to_have_value("How often should we meet?")
    expect(page.locator("#talk [role=log]")).to_have_attribute("aria-busy", "false")
    cut = ("ERR_FAILED", "404")  # the request that was cut, and Gradio's look
    page.problems[:] = [each for each in page.problems if not any(part in each for part in cut)]
