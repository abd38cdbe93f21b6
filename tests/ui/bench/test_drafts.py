"""Drafts: from a reader's feedback to a test question."""

from typing import Any

import pytest

from assistant.questions import Question
from tests.ui.bench.conftest import Visitor
from tests.ui.bench.rows import EVIL, FAILING, GOOD, make_set, rows_of
from tests.ui.fake_assistant import reply
from ui.store.drafts import Drafts, DraftState


def feedback(visitor: Visitor, question: str = "physio?", words: str = "") -> int:
    """The id of the draft of a new feedback."""
    receipt = visitor.store.keep_receipt(reply(Question(question)), "Wales")
    visitor.store.keep_feedback(receipt, ["missed a point"], words, question)
    return Drafts(visitor.store.database).all()[0].feedback_id


def state(visitor: Visitor, id: int) -> Any:
    found = Drafts(visitor.store.database).get(id)
    assert found is not None
    return found.state


def test_a_draft_joins_a_set_once_whoever_approves_again(inside: Visitor) -> None:
    id, made = feedback(inside), make_set(inside.store, FAILING)
    joined = inside.send(f"/bench/drafts/{id}", **GOOD, act="approve", set=str(made))
    assert joined.status_code == 303 and joined.headers["location"] == f"/bench/sets/{made}/rows/3?saved=1"
    for act in ("approve", "dismiss", "save"):
        again = inside.send(f"/bench/drafts/{id}", **GOOD, act=act, set=str(made))
        assert again.status_code == 409 and "joined a set already" in again.text
    assert len(rows_of(inside.store, made)) == 2 and state(inside, id) is DraftState.APPROVED
    page = inside.client.get(f"/bench/drafts/{id}").text
    assert "Approved by Ed Ucator" in page and "Dismiss</button>" not in page


def test_a_dismissed_draft_can_be_dismissed_again_and_still_be_approved(inside: Visitor) -> None:
    id, made = feedback(inside), make_set(inside.store)
    for _ in range(2):
        assert inside.send(f"/bench/drafts/{id}", act="dismiss").headers["location"] == "/bench/drafts"
    assert state(inside, id) is DraftState.DISMISSED
    assert inside.send(f"/bench/drafts/{id}", **GOOD, act="approve", set=str(made)).status_code == 303


def test_a_draft_that_needs_mending_joins_nothing_and_loses_nothing(inside: Visitor) -> None:
    id, made = feedback(inside), make_set(inside.store, GOOD)
    page = inside.send(
        f"/bench/drafts/{id}", question="Long work", expect="answered", source="S99", act="approve", set=str(made)
    )
    assert page.status_code == 422 and "Long work" in page.text and "ere is no source S99" in page.text
    page = inside.send(f"/bench/drafts/{id}", **GOOD, act="approve", set=str(made))
    assert page.status_code == 422 and "is already that of row 2" in page.text
    assert len(rows_of(inside.store, made)) == 1 and state(inside, id) is DraftState.WAITING


def test_two_readers_with_one_question_make_two_test_questions(inside: Visitor) -> None:
    made = make_set(inside.store)
    for id in (feedback(inside), feedback(inside)):
        row = {"question": "physio?", "expect": "answered"}
        assert inside.send(f"/bench/drafts/{id}", **row, act="approve", set=str(made)).status_code == 303
    assert "2 ready to run" in inside.client.get(f"/bench/sets/{made}").text


def test_a_draft_may_follow_a_test_question_of_its_set(inside: Visitor) -> None:
    id, made = feedback(inside), make_set(inside.store, GOOD)
    row = {"question": "And why?", "expect": "answered", "follows": "g1"}
    assert inside.send(f"/bench/drafts/{id}", **row, act="approve", set=str(made)).status_code == 303


@pytest.mark.parametrize("chosen", ["", "77", "x", "9" * 30, "²"])
def test_a_set_that_is_gone_is_told_with_everything_that_was_typed(inside: Visitor, chosen: str) -> None:
    id, _ = feedback(inside), make_set(inside.store)
    page = inside.send(f"/bench/drafts/{id}", question="Long work", expect="answered", act="approve", set=chosen)
    assert page.status_code == 422 and "choose one that is there" in page.text and "Long work" in page.text


def test_a_feedback_that_is_forgotten_while_it_is_open_loses_no_word(inside: Visitor) -> None:
    id = feedback(inside)
    inside.store.prune(-1)
    page = inside.send(f"/bench/drafts/{id}", question="Long work", act="save")
    assert page.status_code == 404 and "It is not saved" in page.text and "Long work" in page.text
    assert inside.client.get(f"/bench/drafts/{id}").status_code == 404


def test_what_an_educator_saved_is_there_next_time(inside: Visitor) -> None:
    id = feedback(inside)
    saved = inside.send(f"/bench/drafts/{id}", question="Half done", notes="My note", expect="signposted", act="save")
    page = inside.client.get(saved.headers["location"]).text
    assert "Half done" in page and "My note" in page and 'value="signposted" checked' in page and "Saved." in page
    assert state(inside, id) is DraftState.WAITING


def test_a_script_in_a_readers_words_stays_text(inside: Visitor) -> None:
    id = feedback(inside, f"physio {EVIL}", EVIL)
    for path in ("/bench/drafts", f"/bench/drafts/{id}"):
        page = inside.client.get(path).text
        assert "<script>alert" not in page and "<img src" not in page and "&lt;script&gt;" in page


def test_a_draft_opens_although_its_question_breaks_the_assistant_today(inside: Visitor) -> None:
    id = feedback(inside)
    inside.send(f"/bench/drafts/{id}", act="save")
    receipt = inside.store.keep_receipt(reply(Question("physio")), "Wales")
    inside.store.keep_feedback(receipt, ["wrong source"], "", "does it break?")
    assert inside.client.get(f"/bench/drafts/{Drafts(inside.store.database).all()[0].feedback_id}").status_code == 200


@pytest.mark.parametrize("id", ["0", "77", "x", "9" * 30])
def test_a_draft_that_is_none_leads_nowhere(inside: Visitor, id: str) -> None:
    assert inside.client.get(f"/bench/drafts/{id}").status_code == 404
