"""From the shipped documents to the screen: the real assistant behind the real chat in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.settings import Settings
from ui.live import Live
from ui.pages.source import source_page
from ui.presenting.sections import Sections
from ui.server import build_app


@pytest.fixture(scope="module")
def real_address(real_assistant: Any, serve_app: Callable[[Any], Any]) -> Iterator[str]:
    with serve_app(build_app(Live(lambda: real_assistant, lambda: ""), Settings())) as address:
        yield address


def test_the_readers_first_question_is_answered_with_principle_4(browser: Any, real_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{real_address}/chat/")
    page.get_by_role("button", name="Can my preceptor be a physio if I'm an OT?").click()
    page.wait_for_selector("#panel .card", timeout=60_000)
    expect(page.locator("#panel .card").first).to_contain_text("Principle 4")
    link = page.locator("#panel .card").first.get_by_role("link", name="Read it in its section")
    page.goto(f"{real_address}{link.get_attribute('href')}")
    expect(page.locator("#cited mark")).to_have_count(1)
    page.close()


def test_every_cited_place_of_the_corpus_has_a_page(real_assistant: Any) -> None:
    sections = Sections(real_assistant.corpus, real_assistant.index.passages)
    for passage in real_assistant.index.passages:
        page = source_page(sections, passage.source_id, passage.clause_slug, passage.id)
        assert page.status == 200 and page.html.count("<mark>") == 1, passage.id
