"""A chat that can be made to wait, in a browser that notes whatever is wrong on the page."""

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from langchain_core.runnables import RunnableConfig, RunnableLambda

from assistant.answers import Answer
from assistant.progress import Stage, told_by
from assistant.questions import Question
from assistant.settings import Settings
from tests.ui.conftest import HUB, serving
from tests.ui.fake_assistant import CORPUS, PASSAGES, FakeAssistant, FakeIndex, reply
from ui.live import Live
from ui.store import open_store

BOX = "#box textarea"
LEFT = re.compile("AbortError: signal is aborted|Connection errored out")
"""Gradio's words when a page is left whose connection is open."""
DONE = "n => document.querySelectorAll('#talk .bot-row').length > n && !document.querySelector('#talk .working')"
SETTLED = """() => new Promise((settled) => {
  const done = () => { changes.disconnect(); settled(); };
  let waiting = setTimeout(done, 200);
  const changes = new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(done, 200); });
  changes.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true }); })"""
"""The page has not changed for a moment: Gradio adds what was hidden some time after the answer."""
TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


class Waiting:
    """An assistant that tells its stages, and that stays in a stage while it is held."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()

    def answer(self, question: Question, config: RunnableConfig) -> Answer:
        told = told_by(config)
        told(Stage.READING)
        told(Stage.CHECKING)
        assert self.go.wait(30)
        return reply(question)


@pytest.fixture(scope="session")
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture(scope="session")
def store() -> Iterator[Any]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def live(waiting: Waiting) -> Live:
    assistant = FakeAssistant(RunnableLambda(waiting.answer), CORPUS, FakeIndex(PASSAGES))
    return Live(lambda: assistant, lambda: "")


@pytest.fixture(scope="session")
def chat_address(live: Live, store: Any) -> Iterator[str]:
    from ui.server import build_app

    with serving(build_app(live, Settings(hub_origins=(HUB,)), store)) as found:
        yield found


@pytest.fixture
def held(waiting: Waiting) -> Iterator[threading.Event]:
    """The assistant waits until the event is set."""
    waiting.go.clear()
    yield waiting.go
    waiting.go.set()


@pytest.fixture
def visit(browser: Any, chat_address: str) -> Iterator[Callable[..., Any]]:
    """visit(query, **context options) → the chat, ready to type in; whatever is wrong on the page fails the test."""
    opened: list[Any] = []

    def go(query: str = "", **options: Any) -> Any:
        page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}).new_page()
        opened.append(page)
        page.problems = []
        page.on("request", lambda r: _note(page, r.url, chat_address))
        page.on(
            "console", lambda m: page.problems.append(m.text) if m.type == "error" and not LEFT.search(m.text) else None
        )
        page.on("pageerror", lambda e: None if LEFT.search(str(e)) else page.problems.append(str(e)))
        page.goto(f"{chat_address}/chat/{query}")
        page.wait_for_selector(BOX)
        return page

    yield go
    for page in opened:
        assert page.problems == []
        assert page.context.cookies() == []
        page.context.close()


@pytest.fixture
def page(visit: Callable[..., Any]) -> Any:
    return visit()


def _note(page: Any, url: str, address: str) -> None:
    if not url.startswith((address, "data:", "blob:")):
        page.problems.append(f"third party: {url}")


def ask(page: Any, question: str) -> str:
    """Asks, and returns what the answer looks like once it and what belongs to it are there."""
    before = page.locator("#talk .bot-row").count()
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    page.wait_for_function(DONE, arg=before)
    page.evaluate(SETTLED)
    return str(page.locator("#talk .bot-row").last.inner_text())


def violations(page: Any) -> list[str]:
    """What axe finds."""
    found = Axe().run(page, options=TAGS).response["violations"]
    return [f"{v['id']}: {v['help']}: {[n['html'][:150] for n in v['nodes']][:3]}" for v in found]
