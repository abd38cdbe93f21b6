"""What is kept and what never is, from many threads; on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from assistant.answers import AnswerStatus
from corpus.errors import PreceptorshipError
from tests.ui.fake_assistant import NES
from tests.ui.store.kept import SECRET, everything, made, with_secret
from ui.store import Reason, Store, kept_receipt, open_store


def test_an_answer_comes_back_with_its_sources_and_marks(store: Store) -> None:
    answer = made()
    kept = store.receipt(store.keep_receipt(answer, "Wales"))
    assert kept is not None
    assert (kept.status, kept.nation, kept.citations) == (AnswerStatus.ANSWERED, "Wales", answer.citations)
    assert "[1]" in kept.text and "[2]" in kept.text
    assert kept.question == "" and kept.index == answer.index
    assert store.receipt("unknown") is None and store.receipt("x" * 500) is None and store.receipt("\ud800") is None


def test_ids_cannot_be_guessed(store: Store) -> None:
    ids = {store.keep_receipt(made(), "Scotland") for _ in range(20)}
    assert len(ids) == 20 and all(len(found) == 16 for found in ids)


@pytest.mark.parametrize("words", ["physio", "elements", "pay", "weather", "bullied", ""])
def test_no_word_of_the_question_is_kept(store: Store, words: str) -> None:
    store.keep_receipt(with_secret(made(words)), "Scotland")
    assert SECRET not in everything(store)


def test_a_refusal_keeps_its_status_and_whom_to_ask_only(store: Store) -> None:
    cited = replace(made("pay"), citations=made().citations, statements=made().statements)
    kept = store.receipt(store.keep_receipt(cited, "Scotland"))
    assert kept is not None
    assert (kept.status, kept.routes, kept.text) == (AnswerStatus.NOT_IN_CORPUS, (NES,), "")
    assert kept.citations == () and kept.notice == ""


def test_a_question_is_kept_by_choice_and_forgotten_with_its_receipt(store: Store) -> None:
    found = store.keep_receipt(made(), "Scotland")
    store.keep_question(found, SECRET)
    store.keep_feedback(found, (Reason.OUT_OF_DATE,), "a word", SECRET)
    kept = store.receipt(found)
    assert kept is not None and kept.question == SECRET
    assert store.prune(0) == 0, "today's stay"
    assert store.prune(-1) == 1
    assert store.receipt(found) is None
    assert SECRET not in everything(store)


def test_a_question_sent_with_feedback_is_not_shown_at_the_address(store: Store) -> None:
    found = store.keep_receipt(made(), "Scotland")
    store.keep_feedback(found, (Reason.HELPFUL,), question=SECRET)
    kept = store.receipt(found)
    assert kept is not None and kept.question == ""


@pytest.mark.parametrize(
    ("reasons", "words", "said"),
    [
        (("rude",), "", "not known"),
        ((), "  ", "empty"),
        (("helpful",), "x" * 1001, "1,001 characters"),
    ],
)
def test_feedback_that_cannot_be_taken_is_told_plainly(store: Store, reasons: Any, words: str, said: str) -> None:
    found = store.keep_receipt(made(), "Scotland")
    with pytest.raises(PreceptorshipError, match=said):
        store.keep_feedback(found, reasons, words)


def test_an_unknown_receipt_takes_neither_feedback_nor_a_question(store: Store) -> None:
    with pytest.raises(PreceptorshipError, match="no answer with this address"):
        store.keep_feedback("unknown", (Reason.HELPFUL,))
    with pytest.raises(PreceptorshipError, match="no answer with this address"):
        store.keep_question("unknown", "what")


@pytest.mark.parametrize("said", ["a\0b", "\ud800", "🙂" * 1000, "£ − ’\r\nx", "%s %(x)s {} ' \\"])
def test_any_words_can_be_kept(store: Store, said: str) -> None:
    found = store.keep_receipt(made(), "Scotland")
    store.keep_feedback(found, (), said, said)
    store.keep_question(found, said)
    kept = store.receipt(found)
    assert kept is not None and kept.question
    assert "\0" not in kept.question and kept.question.encode()


@pytest.mark.parametrize("receipt_id", ["x" * 500, "a\0b", "\ud800", "é", ""])
def test_an_id_that_cannot_be_is_an_unknown_receipt(store: Store, receipt_id: str) -> None:
    assert store.receipt(receipt_id) is None
    with pytest.raises(PreceptorshipError, match="no answer with this address"):
        store.keep_feedback(receipt_id, (Reason.HELPFUL,))
    with pytest.raises(PreceptorshipError, match="no answer with this address"):
        store.keep_question(receipt_id, "what")


def test_many_threads_keep_and_read_at_once(store: Store) -> None:
    _keep_at_once(store)


def test_many_threads_share_a_database_in_memory() -> None:
    store = open_store("sqlite://")
    _keep_at_once(store)
    store.close()


def _keep_at_once(store: Store) -> None:
    def work(_: int) -> bool:
        found = store.keep_receipt(made(), "Scotland")
        store.keep_feedback(found, (Reason.HELPFUL, Reason.OUT_OF_DATE), "said")
        return store.receipt(found) is not None

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(work, range(120)))
    assert store.prune(-1) == 120


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    from ui.store.tables import FeedbackRow

    found = store.keep_receipt(made(), "Scotland")
    with pytest.raises(PreceptorshipError), store.database.session(PreceptorshipError("Refused.", "")) as session:
        session.execute(text("DELETE FROM receipts"))
        session.add(FeedbackRow(receipt_id="unknown", day=None, words="", question=""))
    assert store.receipt(found) is not None


def test_a_store_that_breaks_costs_the_receipt_and_not_the_answer(store: Store) -> None:
    with store.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE receipts RENAME TO lost"))
    assert kept_receipt(store, made(), "Scotland") == ""
    with pytest.raises(PreceptorshipError, match="cannot be reached"):
        store.receipt("any")
