"""The chat for everyone: by keyboard, by screen reader, magnified, in light and dark."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ui.chat.conftest import BOX, ask, violations

FOCUSED = "() => document.activeElement.matches('#box textarea')"
OUTLINE = """() => { const e = document.activeElement, s = getComputedStyle(e);
  return e !== document.body && (parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none'); }"""
SMALL = """() => [...document.querySelectorAll('button, a, input, textarea, summary, [role=button]')].filter((e) => {
  const b = (e.closest('label') || e).getBoundingClientRect(), s = getComputedStyle(e);
  return b.width && s.visibility === 'visible' && (b.width < 24 || b.height < 24);
}).map((e) => e.outerHTML.slice(0, 120))"""
LISTEN = """() => { window.heard = [];
  const log = document.querySelector('#talk [role=log]');
  new MutationObserver(() => window.heard.push(log.getAttribute('aria-busy')))
    .observe(log, { attributes: true, attributeFilter: ['aria-busy'] });
  const others = [...document.querySelectorAll('[aria-live], [role=status], [role=alert]')].filter((e) => e !== log);
  others.forEach((e) => new MutationObserver(() => e.textContent.trim() && window.heard.push(e.textContent))
    .observe(e, { childList: true, subtree: true, characterData: true })); }"""


def tab_to(page: Any, selector: str) -> None:
    """By the Tab key alone; every stop on the way shows where it is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("e => document.activeElement.matches(e)", selector):
            assert page.evaluate(OUTLINE), f"no visible focus on {selector}"
            return
    pytest.fail(f"{selector} cannot be reached by Tab")


def test_ask_open_a_citation_and_ask_a_suggestion_by_keyboard(page: Any) -> None:
    tab_to(page, BOX)
    page.keyboard.type("Can it be a physio?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#cite-1-1")
    page.wait_for_function(FOCUSED)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement.getAttribute('href') === '#cite-1-1'"):
            break
    assert page.evaluate(OUTLINE)
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "cite-1-1" and page.evaluate(OUTLINE)
    page.keyboard.press("Escape")
    tab_to(page, "#suggestions button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#cite-2-1")
    page.wait_for_function(FOCUSED)


def test_copy_give_feedback_and_download_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "How often should we meet?")
    page.locator("#talk a").first.focus()
    tab_to(page, "#copy")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#said').textContent === 'Copied'")
    text = page.evaluate("() => navigator.clipboard.readText()")
    assert "[2] Preceptorship framework, NHS England" in text and "https://www.england.nhs.uk" in text
    tab_to(page, "#no")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('#ticked input')")
    page.keyboard.press("Space")
    tab_to(page, "#send")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.textContent.includes('Thank you')")
    tab_to(page, ".download")
    with page.expect_download():
        page.keyboard.press("Enter")


def test_change_the_settings_by_keyboard(page: Any) -> None:
    tab_to(page, "#reader button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Profession")
    tab_to(page, "#reader input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#examples .ask-this').length === 2")


def test_a_refused_clipboard_shows_the_text_and_says_what_to_press(page: Any) -> None:
    ask(page, "Can it be a physio?")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false; }"
    )
    page.get_by_role("button", name="Copy answer with references").click()
    page.wait_for_function("() => document.querySelector('#said').textContent.includes('press Ctrl and C')")
    shown = page.locator("#copied-text")
    assert shown.is_visible() and "Sources:" in shown.inner_text()
    assert page.evaluate("getSelection().toString()").strip() == shown.inner_text().strip()
    assert page.evaluate("document.activeElement.id") == "copy", "from where the next Tab goes on"
    assert violations(page) == []


def test_one_announcement_for_each_answer(page: Any, held: threading.Event) -> None:
    page.evaluate(LISTEN)
    page.fill(BOX, "Can it be a physio?")
    page.press(BOX, "Enter")
    page.wait_for_selector("text=Checking every sentence")
    expect(page.locator("#talk [role=log]")).to_have_attribute("aria-busy", "true")
    page.wait_for_function(FOCUSED)
    held.set()
    page.wait_for_selector("#cite-1-1")
    page.wait_for_function("() => document.querySelector('#talk [role=log]').getAttribute('aria-busy') === 'false'")
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.heard") == ["true", "false"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(visit: Callable[..., Any], held: threading.Event, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    found = {"start": violations(page)}
    page.fill(BOX, "How often should we meet?")
    page.press(BOX, "Enter")
    page.wait_for_selector("text=Checking every sentence")
    found["answering"] = violations(page)
    held.set()
    page.wait_for_selector("#cite-1-1")
    found["answered"] = violations(page)
    page.get_by_role("link", name="Source 2").click()
    found["source open"] = violations(page)
    page.get_by_role("button", name="No", exact=True).click()
    page.wait_for_selector("#reasons")
    found["feedback"] = violations(page)
    ask(page, "break")
    found["error"] = violations(page)
    ask(page, "What is the pay?")
    found["no answer"] = violations(page)
    page.get_by_text("About you").click()
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_timeout(200)
    found["320 px"] = violations(page)
    assert {state: what for state, what in found.items() if what} == {}


def test_magnified_four_times_nothing_scrolls_sideways_and_targets_are_large_enough(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    wide = "() => document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= 320
    ask(page, "Can it be a physio?")
    page.get_by_role("button", name="No", exact=True).click()
    page.wait_for_selector("#reasons")
    page.get_by_text("About you").click()
    page.wait_for_selector("text=Profession")
    assert page.evaluate(wide) <= 320
    assert page.evaluate(SMALL) == []
