"""What the service keeps, from the command line: told, exported and imported."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.store.full import fill
from ui.cli import main
from ui.commands.keeping import KINDS
from ui.store import open_store
from ui.store.exchange import count_rows
from ui.store.tables import Base

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(database_address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """run(arguments…, address=…) → (exit code, standard output, standard error)."""

    def go(*arguments: object, address: str = database_address) -> tuple[int, str, str]:
        monkeypatch.setenv("PRECEPTORSHIP_DATABASE", address)
        code = main(["store", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return go


@pytest.fixture
def full(database_address: str) -> Iterator[None]:
    store = open_store(database_address)
    fill(store.database)
    yield
    store.close()


def test_every_table_that_is_exported_has_a_name_in_plain_words() -> None:
    assert set(KINDS) == set(Base.metadata.tables) - {"educator_sessions"}


def test_the_status_tells_how_much_there_is_and_where_without_the_password(
    run: Run, full: None, database_address: str
) -> None:
    address = f"{database_address}?application_name=sesame" if "postgresql" in database_address else database_address
    code, out, err = run("status", address=address)
    assert (code, err) == (0, "")
    assert "- sets of test questions: 12\n" in out and "- answers that can be opened again: 12\n" in out
    place = out.splitlines()[0]
    if "postgresql" in database_address:
        password = database_address.split(":")[2].split("@")[0]
        assert password not in out and "sesame" not in out and "@127.0.0.1" in place
    else:
        assert place == f"{database_address} holds:"


def test_a_store_moves_from_one_database_to_another(run: Run, full: None, tmp_path: Path) -> None:
    file, address = tmp_path / "kept.json", f"sqlite:///{tmp_path / 'there.sqlite3'}"
    code, out, _ = run("export", file)
    assert code == 0 and f"Written to {file}" in out and "educators' accounts: 12" in out
    code, out, _ = run("import", file, address=address)
    assert code == 0 and "educators' accounts: 12" in out
    assert run("status")[1].splitlines()[1:] == run("status", address=address)[1].splitlines()[1:]


def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(run: Run, full: None, tmp_path: Path) -> None:
    file, foreign = tmp_path / "kept.json", tmp_path / "foreign.json"
    foreign.write_text("{}")
    run("export", file)
    for arguments, said in (
        (("export", file), "replace it with --force"),
        (("export", tmp_path / "nowhere" / "kept.json"), "Name a file in a folder that exists"),
        (("export", tmp_path, "--force"), "Name a file in a folder that exists"),
        (("import", file), "The store holds something already"),
        (("import", tmp_path / "nowhere.json"), "A file or folder cannot be used"),
        (("import", tmp_path), "A file or folder cannot be used"),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "") and said in err and err.count("\n") == 1
    code, _, err = run("import", foreign, address=f"sqlite:///{tmp_path / 'there.sqlite3'}")
    assert code == 2 and "not an export of a store" in err
    assert run("export", file, "--force")[0] == 0


def test_an_import_that_is_refused_leaves_the_new_store_empty(run: Run, full: None, tmp_path: Path) -> None:
    file, address = tmp_path / "kept.json", f"sqlite:///{tmp_path / 'there.sqlite3'}"
    run("export", file)
    file.write_bytes(file.read_bytes()[:-1])
    assert run("import", file, address=address)[0] == 2
    store = open_store(address)
    assert not any(count_rows(store.database).values())
    store.close()


def test_no_action_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as raised:
        main(["store"])
    assert raised.value.code == 2
