import json
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from corpus.errors import PreceptorshipError
from tests.ui.conftest import HUB
from tests.ui.fake_assistant import PASSAGES, fake_live
from ui.security import LONGEST_BODY
from ui.server import build_app, without_query


@pytest.fixture(scope="module")
def client(app: Any) -> Any:
    with TestClient(app, follow_redirects=False) as found:
        yield found


def test_health_names_the_index(client: TestClient) -> None:
    told = {"status": "ok", "index": "0123abcd", "built": "2026-11-23T00:00:00Z", "notice": None}
    assert client.get("/healthz").json() == told


def test_the_start_leads_to_the_chat(client: TestClient) -> None:
    assert client.get("/").headers["location"] == "/chat/"
    assert client.get("/chat/").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/chat/", "/source/S5", "/source/none", "/static/chat.css", "/chat/x"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe-eval" not in policy and "http:" not in policy
    assert policy.endswith(f"frame-ancestors 'self' {HUB}")
    assert headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in headers and "permissions-policy" in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "path", ["upload", "file=/etc/passwd", "proxy=https://evil.example", "runs", "vibe-code", "call/respond", "upload/"]
)
def test_the_parts_of_gradio_that_the_chat_does_not_use_are_not_there(client: TestClient, path: str) -> None:
    files = {"files": ("a.txt", b"x")}
    assert client.post(f"/chat/gradio_api/{path}", files=files).status_code == 404
    assert client.get(f"/chat/gradio_api/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/chat/config", "/chat/gradio_api/info"])
def test_only_the_hub_may_read_from_another_origin(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"origin": HUB}).headers["access-control-allow-origin"] == HUB
    stranger = client.get(path, headers={"origin": "https://evil.example"}).headers
    assert "access-control-allow-origin" not in stranger
    assert "access-control-allow-credentials" not in stranger


@pytest.mark.parametrize("origin", ["*", "hub.example", "https://hub.example/x", "https://a; script-src *"])
def test_a_wrong_hub_origin_is_refused_before_it_weakens_the_policy(origin: str) -> None:
    with pytest.raises(PreceptorshipError, match="not an origin"):
        build_app(fake_live(), Settings(hub_origins=(origin,)))


def test_a_source_page_shows_the_clause_with_the_cited_statement_marked(client: TestClient) -> None:
    page = client.get("/source/S5/principle-4", params={"passage": PASSAGES[1].id}).text
    assert f'<p id="cited"><mark>{PASSAGES[1].text}</mark></p>' in page
    assert page.count("<mark>") == 1 and "<script" not in page
    for words in ("Summary of", "UK", "November 2023", "November 2026", "address not confirmed", 'rel="next"'):
        assert words in page
    assert "&lt;b&gt;networks&lt;/b&gt;" in page


def test_a_list_item_opens_at_the_section_that_holds_it(client: TestClient) -> None:
    page = client.get("/source/S5/principle-4-b", params={"passage": PASSAGES[4].id})
    assert page.status_code == 200 and 'li id="cited"' in page.text


def test_official_text_of_a_closed_licence_is_only_quoted(client: TestClient) -> None:
    page = client.get("/source/S54/meetings", params={"passage": PASSAGES[6].id}).text
    assert f"“<mark>{PASSAGES[6].text}</mark>”" in page
    assert "Secret" not in page and "England only" in page and "Superseded" in page


def test_a_source_lists_its_clauses_and_one_without_text_says_why(client: TestClient) -> None:
    assert 'href="/source/S5/principle-4-in-practice"' in client.get("/source/S5").text
    assert "Only the film is published." in client.get("/source/S90").text


@pytest.mark.parametrize("path", ["/source/none", "/source/S5/none", "/source/S5/%3Cscript%3E"])
def test_a_wrong_address_gets_a_page_in_plain_words(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "Page not found" in page.text and "<script" not in page.text


def test_the_api_returns_the_answer_object(client: TestClient) -> None:
    request = {"id": "q1", "question": "Can it be a physio?", "reader": {"nation": "Scotland"}}
    answer = client.post("/api/v1/ask", json=request).json()
    assert answer["answer_status"] == "answered"
    assert answer["citations"][0]["source_path"] == "/source/S5/principle-4"


def test_the_api_survives_a_lone_surrogate(client: TestClient) -> None:
    sent = b'{"question": "\\ud800"}'
    assert client.post("/api/v1/ask", content=sent, headers={"content-type": "application/json"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b'{"question": 1}', "application/json", 422),
        (b'{"question": "x", "reader": {"nation": "France"}}', "application/json", 422),
        (b'{"question": "x"}', "text/plain", 415),
        (json.dumps({"question": "x" * LONGEST_BODY}).encode(), "application/json", 413),
    ],
)
def test_a_bad_request_gets_one_plain_sentence(client: TestClient, body: bytes, kind: str, status: int) -> None:
    response = client.post("/api/v1/ask", content=body, headers={"content-type": kind})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["title"].endswith(".")


def test_a_body_without_a_length_is_limited_too(client: TestClient) -> None:
    parts = (b"x" * 10_000 for _ in range(50))
    response = client.post("/api/v1/ask", content=parts, headers={"content-type": "application/json"})
    assert response.status_code == 413


def test_breakage_is_reported_by_reference_and_without_the_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.post("/api/v1/ask", json={"question": "break my secret"})
    assert response.status_code == 500
    assert "reference" in response.json()["detail"]
    assert "RuntimeError" in caplog.text and "secret" not in caplog.text + response.text


def test_a_path_with_a_query_is_not_logged() -> None:
    def record(path: str) -> logging.LogRecord:
        arguments = ("127.0.0.1:1", "GET", path, "1.1", 200)
        return logging.LogRecord("uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d', arguments, None)

    assert without_query(record("/chat/"))
    assert not without_query(record("/ask?q=secret"))
