"""Accounts from the command line: made, changed and removed, and a password never shown."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from ui.cli import main
from ui.store import open_store
from ui.store.accounts import Accounts

NAME = "educator@hub.example"
PASSWORD = "a few words in a row"
OTHER = "another few words in a row"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(database_address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """run(arguments…, stdin=text or bytes) → (exit code, standard output, standard error)."""
    monkeypatch.setenv("PRECEPTORSHIP_DATABASE", database_address)

    def go(*arguments: str, stdin: str | bytes = b"") -> tuple[int, str, str]:
        sent = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent)))
        code = main(["educators", *arguments])
        told = capsys.readouterr()
        assert PASSWORD not in told.out + told.err and OTHER not in told.out + told.err
        return code, told.out, told.err

    return go


def _opens(address: str, password: str) -> bool:
    store = open_store(address)
    found = Accounts(store.database).verified(NAME, password)
    store.close()
    return found is not None


def test_an_account_is_made_listed_changed_and_removed(run: Run, database_address: str) -> None:
    assert run("list")[1].startswith("There are no accounts.")
    made = run("add", NAME.upper(), "--password-stdin", "--display-name", "Ed Ucator", stdin=f"{PASSWORD}\n")
    assert made == (0, f"{NAME} can sign in now.\n", "")
    assert _opens(database_address, PASSWORD)
    assert f"{NAME} (Ed Ucator): signs in with a password" in run("list")[1]
    assert run("password", NAME, "--password-stdin", stdin=f"{OTHER}\r\n")[0] == 0
    assert _opens(database_address, OTHER) and not _opens(database_address, PASSWORD)
    assert run("disable", NAME)[0] == 0 and not _opens(database_address, OTHER)
    assert json.loads(run("list", "--json")[1])[0]["disabled"] is True
    assert run("enable", NAME)[0] == 0 and _opens(database_address, OTHER)
    assert run("remove", NAME)[0] == 0 and json.loads(run("list", "--json")[1]) == []


def test_an_account_for_the_organisation_has_no_password(run: Run, database_address: str) -> None:
    assert "with the organisation" in run("add", NAME, "--no-password")[1]
    assert "organisation only" in run("list")[1]
    assert not _opens(database_address, "")


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("add", "educator", "--password-stdin"), PASSWORD, "not like an e-mail address"),
        (("add", NAME, "--password-stdin"), "short", "fewer than 12 characters"),
        (("add", NAME, "--password-stdin"), b"", "fewer than 12 characters"),
        (("add", NAME, "--password-stdin"), NAME, "easy to guess"),
        (("add", NAME, "--password-stdin"), b"\xff" * 20, "not text in UTF-8"),
        (("add", NAME), PASSWORD, "Use --password-stdin"),
        (("password", NAME, "--password-stdin"), PASSWORD, "There is no account"),
        (("remove", NAME), b"", "There is no account"),
        (("disable", NAME), b"", "educators list"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    run: Run, arguments: tuple[str, ...], stdin: str | bytes, said: str
) -> None:
    code, out, err = run(*arguments, stdin=stdin)
    assert code == 2 and said in err and out == "" and err.count("\n") == 1
    assert json.loads(run("list", "--json")[1]) == []


def test_a_name_that_is_taken_keeps_its_password(run: Run, database_address: str) -> None:
    run("add", NAME, "--password-stdin", stdin=PASSWORD)
    assert run("add", NAME, "--password-stdin", stdin=OTHER)[0] == 2
    assert _opens(database_address, PASSWORD)


def test_a_password_on_the_command_line_is_wrong_usage(run: Run) -> None:
    for wrong in ((NAME, PASSWORD), (NAME, "--password", PASSWORD), (NAME, "--password-stdin", "--no-password")):
        with pytest.raises(SystemExit) as raised:
            main(["educators", "add", *wrong])
        assert raised.value.code == 2


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
@pytest.mark.parametrize(("again", "code", "said"), [(PASSWORD, 0, "can sign in now"), (OTHER, 2, "not the same")])
def test_at_a_terminal_the_password_is_asked_twice_and_not_shown(
    database_address: str, again: str, code: int, said: str
) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ui.cli", "educators", "add", NAME]
    environment = {**os.environ, "PRECEPTORSHIP_DATABASE": database_address}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    shown = _until(ours, "characters): ")
    os.write(ours, f"{PASSWORD}\n".encode())
    shown += _until(ours, "again: ")
    os.write(ours, f"{again}\n".encode())
    shown += _until(ours, said)
    assert process.wait(30) == code
    os.close(ours)
    assert PASSWORD not in shown and OTHER not in shown


def _until(terminal: int, words: str) -> str:
    shown, end = "", time.monotonic() + 60
    while words not in shown and time.monotonic() < end:
        shown += os.read(terminal, 1024).decode()
    assert words in shown
    return shown
