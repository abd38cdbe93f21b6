"""The form of one test question."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.ui.bench.conftest import Visitor
from tests.ui.bench.rows import BAD, EVIL, FAILING, GOOD, make_set, rows_of
from tests.ui.fake_assistant import PASSAGES
from ui.bench.cases import pointed_at
from ui.bench.readiness import filled
from ui.store.case_sets import CaseSets, row_digest
from ui.store.database import StoreUnavailable


@pytest.fixture
def autumn(inside: Visitor) -> int:
    return make_set(inside.store, GOOD, BAD, FAILING)


@pytest.fixture
def post(inside: Visitor, autumn: int) -> Callable[..., Any]:
    """post(place, cells, …) → what the form answers, sent from the row as it is now."""

    def send(place: object, cells: dict[str, Any], **more: Any) -> Any:
        kept = rows_of(inside.store, autumn).get(place) if isinstance(place, int) else None
        return inside.send(f"/bench/sets/{autumn}/rows/{place}", **{"seen": row_digest(kept), **cells, **more})

    return send


def typed(page: Any, column: str) -> str:
    """What a field of the page holds."""
    found = re.search(
        rf'<(?:textarea|input) id="{column}"[^>]*?(?:value="([^"]*)"[^>]*>|>\n(.*?)</textarea>)', page.text, re.S
    )
    assert found, page.text
    return unescape(found[1] or found[2] or "")


def test_a_row_that_is_not_ready_is_kept_as_it_was_typed(
    inside: Visitor, autumn: int, post: Callable[..., Any]
) -> None:
    saved = post(3, {"question": "What?\r\nNow?", "source": "S99", "nation": "Narnia"}, act="save")
    assert saved.status_code == 303 and saved.headers["location"] == f"/bench/sets/{autumn}/rows/3?saved=1"
    kept = rows_of(inside.store, autumn)[3]
    assert (kept["question"], kept["source"], kept["nation"]) == ("What?\nNow?", "S99", "Narnia")
    page = inside.client.get(saved.headers["location"]).text
    assert "It still needs mending" in page and "there is no source S99" in page


def test_a_row_that_is_mended_is_said_to_be_ready(inside: Visitor, post: Callable[..., Any]) -> None:
    assert "It is ready to run" in inside.client.get(post(3, GOOD | {"id": ""}).headers["location"]).text


def test_a_row_that_follows_one_to_mend_is_not_said_to_be_ready(inside: Visitor, post: Callable[..., Any]) -> None:
    page = inside.client.get(
        post("new", {"question": "And why?", "expect": "answered", "follows": "row 3"}).headers["location"]
    )
    assert "once the test question that it follows is mended" in page.text


def test_every_tick_of_what_should_happen_is_kept(inside: Visitor, autumn: int, post: Callable[..., Any]) -> None:
    post(2, {**GOOD, "expect": ["answered", "sources_differ"]})
    assert rows_of(inside.store, autumn)[2]["expect"] == "answered|sources_differ"
    page = inside.client.get(f"/bench/sets/{autumn}/rows/2").text
    assert len(re.findall(r'name="expect"[^>]* checked', page)) == 2


@pytest.mark.parametrize(
    ("column", "value"), [("nation", "Narnia"), ("class", EVIL), ("expect", "perhaps"), ("expect", f"answered|{EVIL}")]
)
def test_a_choice_that_is_none_is_shown_and_not_lost_by_saving(inside: Visitor, column: str, value: str) -> None:
    made = make_set(inside.store, GOOD | {column: value})
    page = inside.client.get(f"/bench/sets/{made}/rows/2").text
    pattern = (
        r'name="expect"[^>]* value="([^"]*)" checked' if column == "expect" else r'<option value="([^"]*)" selected>'
    )
    held = [unescape(found) for found in re.findall(pattern, page)]
    assert value.split("|")[-1] in held and "<script>alert" not in page


@pytest.mark.parametrize("act", ["find", "try", "enter", "use"])
@pytest.mark.parametrize("place", ["new", 2])
def test_looking_and_trying_save_nothing_and_lose_nothing(
    inside: Visitor, autumn: int, post: Callable[..., Any], act: str, place: object
) -> None:
    before = rows_of(inside.store, autumn)
    cells = {
        **{name: f"{name} typed" for name in ("question", "key_points", "must_not", "notes", "id", "group")},
        "expect": "signposted",
    }
    more = {"use": PASSAGES[1].id} if act == "use" else {"act": act}
    page = post(place, cells, find="training", **more)
    assert page.status_code == 200 and rows_of(inside.store, autumn) == before
    for name in ("question", "key_points", "must_not", "notes", "id", "group"):
        assert typed(page, name) == f"{name} typed"
    assert typed(page, "find") == "training"
    assert re.search(r'value="signposted" checked', page.text)


@pytest.mark.parametrize(("act", "said"), [("try", "Something broke"), ("find", "not saved")])
def test_what_was_typed_outlives_an_assistant_that_breaks(post: Callable[..., Any], act: str, said: str) -> None:
    page = post("new", {"question": "Does this break it?", "notes": "kept words"}, act=act, find="break")
    assert said in page.text and "Does this break it?" in page.text and "kept words" in page.text


def test_the_return_key_in_the_find_field_looks_and_elsewhere_saves(post: Callable[..., Any]) -> None:
    assert "6 passages found" in post("new", {"question": "x"}, act="enter", find="training").text
    assert "Type a few words" in post("new", {"question": "x"}, act="find", find=" ").text
    assert post("new", {"question": "x"}, act="enter", find=" ").status_code == 303


def test_a_passage_that_is_gone_is_told_and_nothing_is_saved(
    inside: Visitor, autumn: int, post: Callable[..., Any]
) -> None:
    page = post("new", {"question": "Still here"}, use="S5:gone")
    assert page.status_code == 200 and "no longer there" in page.text and typed(page, "question") == "Still here"
    assert len(rows_of(inside.store, autumn)) == 3


def test_pointing_at_passages_adds_their_words_once_and_widens_the_place() -> None:
    first, second, elsewhere = PASSAGES[0], PASSAGES[3], PASSAGES[6]
    row = pointed_at(pointed_at(filled({}), first), first)
    assert (row["source"], row["clause"], row["words"]) == ("S5", "Principle 4", first.text)
    row = pointed_at(row, second)
    assert (row["source"], row["clause"]) == ("S5", "") and row["words"].splitlines() == [first.text, second.text]
    assert pointed_at(row, elsewhere)["source"] == "S5 S54"


def test_the_last_of_two_who_save_a_row_is_told_of_the_first_and_decides(
    inside: Visitor, autumn: int, post: Callable[..., Any]
) -> None:
    opened = row_digest(rows_of(inside.store, autumn)[2])
    post(2, {**GOOD, "question": "The first one's"})
    page = post(2, {**GOOD, "question": "The second one's"}, seen=opened)
    assert page.status_code == 409 and typed(page, "question") == "The second one's"
    assert "Somebody changed this row" in page.text and "Question: The first one" in page.text
    assert rows_of(inside.store, autumn)[2]["question"] == "The first one's"
    seen = re.search(r'name="seen" value="(\w+)"', page.text)
    assert seen and post(2, {**GOOD, "question": "The second one's"}, seen=seen[1]).status_code == 303
    assert rows_of(inside.store, autumn)[2]["question"] == "The second one's"


def test_a_row_that_was_removed_meanwhile_can_be_kept_as_a_new_one(
    inside: Visitor, autumn: int, post: Callable[..., Any]
) -> None:
    opened = row_digest(rows_of(inside.store, autumn)[3])
    inside.send(f"/bench/sets/{autumn}/rows/3/remove", sure="yes")
    page = post(3, {"question": "Mine"}, seen=opened)
    assert page.status_code == 409 and typed(page, "question") == "Mine" and "removed this test question" in page.text
    assert f'action="/bench/sets/{autumn}/rows/new"' in page.text and 3 not in rows_of(inside.store, autumn)


def test_no_row_appears_at_a_place_that_somebody_made_up(
    inside: Visitor, autumn: int, post: Callable[..., Any]
) -> None:
    for place in (0, 999, 999_999_999):
        assert post(place, {"question": "Far away"}, seen="").status_code == 409
    assert set(rows_of(inside.store, autumn)) == {2, 3, 4}


def test_what_was_typed_is_shown_when_the_set_is_gone(inside: Visitor, autumn: int, post: Callable[..., Any]) -> None:
    CaseSets(inside.store.database).remove(autumn)
    page = inside.send(f"/bench/sets/{autumn}/rows/new", question=f"Long work {EVIL}", expect="signposted")
    assert page.status_code == 404 and "It is not saved" in page.text and "Long work" in page.text
    assert "<script>alert" not in page.text and "told whom to turn to" in page.text


def test_what_was_typed_is_shown_when_the_store_cannot_be_reached(
    post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(CaseSets, "save", unreachable)
    page = post("new", {"question": "Long work"})
    assert page.status_code == 503 and "Try again later" in page.text and "Long work" in page.text


@pytest.mark.parametrize("place", ["x", "-1", "1.5", "²", "%00", "9" * 30, "1e3", "", "0", "77"])
def test_a_place_that_is_none_leads_nowhere(inside: Visitor, autumn: int, place: str) -> None:
    assert inside.client.get(f"/bench/sets/{autumn}/rows/{place}").status_code == 404


@pytest.mark.parametrize("id", ["0", "-1", "77", "9" * 30, "x", "1.0"])
@pytest.mark.parametrize("path", ["", "/rows/2", "/rows/new", "/coverage", "/set.csv", "/set.xlsx"])
def test_a_set_that_is_none_leads_nowhere(inside: Visitor, id: str, path: str) -> None:
    page = inside.client.get(f"/bench/sets/{id}{path}")
    assert page.status_code == 404 and "There is nothing at this address." in page.text


def test_a_test_question_is_removed_only_after_a_tick(inside: Visitor, autumn: int) -> None:
    assert inside.send(f"/bench/sets/{autumn}/rows/2/remove").status_code == 422
    assert 2 in rows_of(inside.store, autumn)
    assert inside.send(f"/bench/sets/{autumn}/rows/2/remove", sure="yes").status_code == 303
    assert 2 not in rows_of(inside.store, autumn)


def test_a_script_in_any_cell_stays_text_in_the_form(inside: Visitor) -> None:
    made = make_set(inside.store, {column: f"{EVIL} {column}" for column in filled({})})
    page = inside.client.get(f"/bench/sets/{made}/rows/2").text
    assert "<script>alert" not in page and "<img" not in page and "&lt;script&gt;" in page


def test_a_question_in_the_address_is_only_text(inside: Visitor, autumn: int) -> None:
    page = inside.client.get(f"/bench/sets/{autumn}/rows/new", params={"question": EVIL})
    assert "<script>alert" not in page.text and typed(page, "question") == EVIL


def test_save_and_go_on_opens_the_next_to_mend(inside: Visitor, post: Callable[..., Any]) -> None:
    assert "/rows/3?" in post(2, GOOD, act="next").headers["location"]


@pytest.mark.parametrize("place", [2, "new"])
def test_what_was_typed_outlives_the_session(inside: Visitor, autumn: int, place: object) -> None:
    token, path = inside.token("/bench"), f"/bench/sets/{autumn}/rows/{place}"
    inside.client.post("/bench/sign-out", data={"csrf": token})
    page = inside.client.post(path, data={"csrf": token, "question": "Typed <b>for an hour</b>"})
    assert page.status_code == 401 and "You are no longer signed in" in page.text
    assert "Typed &lt;b&gt;for an hour&lt;/b&gt;" in page.text and f'href="{path}"' in page.text
    inside.sign_in()
    page = inside.client.post(path, data={"csrf": token, "question": "From the session before"})
    assert page.status_code == 403 and "From the session before" in page.text


def test_words_that_another_site_sends_are_not_shown(inside: Visitor, autumn: int) -> None:
    inside.client.post("/bench/sign-out", data={"csrf": inside.token("/bench")})
    elsewhere = {"origin": "http://evil.example"}
    page = inside.client.post(f"/bench/sets/{autumn}/rows/2", data={"question": "Call 0800 666"}, headers=elsewhere)
    assert page.status_code == 303 and "0800" not in page.text
