"""What a store holds goes into a file and comes out of it in any database, whole or not at all."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
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
from ui.store.exchange_file import Damaged, Foreign
from ui.store.runs import Runs, RunState
from ui.store.sessions import Sessions
from ui.store.shared_questions import SharedQuestions
from ui.store.tables import Base, SessionRow


@pytest.fixture
def full(store: Store) -> Store:
    fill(store.database)
    return store


@pytest.fixture
def file(full: Store, tmp_path: Path) -> Path:
    export_store(full.database, tmp_path / "kept.json")
    return tmp_path / "kept.json"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def other(database_address: str, request: pytest.FixtureRequest, empty: Store) -> Iterator[Store]:
    """An empty store of the kind that `store` is not."""
    if database_address.startswith("postgresql"):
        yield empty
        return
    server = request.getfixturevalue("postgres")
    name = server.new_database()
    opened = open_store(server.address(name))
    yield opened
    opened.close()
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


def _contents(store: Store) -> dict[str, list[Any]]:
    tables = [table for table in Base.metadata.sorted_tables if table is not SessionRow.__table__]
    with store.database.session() as session:
        return {table.name: sorted(map(repr, session.execute(select(table)).all())) for table in tables}


def _sealed(path: Path, change: Callable[[str], str]) -> None:
    """Change the file and give it the digest that goes with what it holds then."""
    body = change(path.read_text(encoding="ascii").rpartition('}, "sha256"')[0])
    path.write_text(f'{body}}}, "sha256": "{sha256(body.encode()).hexdigest()}"}}\n', encoding="ascii")


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


WRONG: dict[str, Callable[[str], str]] = {
    "a row of another shape": lambda body: body.replace('"display_name"', '"displayed"', 1),
    "a row that is a list": lambda body: body.replace('"receipts": [\n', '"receipts": [\n[]\n,', 1),
    "a row that is not JSON": lambda body: body.replace('"receipts": [\n', '"receipts": [\n{{{\n,', 1),
    "a deep row": lambda body: body.replace('"receipts": [\n', '"receipts": [\n' + "[" * 100_000 + "\n,", 1),
    "a day that is none": lambda body: body.replace("2024-02-29", "2023-02-29", 1),
    "a day that is a number": lambda body: body.replace('"2024-02-29"', "20240229", 1),
    "a number that is a word": lambda body: body.replace('"place": 1', '"place": "1"', 1),
    "nothing where something must be": lambda body: body.replace('"place": 1', '"place": null', 1),
    "a word that is too long": lambda body: body.replace('"nation": "', '"nation": "' + "x" * 40, 1),
    "a table left out": lambda body: body.replace('"verdicts"', '"opinions"'),
    "a table too many": lambda body: f'{body},"more": [\n]\n',
    "no end of a table": lambda body: body.removesuffix("]\n"),
}


def test_what_cannot_be_a_row_is_refused_whole_even_with_the_right_digest(file: Path, other: Store) -> None:
    whole = file.read_bytes()
    for name, change in WRONG.items():
        file.write_bytes(whole)
        _sealed(file, change)
        assert file.read_bytes() != whole, name
        with pytest.raises(Damaged):
            import_store(other.database, file)
        assert not any(count_rows(other.database).values()), name
    file.write_bytes(whole)
    assert all(import_store(other.database, file).values())


STRAYS: dict[str, Callable[[Any], Any]] = {
    "no receipts": lambda rows: rows["receipts"].clear(),
    "a run gone": lambda rows: rows["runs"].clear(),
    "a set twice": lambda rows: rows["case_sets"].append(rows["case_sets"][0]),
}


def test_rows_that_do_not_fit_together_are_refused_whole(file: Path, other: Store) -> None:
    whole = file.read_bytes()
    for name, change in STRAYS.items():
        file.write_bytes(whole)
        _sealed(file, lambda body, change=change: _changed(body, change))
        with pytest.raises(PreceptorshipError, match="do not fit together"):
            import_store(other.database, file)
        assert not any(count_rows(other.database).values()), name


def _changed(body: str, change: Callable[[Any], Any]) -> str:
    """The lines of the file with other rows."""
    head, _, rest = body.partition("\n")
    rows = json.loads(f'{{"tables": {{{rest}}}}}')["tables"]
    change(rows)
    tables = ",".join(
        f"{json.dumps(name)}: [\n" + ",".join(f"{json.dumps(row)}\n" for row in kept) + "]\n"
        for name, kept in rows.items()
    )
    return f"{head}\n{tables}"


def test_a_file_that_was_cut_off_is_refused_whole(file: Path, empty: Store) -> None:
    whole = file.read_bytes()
    for left in (0.02, 0.5, 0.9, 0.999):
        file.write_bytes(whole[: int(len(whole) * left)])
        with pytest.raises(Damaged):
            import_store(empty.database, file)
        assert not any(count_rows(empty.database).values())


def test_one_changed_letter_is_noticed(file: Path, empty: Store) -> None:
    file.write_bytes(file.read_bytes().replace(b"plain words", b"plain swords", 1))
    with pytest.raises(Damaged):
        import_store(empty.database, file)
    assert not any(count_rows(empty.database).values())


def test_a_file_of_another_kind_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    database = b"SQLite format 3\0" * 1000
    for content in (b"", database, b"[1, 2]", b'{"receipts": []}', b"[" * 100_000, b"\xff\xfe"):
        path.write_bytes(content)
        with pytest.raises(Foreign):
            import_store(store.database, path)


def test_a_file_of_another_revision_says_what_to_do(file: Path, empty: Store) -> None:
    revision = json.loads(file.read_text())["revision"]
    _sealed(file, lambda body: body.replace(f'"revision": "{revision}"', '"revision": "0000"', 1))
    with pytest.raises(PreceptorshipError, match="Open the store that it is from with this version"):
        import_store(empty.database, file)


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
