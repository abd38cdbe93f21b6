"""The page around the chat: without a script it leads on, and a link to it is shown under its own name."""

from typing import Any

import pytest
from playwright.sync_api import expect
from starlette.testclient import TestClient


def test_a_reader_without_javascript_is_led_to_the_plain_version(browser: Any, chat_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{chat_address}/chat/")
    page.wait_for_url("**/ask")
    expect(page.get_by_label("Your question")).to_be_visible()
    context.close()


def test_a_link_to_the_chat_is_not_shown_as_gradios(app: Any) -> None:
    answer = TestClient(app).get("/chat/")
    head = answer.text[: answer.text.index("</head>")]
    assert '<meta property="og:title" content="Preceptorship Assistant">' in head
    assert 'content="Gradio"' not in head and "githubusercontent" not in head
    assert 'lang="en-GB"' in head and int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize("path", ["/nothing", "/answers", "/static/none.css"])
def test_a_mistyped_address_shows_a_page_to_a_browser(app: Any, path: str) -> None:
    client = TestClient(app)
    page = client.get(path, headers={"accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 404 and "<h1>Page not found</h1>" in page.text and 'href="/chat/"' in page.text
    assert client.get(path).headers["content-type"] == "application/json"
