"""The bench for everyone: by keyboard, in light and dark, on a phone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.settings import Settings
from tests.ui.bench.conftest import NAME, PASSWORD
from tests.ui.bench.rows import GOOD, make_set
from tests.ui.chat.conftest import violations
from tests.ui.conftest import serving
from tests.ui.fake_assistant import fake_live
from ui.store import Store

OUTLINE = """() => { const s = getComputedStyle(document.activeElement);
  return parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none'; }"""
SMALL = """() => [...document.querySelectorAll('button, a, input:not([type=hidden])')].filter((e) => {
  const b = e.getBoundingClientRect(); return b.right > 0 && b.width && (b.width < 24 || b.height < 24);
}).map((e) => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def bench_address(store: Store) -> Iterator[str]:
    from ui.server import build_app

    with serving(build_app(fake_live(), Settings(), store)) as found:
        yield found


def _sign_in(page: Any, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(NAME)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_sign_in_move_about_and_sign_out_by_keyboard_alone(visit: Callable[..., Any]) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip" and page.evaluate(OUTLINE)
    page.keyboard.press("Enter")
    for words in (NAME, PASSWORD):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE)
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Ed Ucator")
    assert page.title() == "Start – Preceptorship bench"
    stops = []
    for _ in range(16):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("() => document.activeElement.textContent.trim()"))
        assert page.evaluate(OUTLINE), stops[-1]
        if stops[-1] == "Accessibility":
            break
    for name in ("Sign out", "Test questions", "Runs", "Drafts", "Gaps", "Privacy"):
        assert name in stops
    while page.evaluate("() => document.activeElement.textContent.trim()") != "Sign out":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You have signed out")
    assert {cookie["name"] for cookie in page.context.cookies()} == {"bench-form"}


def test_scripts_and_readers_pages_see_no_cookie(visit: Callable[..., Any], bench_address: str) -> None:
    page = visit()
    _sign_in(page)
    page.wait_for_selector("text=Ed Ucator")
    assert page.evaluate("() => document.cookie") == ""
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.all_headers().get("cookie", "")))
    page.goto(f"{bench_address}/ask")
    assert heard and set(heard) == {""}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_everything_fits(visit: Callable[..., Any], scheme: str, width: int) -> None:
    page = visit(expected=("401", "404"), color_scheme=scheme, viewport={"width": width, "height": 800})
    found: dict[str, Any] = {"sign in": violations(page)}
    _look(page, found, "sign in")
    _sign_in(page, "wrong")
    page.wait_for_selector(".problem")
    found["refused"] = violations(page)
    _look(page, found, "refused")
    _sign_in(page)
    page.wait_for_selector("text=Ed Ucator")
    found["start"] = violations(page)
    _look(page, found, "start")
    page.goto(page.url + "/nowhere")
    found["not there"] = violations(page)
    _look(page, found, "not there")
    assert {state: what for state, what in found.items() if what} == {}


def _look(page: Any, found: dict[str, Any], state: str) -> None:
    """Note what is too wide or too small to touch."""
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    found[state] += page.evaluate(SMALL) + ([f"{wide} px too wide"] if wide > 0 else [])


def test_what_was_found_is_where_the_keyboard_goes_on(visit: Callable[..., Any], store: Store) -> None:
    page = visit(f"/bench/sets/{make_set(store, GOOD)}/rows/2", viewport={"width": 390, "height": 844})
    _sign_in(page)
    page.get_by_label("Words to look for in the documents").fill("training")
    page.keyboard.press("Enter")
    page.get_by_text("6 passages found").wait_for()
    assert page.evaluate("() => document.activeElement.id") == "find-heading"
    page.get_by_role("button", name="Use this passage").first.click()
    page.wait_for_url("**#source")
    assert page.evaluate("() => document.activeElement.id") == "source"
    page.get_by_label("Words to look for in the documents").fill("")
    page.get_by_label("Source", exact=True).press("Enter")
    page.get_by_text("Saved.").wait_for()
    assert page.evaluate("() => document.activeElement.id") == "main"
