"""The hub kit without a browser: what is served, how large it is and who may frame it."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.ui.conftest import HUB
from ui.hub.router import LOADER


@pytest.fixture(scope="module")
def client(app: Any) -> Any:
    with TestClient(app, follow_redirects=False, base_url="https://assistant.example") as found:
        yield found


def test_the_loader_stays_small_and_needs_nothing_that_a_strict_policy_forbids(client: TestClient) -> None:
    response = client.get("/widget/v1/loader.js")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.content == LOADER.read_bytes() and len(response.content) <= 5000
    forbidden = r"\beval\b|new Function|innerHTML|outerHTML|document\.write|[Ss]torage|cookie|indexedDB|https?:"
    assert re.findall(forbidden, response.text) == []


def test_the_chat_page_knows_the_allowed_hubs_and_listens(client: TestClient) -> None:
    page = client.get("/chat/").text
    assert re.search(rf'name=\\?"preceptorship-hubs\\?" content=\\?"{HUB}\\?"', page)
    assert "/static/embedded.js" in page and client.get("/static/embedded.js").status_code == 200


def test_the_page_that_shows_how_is_complete_without_a_script(client: TestClient) -> None:
    response = client.get("/embed")
    for words in (
        "https://assistant.example/widget/v1/loader.js",
        HUB,
        "data-accent",
        "data-ask",
        "frame-src",
        "PRECEPTORSHIP_HUB_ORIGINS",
    ):
        assert words in response.text, words
    assert "{" not in response.text.split("<main", 1)[1]
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]


def test_a_forged_host_stays_text(client: TestClient) -> None:
    page = client.get("/embed", headers={"host": 'x"><script>alert(1)</script>'})
    assert "<script>alert" not in page.text


def test_no_other_page_may_frame_the_demonstration(client: TestClient) -> None:
    assert client.get("/embed/demo").headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_only_the_files_of_the_kit_are_served(client: TestClient) -> None:
    assert client.get("/embed/assets/demo.css").status_code == 200
    assert client.get("/embed/assets/..%2Frouter.py").status_code == 404
