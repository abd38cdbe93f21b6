"""The chat in a real browser: ask, cite, open the source, nothing leaves the service, nothing is kept."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.ui.chat.conftest import BOX, ask, violations


def test_ask_by_example_follow_a_citation_and_open_the_source(page: Any) -> None:
    page.get_by_role("button", name="Can my preceptor be a physio if I'm an OT?").click()
    page.wait_for_selector("#panel .card")
    expect(page.locator("#talk .bot-row")).to_contain_text("does not have to belong")
    page.wait_for_function("document.activeElement.matches('#box textarea')")
    page.get_by_role("link", name="Source 1").click()
    assert page.evaluate("document.activeElement.id") == "cite-1-1"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#cite-1-1"
    with page.context.expect_page() as opening:
        page.locator("#cite-1-1").get_by_role("link", name="Read it in its section").click()
    source = opening.value
    source.wait_for_selector("#cited mark")
    assert "/source/S5/principle-4?passage=S5" in source.url
    assert violations(source) == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases()") == []


def test_suggestions_follow_up_and_starting_again(page: Any) -> None:
    ask(page, "Can it be a physio?")
    page.get_by_role("button", name="How often should we meet?").click()
    page.wait_for_selector("#cite-2-2")
    expect(page.locator("#cite-2-2")).to_contain_text("England only")
    page.get_by_role("link", name="Source 1").first.click()
    assert page.evaluate("document.activeElement.id") == "cite-1-1", "an earlier answer's source opens too"
    page.get_by_role("button", name="Start again").click()
    page.wait_for_selector("#examples button")
    expect(page.locator("#talk .bot-row")).to_have_count(0)


def test_what_is_typed_is_shown_as_text(page: Any) -> None:
    typed = "<img src=https://evil.example/x.png> ![x](https://evil.example/y.png) weather"
    ask(page, typed)
    expect(page.locator("#talk .user-row")).to_have_text(typed)
    expect(page.locator("#talk img")).to_have_count(0)


def test_a_long_or_empty_or_breaking_question_gets_a_plain_sentence(page: Any) -> None:
    assert "501 characters" in ask(page, "x" * 501)
    assert len(page.input_value(BOX)) == 501, "the text is kept so that it can be shortened"
    assert "Type a question" in ask(page, "")
    assert re.search("fault.*reference", ask(page, "break"), re.DOTALL)


def test_the_last_answer_and_its_sources_are_in_sight_after_a_long_conversation(page: Any) -> None:
    for _ in range(6):
        ask(page, "list the elements")
    page.wait_for_selector("#cite-6-1")
    in_sight = "e => { const b = e.getBoundingClientRect(); return b.top >= -1 && b.top < innerHeight / 2; }"
    page.wait_for_function(
        "() => { const e = [...document.querySelectorAll('#talk .user-row')].pop(); "
        "const b = e.getBoundingClientRect(); return b.top >= -1 && b.top < innerHeight; }"
    )
    page.wait_for_function(f"() => ({in_sight})(document.querySelector('#cite-6-1'))")
    expect(page.locator(BOX)).to_be_focused()


def test_a_phone_needs_no_sideways_scrolling_and_has_the_sources_below(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    ask(page, "list the elements")
    page.wait_for_selector("#cite-1-1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#cite-1-1").bounding_box()["y"] > page.locator(BOX).bounding_box()["y"]
