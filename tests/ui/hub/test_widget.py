"""The chat inside a hub page on a second origin, in a real browser; a third origin gets nothing."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.ui.hub.conftest import LAUNCHER, QUESTION, framed, opened, until

KEPT = """async () => { try {
  return localStorage.length + sessionStorage.length + (await indexedDB.databases()).length;
} catch { return "refused"; } }"""
"""What the browser keeps; in a frame of another site it may refuse to keep anything."""


def _violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['help']} {[n['html'][:120] for n in v['nodes']]}" for v in found]


def _answered(page: Any, places: Any, question: str = QUESTION) -> Any:
    page.goto(f"{places.hub}/")
    page.get_by_role("button", name=question).click()
    frame = framed(page)
    frame.wait_for_selector("#panel .card")
    return frame


def _nothing_kept(page: Any, frame: Any) -> None:
    assert page.context.cookies() == []
    for place in (page, frame):
        assert place.evaluate(KEPT) in (0, "refused")


def test_a_question_of_the_hub_page_is_answered_with_its_sources_inside_the_frame(page: Any, places: Any) -> None:
    frame = _answered(page, places)
    expect(frame.locator("#talk .user-row")).to_have_text(QUESTION)
    expect(frame.locator("#panel .card")).to_have_count(2)
    expect(frame.locator("#cite-1-2")).to_contain_text("England only")
    frame.get_by_role("link", name="Source 1").first.click()
    expect(frame.locator("#cite-1-1")).to_be_focused()
    with page.context.expect_page() as opening:
        frame.locator("#cite-1-1").get_by_role("link", name="Read it in its section").click()
    opening.value.wait_for_selector("#cited mark")
    assert all("meet" not in f.url for f in page.frames), "no question in an address"
    page.get_by_role("button", name="Can my preceptor be from another profession?").click()
    frame.wait_for_selector("#cite-2-1")
    _nothing_kept(page, frame)
    assert page.problems == []


def test_escape_closes_and_gives_focus_back_to_what_opened_it(page: Any, places: Any) -> None:
    frame = opened(page, places)
    page.keyboard.press("Escape")
    focused = "document.activeElement.shadowRoot?.activeElement?.id || document.activeElement.dataset.ask"
    until(page, f"({focused}) === 'l'")
    page.get_by_role("button", name=QUESTION).click()
    frame.wait_for_selector("#panel .card")
    frame.focus("#box textarea")
    page.keyboard.press("Escape")
    until(page, f"({focused}) === {QUESTION!r}")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    page.get_by_role("button", name=LAUNCHER).click()
    expect(frame.locator("#panel .card"), "the conversation is still there").to_have_count(2)


def test_escape_leaves_a_card_or_a_list_before_it_closes_the_chat(page: Any, places: Any) -> None:
    frame = _answered(page, places)
    frame.get_by_role("link", name="Source 1").first.click()
    page.keyboard.press("Escape")
    expect(frame.locator("#talk a[href='#cite-1-1']").first).to_be_focused()
    frame.get_by_text("About you").click()
    frame.get_by_label("Role").click()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").is_visible()


def test_a_phone_shows_it_full_screen_with_the_page_behind_out_of_reach(page: Any, places: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, places)
    box = page.get_by_role("dialog").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    assert page.evaluate("document.querySelector('preceptorship-assistant').dialog.matches(':modal')")
    page.get_by_role("button", name="Close").click()
    until(page, "document.activeElement.localName === 'preceptorship-assistant'")


def test_attributes_set_the_reader_the_theme_and_colours_but_nothing_else(page: Any, places: Any) -> None:
    attributes = "role=manager nation=Wales theme=dark secret=1 data-accent=%23003087 data-accent-text=url(x)"
    opened(page, places, f"?with={attributes}".replace(" ", "%20"))
    address = page.get_by_role("link", name="Open in new tab").get_attribute("href")
    assert address == f"{places.assistant}/chat/?role=manager&nation=Wales&__theme=dark"
    style = page.locator("preceptorship-assistant").get_attribute("style")
    assert style == "--accent: #003087; color-scheme: dark;"
    frame = framed(page)
    expect(frame.locator("body")).to_have_class(re.compile(r"\bdark\b"))


def test_a_third_origin_is_refused_by_the_browser_and_offered_a_plain_link(page: Any, places: Any) -> None:
    page.goto(f"{places.stranger}/")
    page.get_by_role("button", name=QUESTION).click()
    page.wait_for_timeout(2000)
    assert any("frame-ancestors" in problem for problem in page.problems)
    assert not any(f.url.startswith(places.assistant) for f in page.frames)
    expect(page.get_by_text("If nothing appears")).to_be_visible()
    expect(page.get_by_role("link", name="Open in new tab")).to_be_visible()


def test_forged_messages_are_ignored_on_both_sides(page: Any, places: Any) -> None:
    frame = opened(page, places, "?forger")
    forger = next(f for f in page.frames if f.url.endswith("/forger"))
    forger.evaluate("forge()")
    page.evaluate("postMessage({ preceptorship: 1, type: 'close' }, '*')")
    wrong = "w => { const post = m => w.contentWindow.postMessage(m, '*'); post({ preceptorship: 2, type: 'ask', question: 'x' });"
    wrong += " post({ type: 'ask', question: 'x' }); post({ preceptorship: 1, type: 'ask', question: { a: 1 } }); post(null); post('x'); }"
    page.evaluate(f"({wrong})(document.querySelector('preceptorship-assistant').frame)")
    page.wait_for_timeout(1000)
    assert page.get_by_role("dialog").is_visible()
    assert frame.locator("#talk .user-row").count() == 0 and frame.input_value("#box textarea") == ""
    assert forger.inner_text("#told") == "waiting", "nothing was told to it"
    assert page.problems == []


def test_without_a_script_the_hub_page_has_a_link(browser: Any, places: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{places.hub}/")
    assert page.get_by_role("link", name=LAUNCHER).get_attribute("href") == f"{places.assistant}/ask"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/embed", "/embed/demo"])
def test_axe_finds_nothing_on_the_pages_of_the_kit(page: Any, places: Any, scheme: str, path: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{places.assistant}{path}")
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_example_is_copied(page: Any, places: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=places.assistant)
    page.goto(f"{places.assistant}/embed")
    page.get_by_role("button", name="Copy example 1").click()
    page.wait_for_selector("text=Copied.")
    assert f'src="{places.assistant}/widget/v1/loader.js"' in page.evaluate("navigator.clipboard.readText()")
    assert page.problems == []
