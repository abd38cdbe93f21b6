"""The chat in a real browser: ask, cite, open the source, nothing leaves the service, nothing is kept."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

BOX = "#box textarea"


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.problems = []
    opened.on("request", lambda r: _note(opened, r.url, address))
    opened.on("console", lambda m: opened.problems.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.goto(f"{address}/chat/")
    opened.wait_for_selector(BOX)
    yield opened
    assert opened.problems == []
    context.close()


def _note(page: Any, url: str, address: str) -> None:
    if not url.startswith((address, "data:", "blob:")):
        page.problems.append(f"third party: {url}")


def _ask(page: Any, question: str) -> str:
    before = page.locator("#talk .bot-row").count()
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('#talk .bot-row').length > n && !document.querySelector('#talk .working')",
        arg=before,
    )
    return str(page.locator("#talk .bot-row").last.inner_text())


def _violations(page: Any) -> list[str]:
    return [f"{v['id']}: {v['help']}" for v in Axe().run(page).response["violations"]]


def test_ask_by_example_follow_a_citation_and_open_the_source(page: Any, address: str) -> None:
    page.get_by_role("button", name="Can my preceptor be a physio if I'm an OT?").click()
    page.wait_for_selector("#panel .card")
    assert "does not have to belong" in page.locator("#talk .bot-row").inner_text()
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
    assert _violations(source) == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases()") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after_an_answer(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.wait_for_selector(BOX)
    assert _violations(page) == []
    _ask(page, "How often should we meet?")
    assert _violations(page) == []
    page.get_by_text("About you").click()
    page.wait_for_selector("text=Profession")
    assert _violations(page) == []


def test_suggestions_follow_up_and_starting_again(page: Any) -> None:
    _ask(page, "Can it be a physio?")
    page.get_by_role("button", name="How often should we meet?").click()
    page.wait_for_selector("#cite-2-2")
    assert "England only" in page.locator("#cite-2-2").inner_text()
    page.get_by_role("link", name="Source 1").first.click()
    assert page.evaluate("document.activeElement.id") == "cite-1-1", "an earlier answer's source opens too"
    page.get_by_role("button", name="Start again").click()
    page.wait_for_selector("#examples button")
    assert page.locator("#talk .bot-row").count() == 0


def test_what_is_typed_is_shown_as_text(page: Any) -> None:
    typed = "<img src=https://evil.example/x.png> ![x](https://evil.example/y.png) weather"
    _ask(page, typed)
    assert page.locator("#talk .user-row").inner_text().strip() == typed
    assert page.locator("#talk img").count() == 0


def test_a_long_or_empty_or_breaking_question_gets_a_plain_sentence(page: Any) -> None:
    assert "501 characters" in _ask(page, "x" * 501)
    assert len(page.input_value(BOX)) == 501, "the text is kept so that it can be shortened"
    assert "Type a question" in _ask(page, "")
    assert re.search("fault.*reference", _ask(page, "break"), re.DOTALL)


def test_the_last_answer_and_its_sources_are_in_sight_after_a_long_conversation(page: Any) -> None:
    for _ in range(6):
        _ask(page, "list the elements")
    page.wait_for_selector("#cite-6-1")
    in_sight = "e => { const b = e.getBoundingClientRect(); return b.top >= -1 && b.top < innerHeight / 2; }"
    page.wait_for_function(
        "() => { const e = [...document.querySelectorAll('#talk .user-row')].pop(); "
        "const b = e.getBoundingClientRect(); return b.top >= -1 && b.top < innerHeight; }"
    )
    assert page.locator("#cite-6-1").evaluate(in_sight)
    assert page.evaluate("document.activeElement.matches('#box textarea')")


def test_a_phone_needs_no_sideways_scrolling_and_has_the_sources_below(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    _ask(page, "list the elements")
    page.wait_for_selector("#cite-1-1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#cite-1-1").bounding_box()["y"] > page.locator(BOX).bounding_box()["y"]
