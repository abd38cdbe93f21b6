"""The store in a SQLite file: what is removed is overwritten, and a file that is wrong is refused."""

from pathlib import Path
from typing import Any

import pytest

from corpus.errors import PreceptorshipError
from tests.ui.store.kept import SECRET, made, with_secret
from ui.store import Reason, Store, kept_receipt, open_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "kept.sqlite3"


@pytest.fixture
def store(file: Path) -> Any:
    opened = open_store(f"sqlite:///{file}")
    yield opened
    opened.close()


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_word_of_the_question_reaches_the_file(store: Store, file: Path) -> None:
    store.keep_receipt(with_secret(made()), "Scotland")
    assert SECRET.encode() not in _bytes(file.parent)


def test_what_is_removed_is_overwritten(store: Store, file: Path) -> None:
    found = store.keep_receipt(made(), "Scotland")
    store.keep_question(found, SECRET)
    store.keep_feedback(found, (Reason.OUT_OF_DATE,), "a word", SECRET)
    assert SECRET.encode() in _bytes(file.parent)
    store.prune(-1)
    assert SECRET.encode() not in _bytes(file.parent)


def test_a_file_that_is_no_database_is_refused_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"not a database at all, but longer than a header" * 50)
    before = file.read_bytes()
    with pytest.raises(PreceptorshipError, match="cannot be used"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_read_only_database_still_shows_what_it_holds(store: Store) -> None:
    found = store.keep_receipt(made(), "Scotland")
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    assert kept_receipt(store, made(), "Scotland") == ""
    assert store.receipt(found) is not None


def test_the_file_is_for_its_owner_only(store: Store, file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0
