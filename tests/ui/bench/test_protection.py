"""What every response of the bench carries, what its cookies say, and what other sites cannot do."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from tests.ui.bench.conftest import NAME, Visitor
from tests.ui.conftest import HUB
from ui.security import LONGEST_BODY
from ui.store.sessions import IDLE, LIFE
from ui.store.tables import SessionRow


@pytest.mark.parametrize("path", ["/bench", "/bench/", "/bench/sign-in", "/bench/nowhere", "/bench/a/b"])
@pytest.mark.parametrize("inside", [False, True])
def test_no_page_of_the_bench_is_framed_or_kept_whatever_hubs_there_are(
    visitor: Visitor, path: str, inside: bool
) -> None:
    if inside:
        visitor.sign_in()
    headers = visitor.client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ") and policy.endswith("; frame-ancestors 'none'")
    assert "unsafe" not in policy and HUB not in policy and "http" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
@pytest.mark.parametrize("path", ["/bench", "/bench/sign-in"])
def test_the_hub_may_not_read_the_bench(visitor: Visitor, method: str, path: str) -> None:
    asked = {"origin": HUB, "access-control-request-method": "GET"}
    assert (
        visitor.client.request(method, "/api/v1/sources", headers=asked).headers["access-control-allow-origin"] == HUB
    )
    headers = visitor.client.request(method, path, headers=asked).headers
    assert not [name for name in headers if name.startswith("access-control")]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookies_are_for_the_bench_only_and_unreadable_by_scripts(
    visiting: Callable[..., Visitor], scheme: str
) -> None:
    visitor = visiting(f"{scheme}://testserver")
    page, entered = visitor.client.get("/bench/sign-in"), visitor.sign_in()
    for response, name, life in ((page, "bench-form", None), (entered, "bench-session", LIFE)):
        cookie = response.headers["set-cookie"]
        assert cookie.startswith(f"{name}=")
        said = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/bench"} <= said
        assert ("secure" in said) == (scheme == "https")
        assert (f"max-age={life}" in said) == bool(life) and "domain" not in cookie.lower()


def test_readers_pages_set_no_cookie_and_hear_of_none(visitor: Visitor) -> None:
    visitor.sign_in()
    for path in ("/chat/", "/ask", "/sources", "/privacy", "/static/bench.css", "/healthz"):
        response = visitor.client.get(path)
        assert "set-cookie" not in response.headers and "cookie" not in response.request.headers, path


def test_pages_hold_neither_script_nor_style_of_their_own(visitor: Visitor) -> None:
    visitor.sign_in()
    for html in (visitor.client.get("/bench").text, visitor.client.get("/bench/nowhere").text):
        assert (
            "<script" not in html
            and "<style" not in html
            and "style=" not in html
            and " on" not in html.split("<main")[0]
        )


def test_what_is_typed_is_shown_and_not_run(visitor: Visitor) -> None:
    page = visitor.sign_in('"><script>alert(1)</script>', "x").text
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "<script" not in visitor.client.get('/bench/sign-in?next=/bench/"><script>').text


def test_only_the_bench_takes_large_requests(visitor: Visitor) -> None:
    large = b"x" * (LONGEST_BODY + 1)
    assert visitor.client.post("/bench/sign-in", content=large).status_code != 413
    json = {"content-type": "application/json"}
    assert visitor.client.post("/api/v1/ask", content=large, headers=json).status_code == 413


def test_neither_password_nor_token_reaches_the_log(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        visitor.sign_in(NAME, "a secret that is wrong")
        visitor.sign_in()
    assert "secret that is wrong" not in caplog.text and visitor.client.cookies["bench-session"] not in caplog.text


def test_a_session_of_an_account_that_is_removed_ends_at_once(visitor: Visitor) -> None:
    visitor.sign_in()
    assert visitor.client.get("/bench").status_code == 200
    visitor.accounts.remove(NAME)
    assert visitor.client.get("/bench").status_code == 303


def test_a_session_that_is_idle_too_long_is_over(visitor: Visitor) -> None:
    visitor.sign_in()
    with visitor.store.database.session() as session:
        session.execute(update(SessionRow).values(seen=SessionRow.seen - IDLE))
    assert visitor.client.get("/bench").status_code == 303
