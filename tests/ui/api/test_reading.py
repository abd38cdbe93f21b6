"""Search, the register, health, and what is said where nothing answers."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from tests.ui.fake_assistant import ENGLAND, PASSAGES, fake_live


@pytest.fixture(scope="module")
def client(app: Any) -> Any:
    with TestClient(app, follow_redirects=False) as found:
        yield found


def test_a_search_gives_the_list_of_the_command_line(client: TestClient) -> None:
    found = client.post("/api/v1/search", json={"query": "training", "k": 2}).json()
    assert [(item["rank"], item["text"]) for item in found] == [(1, PASSAGES[0].text), (2, PASSAGES[1].text)]
    assert list(found[0]) == [
        "passage_id", "source_id", "clause", "page", "time", "facts", "rank", "relevance", "used", "text", "title",
        "nations",
    ]  # fmt: skip


def test_a_search_of_the_real_index_is_that_of_the_command_line(
    real_settings: Settings, real_assistant: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    from ui.cli import main
    from ui.live import Live
    from ui.server import build_app

    assert main(["search", "training for preceptors", "-k", "3", "--json", "--index", str(real_settings.index)]) == 0
    printed = json.loads(capsys.readouterr().out)
    with TestClient(build_app(Live(lambda: real_assistant, lambda: ""), Settings())) as client:
        assert client.post("/api/v1/search", json={"query": "training for preceptors", "k": 3}).json() == printed


@pytest.mark.parametrize(
    "request_",
    [{}, [], {"query": " "}, {"query": 1}, {"query": "x", "k": 0}, {"query": "x", "k": 101}, {"query": "x", "k": True},
     {"query": "x", "k": 1.5}, {"query": "x", "k": "3"}, {"query": "x", "more": 1}],
)  # fmt: skip
def test_a_wrong_search_gets_one_plain_sentence(client: TestClient, request_: Any) -> None:
    response = client.post("/api/v1/search", json=request_)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert response.json()["title"].endswith(".")


def test_a_search_that_breaks_is_a_problem_without_the_query(client: TestClient) -> None:
    response = client.post("/api/v1/search", json={"query": "break zebedee"})
    assert response.status_code == 500 and "reference" in response.text and "zebedee" not in response.text


def test_the_register_names_every_source_also_those_not_held(client: TestClient) -> None:
    held, england, unheld = client.get("/api/v1/sources").json()
    assert (held["id"], held["passages"], held["source_path"]) == ("S5", 6, "/source/S5")
    assert (england["nations"], england["currency"]) == (["England"], "superseded")
    assert (unheld["passages"], unheld["not_held"]) == (0, "Only the film is published.")


def test_the_register_tells_no_file_no_digest_and_no_address_that_may_not_be_shown(serve_app: Any) -> None:
    from dataclasses import replace

    from tests.ui.fake_assistant import CORPUS
    from ui.api.records import source_record
    from ui.presenting.sections import Sections

    record = source_record(replace(ENGLAND, show=False), Sections(CORPUS, PASSAGES))
    assert record.url == "" and record.document_path == ""
    assert not {"file", "sha256", "show", "no_file"} & set(vars(record))


def test_a_source_gives_its_clauses_in_order_with_their_pages(client: TestClient) -> None:
    found = client.get("/api/v1/sources/S5").json()
    assert found["source"]["id"] == "S5"
    assert [clause["clause_slug"] for clause in found["clauses"]] == ["principle-4", "principle-4-in-practice"]
    assert all(client.get(clause["source_path"]).status_code == 200 for clause in found["clauses"])


def test_health_is_the_same_at_both_addresses(client: TestClient) -> None:
    assert client.get("/api/v1/health").json() == client.get("/healthz").json()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1", 404),
        ("GET", "/api/v1/none", 404),
        ("GET", "/api/v1/sources/S99", 404),
        ("GET", "/api/v1/sources/a/b", 404),
        ("GET", "/api/v1/ask", 405),
        ("GET", "/api/v1/ask/stream", 405),
        ("GET", "/api/v1/search", 405),
        ("DELETE", "/api/v1/sources", 405),
    ],
)
def test_every_wrong_address_or_method_gets_problem_details(
    client: TestClient, method: str, path: str, status: int
) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status and response.json()["title"].endswith(".")
    assert ("allow" in response.headers) == (status == 405)
    assert "ratelimit-limit" in response.headers


def test_a_wrong_address_elsewhere_is_no_problem_of_the_api(client: TestClient) -> None:
    assert client.get("/none").headers["content-type"] != "application/problem+json"


def test_too_long_a_body_is_a_problem_that_tells_the_limit_too(client: TestClient) -> None:
    for path in ("ask", "ask/stream", "search"):
        response = client.post(f"/api/v1/{path}", json={"question": "x" * 300_000})
        assert (response.status_code, response.headers["content-type"]) == (413, "application/problem+json")


def test_the_description_is_only_of_the_api_and_its_examples_are_true(client: TestClient) -> None:
    import jsonschema

    described = client.get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    answer = described["components"]["schemas"]["Answer"]
    assert all("description" in field for field in answer["properties"].values())
    for operations in described["paths"].values():
        for operation in operations.values():
            told = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
            if "example" in told:
                schema = {**told["schema"], "components": described["components"]}
                jsonschema.validate(told["example"], schema)
            sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            for example in sent.get("examples", {}).values():
                jsonschema.validate(example["value"], {**sent["schema"], "components": described["components"]})
    assert client.get("/docs").status_code == 404 and client.get("/openapi.json").status_code == 404


def test_a_fake_server_starts_without_a_limit_when_there_is_none() -> None:
    from ui.server import build_app

    with TestClient(build_app(fake_live(), Settings(requests_per_minute=0))) as client:
        assert "ratelimit-limit" not in client.get("/api/v1/health").headers
