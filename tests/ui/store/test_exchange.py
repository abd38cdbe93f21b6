"""What a store holds goes into a file and comes out of it in any database, whole or not at all."""

import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text

from corpus.errors import PreceptorshipError
from tests.ui.store.full import ROWS, fill
from tests.ui.store.kept import everything, made
from ui.store import Reason, Store, open_store
from ui.store.accounts import Accounts
from ui.store.case_sets import CaseSets
from ui.store.database import StoreUnavailable
from ui.store.exchange import count_rows, export_store, import_store
from ui.store.runs import Runs, RunState
from ui.store.sessions import Sessions
from ui.store.shared_questions import SharedQuestions
from ui.store.tables import Base, SessionRow


def _contents(store: Store) -> dict[str, list[Any]]:
    tables = [table for table in Base.metadata.sorted_tables if table is not SessionRow.__table__]
    with store.database.session() as session:
        return {table.name: sorted(map(repr, session.execute(select(table)).all())) for table in tables}


def test_everything_arrives_in_the_other_kind_of_database_and_goes_back_the_same(
    full: Store, other: Store, file: Path, tmp_path: Path
) -> None:
    told = import_store(other.database, file)
    assert _contents(other) == _contents(full)
    export_store(other.database, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == file.read_bytes()
    assert told == count_rows(full.database) == count_rows(other.database)
    assert all(0 < told[name] <= ROWS for name in told)


def test_every_table_but_the_open_sessions_is_in_the_file_which_is_json(file: Path) -> None:
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert set(kept["tables"]) == set(Base.metadata.tables) - {"educator_sessions"}
    assert all(kept["tables"].values()) and kept["revision"] and "version" in kept
    assert list(file.parent.glob(".kept.json*")) == []


def test_the_file_is_for_its_owner_only(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_imported_is_used_and_added_to(store: Store, other: Store, tmp_path: Path) -> None:
    receipt = store.keep_receipt(made(), "Scotland")
    _use(store, receipt)
    Sessions(store.database).start(Accounts(store.database).named("educator0@hub.example"))
    export_store(store.database, tmp_path / "kept.json")
    import_store(other.database, tmp_path / "kept.json")
    assert other.receipt(receipt) == store.receipt(receipt)
    with other.database.session() as session:
        assert session.scalars(select(SessionRow)).all() == [], "who was signed in signs in again"
    _use(other, receipt)
    assert [one.cases for one in CaseSets(other.database).all()] == [1, 1]
    assert len(SharedQuestions(other.database).all()) == 2


def _use(store: Store, receipt: str) -> None:
    """Add a row to every table that numbers its rows."""
    sets, runs, accounts = (kind(store.database) for kind in (CaseSets, Runs, Accounts))
    number = len(accounts.all())
    accounts.add(f"educator{number}@hub.example")
    store.keep_feedback(receipt, (Reason.HELPFUL,), "naïve 🩺")
    SharedQuestions(store.database).keep("Why?", "a sitting")
    id = sets.make(f"Set {number}", [(2, {"question": "Why?"})])
    run = runs.begin(id, f"Set {number}", 1, "Ed Ucator")
    runs.end(run, RunState.STOPPED, "Enough.")


def test_an_empty_store_moves_too_and_numbers_its_rows_from_one(store: Store, other: Store, tmp_path: Path) -> None:
    export_store(store.database, tmp_path / "kept.json")
    assert set(import_store(other.database, tmp_path / "kept.json").values()) == {0}
    assert CaseSets(other.database).make("Autumn") == 1


def test_the_file_shows_one_moment_whatever_is_written_meanwhile(
    full: Store, database_address: str, empty: Store, tmp_path: Path
) -> None:
    before, beside = _contents(full), open_store(database_address)

    def clear(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "FROM educators" in statement:
            with beside.database.session() as session:
                for table in ("runs", "receipts"):
                    session.execute(text(f"DELETE FROM {table}"))

    event.listen(full.database.engine, "before_cursor_execute", clear)
    export_store(full.database, tmp_path / "kept.json")
    beside.close()
    assert _contents(full) != before
    import_store(empty.database, tmp_path / "kept.json")
    assert _contents(empty) == before


def test_a_file_that_is_there_is_replaced_only_if_asked(full: Store, file: Path) -> None:
    whole = file.read_bytes()
    file.write_text("something else")
    with pytest.raises(PreceptorshipError, match="there already"):
        export_store(full.database, file)
    assert file.read_text() == "something else"
    export_store(full.database, file, replace=True)
    assert file.read_bytes() == whole and file.stat().st_mode & 0o777 == 0o600


def test_an_export_that_fails_leaves_the_file_as_it_was_and_nothing_beside_it(
    full: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, before = file.read_bytes(), set(file.parent.iterdir())
    with full.database.engine.begin() as connection:
        connection.execute(text("DROP TABLE verdicts"))
    with pytest.raises(PreceptorshipError):
        export_store(full.database, file, replace=True)
    assert file.read_bytes() == whole and set(file.parent.iterdir()) == before


def test_a_disk_that_is_full_is_named_as_the_reason(full: Store) -> None:
    from ui.store.exchange_file import Writer

    with open("/dev/full", "wb", buffering=0) as disk, pytest.raises(PreceptorshipError, match="No space left"):
        Writer(disk, "", "")


def test_a_store_that_holds_something_is_left_alone(full: Store, file: Path) -> None:
    before = everything(full)
    with pytest.raises(PreceptorshipError, match="holds something already"):
        import_store(full.database, file)
    assert everything(full) == before


def test_a_single_receipt_is_something(store: Store, empty: Store, tmp_path: Path) -> None:
    export_store(empty.database, tmp_path / "kept.json")
    store.keep_receipt(made(), "Scotland")
    with pytest.raises(PreceptorshipError, match="holds something already"):
        import_store(store.database, tmp_path / "kept.json")


def test_nobody_else_writes_while_a_store_is_filled(
    store: Store, database_address: str, empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(empty.database)
    export_store(empty.database, tmp_path / "kept.json")
    monkeypatch.setattr("ui.store.database.PATIENCE", 1)
    beside, tried = open_store(database_address), []

    def write(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "INSERT INTO" in statement and not tried:
            tried.append(statement)
            with pytest.raises(StoreUnavailable):
                beside.keep_receipt(made(), "Scotland")

    event.listen(store.database.engine, "before_cursor_execute", write)
    import_store(store.database, tmp_path / "kept.json")
    beside.close()
    assert tried and _contents(store) == _contents(empty)


def test_big_runs_are_neither_written_nor_read_all_at_once(store: Store, other: Store, tmp_path: Path) -> None:
    runs, megabyte = Runs(store.database), "x" * 1_000_000
    sets = CaseSets(store.database).make("Autumn")
    for _ in range(60):
        runs.begin(sets, "Autumn", 1, "Ed Ucator")
    with store.database.session() as session:
        session.execute(text("UPDATE runs SET report = :report"), {"report": megabyte})
    tracemalloc.start()
    try:
        export_store(store.database, tmp_path / "kept.json")
        import_store(other.database, tmp_path / "kept.json")
        assert tracemalloc.get_traced_memory()[1] < 45_000_000
    finally:
        tracemalloc.stop()
    assert (tmp_path / "kept.json").stat().st_size > 60_000_000
    assert count_rows(other.database)["runs"] == 60


def test_days_and_times_come_back_as_such(full: Store, other: Store, file: Path) -> None:
    import_store(other.database, file)
    assert {account.created for account in Accounts(other.database).all()} == {date(2024, 2, 29)}
