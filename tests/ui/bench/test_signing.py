"""Signing in and out: who gets in, who does not, and what each is told."""

import pytest

from tests.ui.bench.conftest import NAME, PASSWORD, Visitor
from ui.bench.signing import WRONG, local


def test_the_right_password_opens_the_bench_and_signing_out_closes_it(visitor: Visitor) -> None:
    assert visitor.client.get("/bench").headers["location"] == "/bench/sign-in"
    entered = visitor.sign_in()
    assert (entered.status_code, entered.headers["location"]) == (303, "/bench")
    page = visitor.client.get("/bench")
    assert page.status_code == 200 and "Ed Ucator" in page.text
    token, kept = visitor.token("/bench"), visitor.client.cookies["bench-session"]
    left = visitor.client.post("/bench/sign-out", data={"csrf": token})
    assert left.status_code == 303
    assert "You have signed out" in visitor.client.get(left.headers["location"]).text
    visitor.hold(kept)
    assert visitor.client.get("/bench").status_code == 303, "the old cookie opens nothing"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        (NAME, "another few words in a row"),
        ("nobody@hub.example", PASSWORD),
        ("disabled@hub.example", PASSWORD),
        ("organisation@hub.example", ""),
        ("", ""),
        ("\0", "\0 a few words"),
    ],
)
def test_whoever_does_not_get_in_is_told_the_same(visitor: Visitor, name: str, password: str) -> None:
    visitor.accounts.add("disabled@hub.example", PASSWORD)
    visitor.accounts.disable("disabled@hub.example")
    visitor.accounts.add("organisation@hub.example")
    refused = visitor.sign_in(name, password)
    assert refused.status_code == 401
    assert WRONG in refused.text and "bench-session" not in visitor.client.cookies
    assert not password or password not in refused.text


def test_the_name_may_be_written_in_any_case(visitor: Visitor) -> None:
    assert visitor.sign_in(f" {NAME.upper()} ").status_code == 303


@pytest.mark.parametrize("path", ["/bench/sets", "/bench/sets/3?only=failing", "/bench/runs/2026-11-27"])
def test_after_signing_in_the_page_that_was_asked_for_opens(visitor: Visitor, path: str) -> None:
    asked = visitor.client.get(path)
    page = visitor.client.get(asked.headers["location"])
    assert f'value="{path}"' in page.text
    assert visitor.sign_in(next=path).headers["location"] == path


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "//evil.example/bench",
        "/\\evil.example",
        "/bench\\..\\..",
        "/benchmark",
        "/bench/x\r\nset-cookie: a=b",
        "/bench?next=//x#y",
        "/chat",
        "javascript:alert(1)",
        "/bench/sign-in",
        "/bench/sign-out",
        "",
    ],
)
def test_no_other_address_is_opened_after_signing_in(visitor: Visitor, address: str) -> None:
    assert local(address) == "/bench"
    assert visitor.sign_in(next=address).headers["location"] == "/bench"


def test_a_signed_in_educator_is_not_asked_again(visitor: Visitor) -> None:
    visitor.sign_in()
    assert visitor.client.get("/bench/sign-in?next=/bench/runs").headers["location"] == "/bench/runs"


def test_signing_in_again_gives_another_session_and_ends_the_first(visitor: Visitor) -> None:
    form = {"name": NAME, "password": PASSWORD, "csrf": visitor.token()}
    sessions = []
    for _ in range(2):
        visitor.client.post("/bench/sign-in", data=form)
        sessions.append(visitor.client.cookies["bench-session"])
    assert sessions[0] != sessions[1]
    visitor.hold(sessions[0])
    assert visitor.client.get("/bench").status_code == 303


def test_a_session_that_somebody_else_chose_is_not_taken_on(visitor: Visitor) -> None:
    visitor.hold("chosen")
    visitor.sign_in()
    assert visitor.client.cookies["bench-session"] != "chosen"


def test_a_program_is_told_in_problem_details(visitor: Visitor) -> None:
    for accept in ("application/json", "*/*"):
        answer = visitor.client.get("/bench", headers={"accept": accept})
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_address_that_leads_nowhere_says_so_to_who_is_signed_in(visitor: Visitor) -> None:
    assert visitor.client.get("/bench/nowhere").status_code == 303
    visitor.sign_in()
    page = visitor.client.get("/bench/nowhere")
    assert page.status_code == 404 and "nothing at this address" in page.text and "Sign out" in page.text


def test_guessing_is_slowed_down_by_name_and_says_for_how_long(visitor: Visitor) -> None:
    for _ in range(10):
        assert visitor.sign_in(password="wrong").status_code == 401
    refused = visitor.sign_in()
    assert refused.status_code == 429, "the right password does not help any more"
    assert "Try again in 15 minutes" in refused.text and 0 < int(refused.headers["retry-after"]) <= 900


def test_names_are_slowed_down_alike_whether_they_exist_or_not(visitor: Visitor) -> None:
    told = [[visitor.sign_in(name, "wrong").status_code for _ in range(11)] for name in (NAME, "nobody@hub.example")]
    assert told[0] == told[1]


def test_guessing_many_names_is_slowed_down_by_client(visitor: Visitor) -> None:
    statuses = [visitor.sign_in(f"n{number}@hub.example", "wrong").status_code for number in range(61)]
    assert statuses[:60] == [401] * 60 and statuses[60] == 429


def test_who_gets_in_starts_to_count_again(visitor: Visitor) -> None:
    for _ in range(3):
        for _ in range(8):
            visitor.sign_in(password="wrong")
        assert visitor.sign_in().status_code == 303
        visitor.client.cookies.clear()
