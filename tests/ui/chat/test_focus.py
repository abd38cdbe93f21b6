"""Whoever uses the keyboard sees where they are, at every stop."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ui.chat.conftest import BOX, ask
from tests.ui.chat.focus import PLAIN, walk


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_the_chat_shows_where_the_focus_is(visit: Callable[..., Any], scheme: str) -> None:
    page = visit(color_scheme=scheme)
    ask(page, "How often should we meet?")
    ask(page, "Can it be a physio?")
    page.get_by_text("About you").click()
    page.wait_for_selector("text=Profession")
    page.get_by_role("button", name="No", exact=True).click()
    page.wait_for_selector("#reasons")
    page.get_by_role("button", name="Download as Markdown").click()
    page.wait_for_selector("#download a")
    page.evaluate("() => { document.activeElement.blur(); getSelection().empty(); scrollTo(0, 0); }")
    page.mouse.click(2, 2)
    stops = list(walk(page))
    assert len(stops) > 30 and any("#leave" in stop.name for stop in stops)
    assert [stop for stop in stops if stop.seen < PLAIN] == []


def test_every_stop_before_a_question_shows_where_the_focus_is(page: Any) -> None:
    stops = list(walk(page))
    assert len(stops) > 10
    assert [stop for stop in stops if stop.seen < PLAIN] == []
    expect(page.locator(BOX)).to_be_visible()
