"""From a number to its source and back: on a phone the source stands far below the answer."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ui.chat.conftest import ask

NUMBER = "#talk a[href^='#cite-']"
AT_CARD = "() => document.activeElement.matches('.card')"
AT_NUMBER = "() => document.activeElement.matches('#talk a[href^=\"#cite-\"]')"


@pytest.mark.parametrize("way", ["button", "browser", "Escape"])
def test_the_way_back_from_a_source_keeps_the_conversation(visit: Callable[..., Any], way: str) -> None:
    page = visit(viewport={"width": 390, "height": 700})
    address = page.url
    ask(page, "Can it be a physio?")
    for _ in range(2):
        page.locator(NUMBER).first.click()
        page.wait_for_function(AT_CARD)
        if way == "button":
            page.get_by_role("button", name="Back to the answer").click()
        elif way == "browser":
            page.go_back()
        else:
            page.keyboard.press("Escape")
        page.wait_for_function(AT_NUMBER)
        assert page.url == address and page.locator("#talk .bot-row").count() == 1
        assert page.locator(NUMBER).first.bounding_box()["y"] > 0


def test_the_box_is_named_by_its_label_and_not_by_its_button(page: Any) -> None:
    box = page.get_by_role("textbox", name="Your question", exact=True)
    expect(box).to_have_count(1)
    expect(box).to_have_attribute("aria-describedby", re.compile("."))
    expect(page.locator("#" + box.get_attribute("aria-describedby"))).to_contain_text("leave out names")
