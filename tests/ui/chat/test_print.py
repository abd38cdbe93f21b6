"""On paper and in forced colours: what backgrounds and scrolling would hide is still there."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ui.chat.conftest import ask

CUT = """() => {
    const panel = document.querySelector("#sources");
    return panel.scrollHeight - panel.clientHeight;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_conversation_has_all_its_sources_in_black_and_nothing_to_press(
    visit: Callable[..., Any], scheme: str
) -> None:
    page = visit(color_scheme=scheme, viewport={"width": 1280, "height": 500})
    ask(page, "How often should we meet?")
    ask(page, "Can it be a physio?")
    page.emulate_media(media="print")
    assert page.evaluate(CUT) <= 0, "sources below the fold would not be printed"
    for pressed in ("Ask", "Yes", "Start again", "About you (optional)"):
        expect(page.get_by_role("button", name=pressed, exact=True)).not_to_be_visible()
    for words in ("#talk .bot-row p", "#panel .words", "#panel mark"):
        expect(page.locator(words).first).to_have_css("color", "rgb(0, 0, 0)")


def test_ask_looks_like_a_button_in_forced_colours(visit: Callable[..., Any]) -> None:
    page = visit(forced_colors="active")
    expect(page.locator("#box button")).to_have_css("border-top-width", "2px")
