"""A record waits for minutes under an address nobody can guess, and reaches the person who asked for it."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import expect
from starlette.testclient import TestClient

from assistant.questions import Question
from tests.ui.chat.conftest import ask
from tests.ui.fake_assistant import reply
from ui.chat.downloads import FORMATS, MINUTES, MOST, File, Shelf, downloads_router, record
from ui.chat.exchanges import Exchange

FILE = File("a.md", "text/markdown", b"x")


def test_a_file_is_gone_after_its_minutes() -> None:
    now = [0.0]
    shelf = Shelf(lambda: now[0])
    token = shelf.keep(FILE)
    now[0] = 60 * MINUTES - 1
    assert shelf.get(token) == FILE and shelf.get("other") is None
    now[0] = 60 * MINUTES
    assert shelf.get(token) is None


def test_a_shelf_holds_no_more_than_its_most() -> None:
    shelf = Shelf()
    tokens = [shelf.keep(FILE) for _ in range(MOST + 1)]
    assert shelf.get(tokens[0]) is None and shelf.get(tokens[-1]) == FILE
    assert len(set(tokens)) == MOST + 1 and min(map(len, tokens)) >= 32


def test_the_route_hands_out_a_file_and_says_when_it_is_gone() -> None:
    from fastapi import FastAPI

    app, shelf = FastAPI(), Shelf()
    app.include_router(downloads_router(shelf))
    client = TestClient(app)
    given = client.get(f"/download/{shelf.keep(FILE)}")
    assert given.content == b"x" and given.headers["cache-control"] == "no-store"
    assert given.headers["content-disposition"] == 'attachment; filename="a.md"'
    gone = client.get("/download/none")
    assert gone.status_code == 404 and "make it again" in gone.text


@pytest.mark.parametrize("name", FORMATS)
def test_a_question_without_its_answer_is_left_out(name: str) -> None:
    past = (Exchange(1, "\ud800\x00 physio", reply(Question("x"))), Exchange(2, "half"))
    file = record(past, name, date(2026, 11, 24))
    assert file.name.startswith("preceptorship-record-2026-11-24.") and b"half" not in file.content


@pytest.mark.parametrize("name", FORMATS)
def test_the_conversation_is_downloaded_by_a_button(page: Any, name: str) -> None:
    ask(page, "Can it be a physio?")
    ask(page, "How often should we meet?")
    with page.expect_download() as downloading:
        page.get_by_role("button", name=f"Download as {name}").click()
    content = Path(downloading.value.path()).read_bytes()
    said = (
        "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs) if name == "Word" else content.decode()
    )
    assert said.index("Can it be a physio?") < said.index("How often should we meet?")
    page.wait_for_function("() => document.querySelector('#said').textContent === 'The file is ready.'")
    expect(
        page.get_by_role("link", name=f"Save the {name} file"), "a way for a frame that may not save"
    ).to_be_visible()
    ask(page, "Can it be a physio?")
    expect(page.locator("#download a"), "a link to an earlier state would mislead").to_have_count(0)


def test_the_second_format_is_not_the_first_file_again(page: Any) -> None:
    ask(page, "Can it be a physio?")
    for name, ending in (("Word", ".docx"), ("Markdown", ".md"), ("Word", ".docx")):
        with page.expect_download() as downloading:
            page.get_by_role("button", name=f"Download as {name}").click()
        assert downloading.value.suggested_filename.endswith(ending)
