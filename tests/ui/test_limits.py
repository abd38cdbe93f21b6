"""One client cannot take the service from the others, and a hospital behind one address is not taken for one person."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from corpus.errors import PreceptorshipError
from tests.ui.conftest import HUB, Clock
from tests.ui.fake_assistant import fake_live
from ui.limits import RULES, Limits, checked_proxies, client_of
from ui.server import build_app

ASK = {"question": "Can it be a physio?"}


@contextmanager
def visiting(peer: str = "198.51.100.7", **settings: Any) -> Iterator[TestClient]:
    app = build_app(fake_live(), Settings(**{"requests_per_minute": 2, "hub_origins": (HUB,), **settings}))
    with TestClient(app, client=(peer, 1), follow_redirects=False) as client:
        yield client


def told(response: Any) -> tuple[int, ...]:
    return tuple(int(response.headers[f"ratelimit-{name}"]) for name in ("limit", "remaining", "reset"))


def test_the_window_moves_so_that_an_early_request_frees_its_place(clock: Clock) -> None:
    with visiting() as client:
        assert told(client.post("/api/v1/ask", json=ASK)) == (2, 1, 60)
        clock.now += 20
        assert told(client.post("/api/v1/search", json={"query": "x"})) == (2, 0, 40)
        refused = client.post("/api/v1/ask", json=ASK)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "40")
        assert refused.headers["content-type"] == "application/problem+json"
        assert told(refused) == (2, 0, 40) and "40 seconds" in refused.json()["detail"]
        clock.now += 41
        assert client.post("/api/v1/ask", json=ASK).status_code == 200
        assert client.post("/api/v1/ask", json=ASK).status_code == 429


def test_a_refusal_is_readable_from_the_hub_and_carries_the_security_headers(clock: Clock) -> None:
    with visiting() as client:
        responses = [client.post("/api/v1/ask", json=ASK, headers={"origin": HUB}) for _ in range(3)]
    headers = responses[-1].headers
    assert headers["access-control-allow-origin"] == HUB
    assert "ratelimit-remaining" in headers["access-control-expose-headers"].lower()
    assert "content-security-policy" in headers


def test_looking_up_the_register_is_counted_apart_and_allowed_more_often(clock: Clock) -> None:
    with visiting() as client:
        for _ in range(2):
            client.post("/api/v1/ask", json=ASK)
        assert [client.get("/api/v1/sources").status_code for _ in range(9)] == [200] * 8 + [429]
        assert client.get("/healthz").status_code == 200 == client.get("/source/S5").status_code


def test_the_plain_page_and_the_api_share_the_budget_and_the_page_says_so_in_words(clock: Clock) -> None:
    with visiting() as client:
        assert client.post("/ask", data={"q": "Can it be a physio?"}).status_code == 200
        assert client.post("/api/v1/ask", json=ASK).status_code == 200
        page = client.post("/ask", data={"q": "Can it be a physio?"})
        assert page.status_code == 429 and page.headers["content-type"].startswith("text/html")
        assert "<h1>Too many questions</h1>" in page.text and "physio" not in page.text


def test_the_chat_may_click_once_for_every_question_and_is_told_when_it_is_too_much(clock: Clock) -> None:
    with visiting() as client:
        joined = [client.post("/chat/gradio_api/queue/join", json={}) for _ in range(5)]
    assert [sent.status_code == 429 for sent in joined] == [False] * 4 + [True]
    assert "Ask again in" in joined[-1].json()["detail"]


def test_a_forwarded_address_counts_only_from_a_trusted_proxy(clock: Clock) -> None:
    def last(peer: str, forwarded: list[str], **settings: Any) -> int:
        with visiting(peer, **settings) as client:
            sent = [client.post("/api/v1/ask", json=ASK, headers={"x-forwarded-for": each}) for each in forwarded]
            return int(sent[-1].status_code)

    different = [f"203.0.113.{n}" for n in range(1, 4)]
    assert last("198.51.100.7", different) == 429
    assert last("198.51.100.7", different, trusted_proxies=("10.0.0.0/8",)) == 429
    assert last("127.0.0.1", different) == 429
    assert last("10.0.0.5", different, trusted_proxies=("10.0.0.0/8",)) == 200
    made_up = [f"{n}.1.1.1, 203.0.113.9, 10.0.0.6" for n in range(1, 4)]
    assert last("10.0.0.5", made_up, trusted_proxies=("10.0.0.0/8",)) == 429


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_and_in_ipv6_its_network(host: str, client: str) -> None:
    assert client_of({"type": "http", "client": (host, 1)}) == client


def test_a_client_that_no_one_names_still_has_a_limit() -> None:
    assert client_of({"type": "http", "client": None}) == "unknown"


@pytest.mark.parametrize("proxy", ["*", "proxy.example", "10.0.0.0/99", ""])
def test_a_wrong_proxy_is_refused_with_the_remedy(proxy: str) -> None:
    with pytest.raises(PreceptorshipError, match="trusted proxy"):
        checked_proxies((proxy,))


def test_no_address_is_kept_in_memory_or_shown(clock: Clock) -> None:
    with visiting() as client:
        client.post("/api/v1/ask", json=ASK)
        layer: Any = client.app.middleware_stack  # type: ignore[attr-defined]
        while not isinstance(layer, Limits):
            layer = layer.app
    kept = layer._limiter.storage.events
    assert len(kept) == 1 and "198.51.100.7" not in repr(kept) + repr(layer)


def test_the_feedback_of_the_api_is_limited_as_questions_are() -> None:
    assert RULES[0].paths.fullmatch("/api/v1/feedback")
    assert not RULES[0].paths.fullmatch("/api/v1/sources")
