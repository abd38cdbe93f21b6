"""Signing in with the organisation, against a real issuer over HTTP that can be made to misbehave."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from assistant.settings import Settings
from corpus.errors import PreceptorshipError
from tests.ui.bench.conftest import NAME, Visitor
from tests.ui.bench.issuer import CLIENT, SECRET, FakeIssuer
from tests.ui.conftest import serving
from tests.ui.fake_assistant import fake_live
from ui.bench.oidc import Attempt, checked_issuer
from ui.bench.organisation import LIFE, MOST, Attempts
from ui.server import build_app
from ui.store import Store

BEGIN = "/bench/sign-in/organisation"


@pytest.fixture
def issuer() -> Iterator[FakeIssuer]:
    fake = FakeIssuer()
    with serving(fake.app()) as fake.address:
        yield fake


@pytest.fixture
def visitor(visiting: Callable[..., Visitor], issuer: FakeIssuer) -> Visitor:
    return visiting(oidc_issuer=issuer.address, oidc_client_id=CLIENT, oidc_client_secret=SECRET)


def go_there(visitor: Visitor, next: str = "/bench") -> str:
    """Begin, and be sent back by the issuer: the address that it sends to."""
    begun = visitor.client.get(BEGIN, params={"next": next})
    assert begun.status_code == 303
    return httpx.get(begun.headers["location"]).headers["location"]


def sign_in(visitor: Visitor) -> Any:
    return visitor.client.get(go_there(visitor))


def test_an_educator_with_an_account_gets_in_and_where_it_was_going(visitor: Visitor, issuer: FakeIssuer) -> None:
    assert "Sign in with your organisation" in visitor.client.get("/bench/sign-in").text
    back = visitor.client.get(go_there(visitor, "/bench/runs?only=failing"))
    assert (back.status_code, back.headers["location"]) == (303, "/bench/runs?only=failing")
    assert "Ed Ucator" in visitor.client.get("/bench").text
    assert issuer.asked[0]["redirect_uri"] == "http://testserver/bench/sign-in/organisation/back"
    assert "bench-attempt" not in visitor.client.cookies


def test_an_account_without_a_password_gets_in_and_the_address_may_be_in_any_case(
    visitor: Visitor, issuer: FakeIssuer
) -> None:
    visitor.accounts.add("another@hub.example", display_name="An Other")
    issuer.email = "Another@Hub.Example"
    assert sign_in(visitor).status_code == 303
    assert "An Other" in visitor.client.get("/bench").text


def test_an_address_that_only_userinfo_tells_is_asked_for_there(visitor: Visitor, issuer: FakeIssuer) -> None:
    issuer.claims = {"email": None, "email_verified": None}
    assert sign_in(visitor).status_code == 303
    issuer.claims["sub"] = "43"
    assert sign_in(visitor).status_code == 403, "userinfo speaks of another"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": "another", "azp": CLIENT},
        {"aud": None},
        {"azp": "another"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"nbf": int(time.time()) + 3600},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_opens_nothing(
    visitor: Visitor, issuer: FakeIssuer, claims: dict[str, Any]
) -> None:
    issuer.claims = claims
    refused = sign_in(visitor)
    assert refused.status_code == 403 and "could not be trusted" in refused.text
    assert "bench-session" not in visitor.client.cookies


def test_a_token_signed_by_another_key_or_with_the_shared_secret_opens_nothing(
    visitor: Visitor, issuer: FakeIssuer
) -> None:
    issuer.algorithm = "HS256"
    assert "could not be trusted" in sign_in(visitor).text
    issuer.algorithm, issuer.signing = "RS256", RSAKey.generate_key(2048, {"kid": "1"})
    assert "could not be trusted" in sign_in(visitor).text
    assert "bench-session" not in visitor.client.cookies


@pytest.mark.parametrize("verified", [False, "true", None])
def test_an_address_that_is_not_verified_opens_nothing(visitor: Visitor, issuer: FakeIssuer, verified: Any) -> None:
    issuer.claims = {"email_verified": verified}
    refused = sign_in(visitor)
    assert refused.status_code == 403 and "has not verified" in refused.text


@pytest.mark.parametrize(
    "email", ["nobody@hub.example", "disabled@hub.example", "\u212a@hub.example", "<b>@hub.example"]
)
def test_who_has_no_account_that_may_be_used_is_told_whom_to_ask(
    visitor: Visitor, issuer: FakeIssuer, email: str
) -> None:
    visitor.accounts.add("k@hub.example")
    visitor.accounts.add("disabled@hub.example")
    visitor.accounts.disable("disabled@hub.example")
    issuer.email = email
    refused = sign_in(visitor)
    assert refused.status_code == 403 and "There is no account here for" in refused.text
    assert Settings().contact in refused.text and "<b>" not in refused.text


def test_coming_back_twice_opens_nothing_the_second_time(visitor: Visitor) -> None:
    back = go_there(visitor)
    attempt = visitor.client.cookies["bench-attempt"]
    assert visitor.client.get(back).status_code == 303
    visitor.client.cookies.clear()
    visitor.client.cookies.set("bench-attempt", attempt, domain="testserver.local", path="/bench")
    assert "This sign-in is over" in visitor.client.get(back).text
    assert "bench-session" not in visitor.client.cookies


def test_an_attempt_begun_in_another_browser_is_not_finished_here(visitor: Visitor) -> None:
    back = go_there(visitor)
    visitor.client.cookies.clear()
    assert "began in another browser" in visitor.client.get(back).text
    assert visitor.client.get(f"{BEGIN}/back").status_code == 403


def test_a_code_that_the_issuer_does_not_know_opens_nothing(visitor: Visitor) -> None:
    back = urlsplit(go_there(visitor))
    state = back.query.partition("state=")[2]
    assert "could not be trusted" in visitor.client.get(f"{back.path}?state={state}&code=guessed").text


def test_an_issuer_that_does_not_sign_the_person_in_is_said_plainly(visitor: Visitor, issuer: FakeIssuer) -> None:
    issuer.denied = True
    assert "did not sign you in" in sign_in(visitor).text


def test_an_issuer_that_is_down_is_one_plain_sentence_and_passwords_still_work(
    visiting: Callable[..., Visitor],
) -> None:
    visitor = visiting(oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT)
    refused = visitor.client.get(BEGIN)
    assert refused.status_code == 503 and "cannot be reached just now" in refused.text
    assert visitor.sign_in().status_code == 303


def test_an_issuer_that_names_itself_otherwise_is_not_trusted(
    visiting: Callable[..., Visitor], issuer: FakeIssuer
) -> None:
    visitor = visiting(oidc_issuer=issuer.address + "/", oidc_client_id=CLIENT)
    assert "could not be trusted" in visitor.client.get(BEGIN).text


def test_without_an_issuer_nothing_offers_it(visiting: Callable[..., Visitor]) -> None:
    visitor = visiting()
    assert "organisation" not in visitor.client.get("/bench/sign-in").text
    assert visitor.client.get(BEGIN).headers["location"].startswith("/bench/sign-in")


@pytest.mark.parametrize(
    ("address", "client", "said"),
    [
        ("http://login.hub.example", CLIENT, "no https address"),
        ("login.hub.example", CLIENT, "no https address"),
        ("https://", CLIENT, "no https address"),
        ("https://login.hub.example", "", "does not know this service"),
    ],
)
def test_a_setting_that_would_not_be_safe_is_refused_at_the_start(address: str, client: str, said: str) -> None:
    with pytest.raises(PreceptorshipError, match=said) as raised:
        checked_issuer(address, client, SECRET)
    assert "PRECEPTORSHIP_OIDC" in raised.value.hint and SECRET not in repr(
        checked_issuer("https://a.example", "b", SECRET)
    )


def test_attempts_are_bounded_and_do_not_last(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts, first = Attempts(), Attempt("")
    attempts.keep(first, "/bench")
    for _ in range(MOST):
        attempts.keep(late := Attempt(""), "/bench")
    assert attempts.take(first.state) is None
    now = time.monotonic()
    monkeypatch.setattr("ui.bench.organisation.time.monotonic", lambda: now + LIFE + 1)
    assert attempts.take(late.state) is None


def test_in_a_browser_there_and_back(browser: Any, store: Store, issuer: FakeIssuer) -> None:
    settings = Settings(oidc_issuer=issuer.address, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
    with serving(build_app(fake_live(), settings, store)) as address:
        page = browser.new_page()
        page.goto(f"{address}/bench")
        page.get_by_role("link", name="Sign in with your organisation").press("Enter")
        page.wait_for_selector("text=Ed Ucator")
        assert page.url == f"{address}/bench"
        assert [cookie["name"] for cookie in page.context.cookies() if cookie["name"] == "bench-attempt"] == []
        page.close()
    assert issuer.email == NAME
