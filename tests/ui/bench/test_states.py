"""The bench in each of its states: nothing that axe finds, nothing too small, nothing cut off; and by keyboard alone."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda
from playwright.sync_api import expect

from assistant.answers import Answer, EvidenceRecord
from assistant.questions import Question
from assistant.settings import Settings
from evals.authoring.writing import as_xlsx
from tests.ui.bench.conftest import NAME, PASSWORD
from tests.ui.chat.conftest import violations
from tests.ui.conftest import serving
from tests.ui.fake_assistant import CORPUS, PASSAGES, FakeAssistant, FakeIndex, FakeRetriever, reply
from ui.live import Live
from ui.store import Store

ROWS = (
    {"question": "Can my preceptor be a physio?", "expect": "answered", "key_points": "does not have to belong",
     "source": "S5", "clause": "Principle 4", "words": "Preceptors should have suitable training"},
    {"question": "How much is the pay?", "expect": "answered", "key_points": "band 5", "source": "S5"},
    {"question": "What is the weather?", "expect": "out_of_scope"},
    {"question": "Who decides?", "expect": "answered", "source": "S99"},
)  # fmt: skip
FOUND = (EvidenceRecord(PASSAGES[1].id, "S5", PASSAGES[1].clause, (), 1, 0.5, True),)
OUTLINE = """() => { const s = getComputedStyle(document.activeElement);
  return parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none'; }"""
NAMED = """() => { const e = document.activeElement; if (e === document.body) return '';
  return (e.labels && e.labels.length ? e.labels[0] : e).textContent.trim(); }"""
SMALL = """() => [...document.querySelectorAll('button, main a, header a, input:not([type=hidden]), select, summary')].filter((e) => {
  const b = e.getBoundingClientRect(); return b.right > 0 && b.width && !e.closest('p, li') && (b.width < 24 || b.height < 24);
}).map((e) => `${e.outerHTML.slice(0, 120)} is too small`)"""


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """While it is not set, a question of a run waits."""
    go = threading.Event()
    go.set()
    yield go
    go.set()


@pytest.fixture
def bench_address(store: Store, held: threading.Event) -> Iterator[str]:
    from ui.server import build_app

    def answer(question: Question) -> Answer:
        assert held.wait(60)
        found = replace(reply(question), evidence=FOUND)
        weak = replace(found, statements=tuple(replace(s, text=f"{s.text} Zebras do.") for s in found.statements[:1]))
        return weak if "physio" in question.text else found

    assistant = FakeAssistant(RunnableLambda(answer), CORPUS, FakeIndex(PASSAGES), FakeRetriever(PASSAGES))
    with serving(build_app(Live(lambda: assistant, lambda: ""), Settings(), store)) as found:
        yield found


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    path = tmp_path / "Autumn.xlsx"
    path.write_bytes(as_xlsx(ROWS))
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_any_state(
    visit: Callable[..., Any], spreadsheet: Path, held: threading.Event, bench_address: str, scheme: str, width: int
) -> None:
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 800})
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        found[state] = violations(page) + page.evaluate(SMALL) + ([f"{wide} px too wide"] if wide > 0 else [])

    look("sign-in")
    _sign_in(page)
    page.goto(f"{bench_address}/bench/sets")
    look("no set")
    page.set_input_files("#file", spreadsheet)
    page.get_by_role("button", name="Upload").click()
    look("list")
    set_address = page.url
    page.locator(".summary a").first.click()
    look("edit")
    page.fill("#find", "training")
    page.get_by_role("button", name="Find passages").click()
    page.wait_for_selector("ul.passages")
    look("edit, passages found")
    page.goto(f"{set_address}/coverage")
    look("coverage")
    held.clear()
    page.goto(set_address)
    page.get_by_role("button", name="Run the 3 that are ready").click()
    page.wait_for_selector("progress")
    look("running")
    held.set()
    page.wait_for_selector("h2:has-text('Results')")
    look("run")
    run_address = page.url
    page.locator("tbody th a").first.click()
    look("one case")
    page.goto(run_address)
    page.fill("#name", "First")
    page.get_by_role("button", name="Promote to baseline").click()
    page.goto(set_address)
    page.get_by_role("button", name="Run the 3 that are ready").click()
    page.wait_for_selector("h2:has-text('Results')")
    page.get_by_role("link", name="See what changed").click()
    look("compare")
    for name in ("runs", "drafts", "gaps"):
        page.goto(f"{bench_address}/bench/{name}")
        look(name)
    assert {state: what for state, what in found.items() if what} == {}


def test_the_words_that_nothing_supports_are_marked(
    visit: Callable[..., Any], spreadsheet: Path, bench_address: str
) -> None:
    page = visit()
    _sign_in(page)
    page.goto(f"{bench_address}/bench/sets")
    page.set_input_files("#file", spreadsheet)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Run the 3 that are ready").click()
    page.wait_for_selector("h2:has-text('Results')")
    page.get_by_role("link", name="Can my preceptor be a physio?").click()
    expect(page.locator("mark").filter(has_text=re.compile("^Zebras$"))).not_to_have_count(0)
    assert "used and not supported" in page.inner_text("main")


def test_the_whole_path_by_keyboard_alone(visit: Callable[..., Any], spreadsheet: Path) -> None:
    page = visit()
    _to(page, "E-mail address")
    page.keyboard.type(NAME)
    _to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Ed Ucator")
    _press(page, "Test questions", "h1:has-text('Test questions')")
    _to(page, "Spreadsheet")
    page.set_input_files("#file", spreadsheet)  # the browser's own window is not part of the page
    _press(page, "Upload", "h1:has-text('Autumn')")
    _press(page, "Row 5: there is no source S99", "h1:has-text('row 5')")
    _to(page, "Words to look for in the documents")
    page.keyboard.type("training")
    _press(page, "Find passages", "ul.passages")
    _to(page, "Place in the source")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    _press(page, "Use this passage", "main:not(:has(ul.passages))")
    _press(page, "Save", "text=It is ready to run.")
    _press(page, "Autumn", "text=4 ready to run")
    _press(page, "Run", "h2:has-text('Results')", "button")
    _to(page, "Show")
    page.keyboard.press("f")
    _press(page, "Show", "text=results shown", "button")
    _press(page, "Can my preceptor be a physio?", "text=used and not supported")
    _press(page, "It is not good", "text=Ed Ucator: not good")
    _press(page, "Run 1 of Autumn", "h2:has-text('Results')")
    _to(page, "Name of the baseline")
    page.keyboard.type("First")
    _press(page, "Promote to baseline", "text=This run is the baseline “First”")
    _press(page, "Autumn", "text=4 ready to run")
    _press(page, "Run", "h2:has-text('Results')", "button")
    _press(page, "See what changed", "text=None of 4 test questions newly fail or newly pass.")
    _press(page, "Sign out", "text=You have signed out")


def _sign_in(page: Any) -> None:
    page.get_by_label("E-mail address").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("text=Ed Ucator")


def _to(page: Any, name: str, tag: str = "") -> None:
    """Tab until the control of this name has the focus, which can be seen at every stop."""
    stops: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(NAMED))
        if stops[-1]:
            assert page.evaluate(OUTLINE), stops[-1]
        if stops[-1].startswith(name) and (not tag or page.evaluate("() => document.activeElement.localName") == tag):
            return
    raise AssertionError(f"{name!r} cannot be reached: {stops}")


def _press(page: Any, name: str, then: str, tag: str = "") -> None:
    _to(page, name, tag)
    page.keyboard.press("Enter")
    page.wait_for_selector(then)
