"""The store on real files: what is kept and what never is, from many threads, damaged, read-only, old and new."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from assistant.answers import Answer, AnswerStatus, EvidenceRecord
from assistant.questions import Question
from corpus.errors import PreceptorshipError
from tests.ui.fake_assistant import NES, reply
from ui.store import Reason, Store, kept_receipt, open_store
from ui.store.migrating import migrate
from ui.store.tables import Base

SECRET = "zebrafish"


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new' / 'kept.sqlite3'}"


@pytest.fixture
def store(address: str) -> Any:
    opened = open_store(address)
    yield opened
    opened.close()


def _answer(words: str = "physio") -> Answer:
    return reply(Question(words))


def _with_secret(answer: Answer) -> Answer:
    """The answer with the question's word wherever the pipeline may repeat it."""
    return replace(
        answer,
        standalone=SECRET,
        missing=(SECRET,),
        suggestions=(SECRET,),
        text=f"{SECRET}: {answer.text}",
        id=SECRET,
        evidence=(EvidenceRecord(SECRET, "S5", SECRET, (), 1, 0.5, False),),
    )


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_answer_comes_back_with_its_sources_and_marks(store: Store) -> None:
    answer = _answer()
    kept = store.receipt(store.keep_receipt(answer, "Wales"))
    assert kept is not None
    assert (kept.status, kept.nation, kept.citations) == (AnswerStatus.ANSWERED, "Wales", answer.citations)
    assert "[1]" in kept.text and "[2]" in kept.text
    assert kept.question == "" and kept.index == answer.index
    assert store.receipt("unknown") is None and store.receipt("x" * 500) is None and store.receipt("\ud800") is None


def test_ids_cannot_be_guessed(store: Store) -> None:
    ids = {store.keep_receipt(_answer(), "Scotland") for _ in range(20)}
    assert len(ids) == 20 and all(len(found) == 16 for found in ids)


@pytest.mark.parametrize("words", ["physio", "elements", "pay", "weather", "bullied", ""])
def test_no_word_of_the_question_reaches_the_file(store: Store, tmp_path: Path, words: str) -> None:
    store.keep_receipt(_with_secret(_answer(words)), "Scotland")
    assert SECRET.encode() not in _bytes(tmp_path)


def test_a_refusal_keeps_its_status_and_whom_to_ask_only(store: Store) -> None:
    cited = replace(_answer("pay"), citations=_answer().citations, statements=_answer().statements)
    kept = store.receipt(store.keep_receipt(cited, "Scotland"))
    assert kept is not None
    assert (kept.status, kept.routes, kept.text) == (AnswerStatus.NOT_IN_CORPUS, (NES,), "")
    assert kept.citations == () and kept.notice == ""


def test_a_question_is_kept_by_choice_and_forgotten_with_its_receipt(store: Store, tmp_path: Path) -> None:
    found = store.keep_receipt(_answer(), "Scotland")
    store.keep_question(found, SECRET)
    store.keep_feedback(found, (Reason.OUT_OF_DATE,), "a word", SECRET)
    kept = store.receipt(found)
    assert kept is not None and kept.question == SECRET
    assert store.prune(0) == 0, "today's stay"
    assert store.prune(-1) == 1
    assert store.receipt(found) is None
    assert SECRET.encode() not in _bytes(tmp_path), "what is removed is overwritten"


def test_a_question_sent_with_feedback_is_not_shown_at_the_address(store: Store) -> None:
    found = store.keep_receipt(_answer(), "Scotland")
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
    found = store.keep_receipt(_answer(), "Scotland")
    with pytest.raises(PreceptorshipError, match=said):
        store.keep_feedback(found, reasons, words)


def test_an_unknown_receipt_takes_neither_feedback_nor_a_question(store: Store) -> None:
    with pytest.raises(PreceptorshipError, match="no answer with this address"):
        store.keep_feedback("unknown", (Reason.HELPFUL,))
    with pytest.raises(PreceptorshipError, match="no answer with this address"):
        store.keep_question("unknown", "what")


@pytest.mark.parametrize("kind", ["file", "memory"])
def test_many_threads_keep_and_read_at_once(address: str, kind: str) -> None:
    store = open_store(address if kind == "file" else "sqlite://")

    def work(_: int) -> bool:
        found = store.keep_receipt(_answer(), "Scotland")
        store.keep_feedback(found, (Reason.HELPFUL, Reason.OUT_OF_DATE), "said")
        return store.receipt(found) is not None

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(work, range(120)))
    assert store.prune(-1) == 120
    store.close()


def test_several_servers_can_open_a_new_database_at_once(address: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        for opened in pool.map(open_store, [address] * 6):
            opened.close()


def test_the_migrations_make_what_the_models_say_and_can_be_taken_back(address: str) -> None:
    open_store(address).close()
    engine = create_engine(address)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    migrate(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(engine)
    engine.dispose()
    open_store(address).close()


def test_a_database_of_a_later_version_is_not_touched(address: str) -> None:
    open_store(address).close()
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(PreceptorshipError, match="another version"):
        open_store(address)


@pytest.mark.parametrize("wrong", ["nonsense", "mysql://somewhere/x", "", "sqlite:////proc/nowhere/kept.sqlite3"])
def test_a_wrong_address_is_one_plain_sentence(wrong: str) -> None:
    with pytest.raises(PreceptorshipError) as raised:
        open_store(wrong)
    assert "PRECEPTORSHIP_DATABASE" in raised.value.hint and "\n" not in raised.value.message


def test_a_password_is_not_shown() -> None:
    with pytest.raises(PreceptorshipError) as raised:
        open_store("postgresql://someone:sesame@127.0.0.1:1/kept")
    assert "sesame" not in str(raised.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite3"
    path.write_bytes(b"not a database at all, but longer than a header" * 50)
    before = path.read_bytes()
    with pytest.raises(PreceptorshipError, match="cannot be used"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_store_that_breaks_costs_the_receipt_and_not_the_answer(store: Store, address: str) -> None:
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TABLE receipts")
    assert kept_receipt(store, _answer(), "Scotland") == ""
    with pytest.raises(PreceptorshipError, match="cannot be reached"):
        store.receipt("any")


def test_a_read_only_database_still_shows_what_it_holds(store: Store, address: str) -> None:
    found = store.keep_receipt(_answer(), "Scotland")
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    assert kept_receipt(store, _answer(), "Scotland") == ""
    assert store.receipt(found) is not None


def test_the_file_is_for_its_owner_only(store: Store, address: str) -> None:
    assert Path(address.removeprefix("sqlite:///")).stat().st_mode & 0o077 == 0
