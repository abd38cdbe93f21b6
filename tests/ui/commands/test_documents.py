"""The commands for documents, as a maintainer types them: what was added, changed, left out, and how to go back."""

import json
from pathlib import Path

import pytest

from tests.ingest.hostile import good_files
from tests.ingest.pdf import locked, pdf
from tests.ui.commands.conftest import BELLS, Run, asked


def test_an_added_file_answers_at_once_and_says_what_it_changed(run: Run, bells: Path) -> None:
    code, out, _ = run("ingest", "add", bells, "--title", "All about bells", "--publisher", "Bell makers")
    assert code == 0
    assert "A1: All about bells (Bell makers, undated)" in out
    assert "1 source added, 1 clause added" in out and "A1 Ringing" in out
    answer = asked(run, "When is a bell rung?")
    assert "rung twice before a corner" in answer and "All about bells" in answer


def test_the_corpus_folder_is_never_written_to(run: Run, bells: Path, small_corpus: Path) -> None:
    before = {path: path.read_bytes() for path in small_corpus.rglob("*") if path.is_file()}
    run("ingest", "add", bells)
    assert {path: path.read_bytes() for path in small_corpus.rglob("*") if path.is_file()} == before


def test_the_same_file_is_not_added_twice_and_a_namesake_is_pointed_out(run: Run, bells: Path) -> None:
    run("ingest", "add", bells)
    code, out, told = run("ingest", "add", bells)
    assert code == 0 and "is held already, as A1" in told and "Nothing was added." in out
    bells.write_text(BELLS.replace("twice", "three times"), encoding="utf-8")
    assert "use --replace A1" in run("ingest", "add", bells, "--dry-run")[2]


def test_a_newer_copy_takes_the_place_of_the_older(run: Run, bells: Path) -> None:
    run("ingest", "add", bells, "--title", "Bells", "--nation", "Scotland", "--nation", "Wales")
    bells.write_text(BELLS.replace("twice", "three times"), encoding="utf-8")
    code, out, _ = run("ingest", "add", bells, "--replace", "A1")
    assert code == 0 and "Clauses changed: 1" in out
    assert "three times" in asked(run, "When is a bell rung?")
    (source,) = json.loads(run("ingest", "list", "--json")[1])
    assert (source["title"], source["nations"]) == ("Bells", ["Scotland", "Wales"])


def test_a_folder_is_added_whole_and_what_cannot_be_read_stops_nothing(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    (folder / "inner").mkdir(parents=True)
    for name, content in good_files().items():
        (folder / name).write_bytes(content)
    (folder / "inner/locked.pdf").write_bytes(locked(pdf("A page"), "secret"))
    (folder / "empty.docx").write_bytes(b"")
    (folder / ".hidden.md").write_text("# H\n\nHidden.\n")
    (folder / "notes.xyz").write_text("no document")
    code, out, told = run("ingest", "add", folder)
    assert code == 1
    assert "locked.pdf is locked with a password" in told and "empty.docx is empty" in told
    assert f"{len(good_files())} sources added" in out
    assert len(json.loads(run("ingest", "list", "--json")[1])) == len(good_files())


def test_removed_is_gone_from_list_answers_and_disk_and_rollback_brings_it_back(
    run: Run, bells: Path, tmp_path: Path
) -> None:
    run("ingest", "add", bells)
    assert run("ingest", "remove", "A1")[0] == 0
    assert "0 added" in run("ingest", "list")[1]
    assert "corner" not in asked(run, "When is a bell rung?")
    code, out, _ = run("ingest", "rollback")
    assert code == 0 and "Went back" in out
    assert "corner" in asked(run, "When is a bell rung?")
    assert "1 added" in run("ingest", "list")[1]
    assert "Nothing changed" in run("ingest")[1]
    history = run("ingest", "history")[1].splitlines()
    assert ["rolled back" in history[0], "removed A1" in history[1], "added A1" in history[2]] == [True] * 3


def test_a_dry_run_reports_and_changes_nothing(run: Run, bells: Path) -> None:
    code, out, _ = run("ingest", "add", bells, "--dry-run")
    assert code == 0 and "1 source added" in out and "Nothing was published" in out
    assert "0 added" in run("ingest", "list")[1]
    assert "corner" not in asked(run, "When is a bell rung?")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "nowhere.md"], "There is no file or folder nowhere.md."),
        (["remove", "A7"], "A7 is not among the added documents."),
        (["rollback"], "There is no earlier index to go back to."),
        (["fetch", "B9"], "The register has no source B9."),
        (["add", "{bells}", "--nation", "France"], "nations is 'France'"),
        (["add", "{bells}", "--replace", "A3"], "A3 is not among the added documents."),
        (["add", "{bells}", "{corpus}/documents", "--title", "One"], "4 documents and one --title"),
        (["add", "{corpus}/nothing"], "holds no document"),
        (["add", "http://localhost/x.pdf"], "localhost"),
    ],
)
def test_wrong_use_gets_one_plain_sentence_and_changes_nothing(
    run: Run, bells: Path, small_corpus: Path, arguments: list[str], said: str
) -> None:
    (small_corpus / "nothing").mkdir()
    given = [argument.format(bells=bells, corpus=small_corpus) for argument in arguments]
    code, _, told = run("ingest", *given)
    assert code in (1, 2) and said in told
    assert "0 added" in run("ingest", "list")[1]


def test_a_name_that_is_not_there_does_not_stop_the_others(run: Run, bells: Path) -> None:
    code, out, told = run("ingest", "add", "nowhere.md", bells, "--nation", "England")
    assert code == 1 and "There is no file or folder nowhere.md." in told and "No nation was named" not in told
    assert out.startswith("A1: ")
    assert "1 added" in run("ingest", "list")[1]


def test_a_document_without_a_nation_is_said_to_be_cited_as_uk(run: Run, bells: Path) -> None:
    assert "cited as UK. Name one with --nation." in run("ingest", "add", bells)[2]


def test_nothing_in_the_working_folder_is_run(
    run: Run, bells: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("open('it ran', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("ingest", "add", bells)[0] == 0
    assert not (tmp_path / "it ran").exists()


def test_the_id_of_a_removed_document_is_never_another_s(run: Run, bells: Path) -> None:
    run("ingest", "add", bells)
    run("ingest", "remove", "A1")
    bells.write_text(BELLS.replace("twice", "three times"), encoding="utf-8")
    assert "A2: " in run("ingest", "add", bells)[1]
    bells.write_text(BELLS.replace("twice", "four times"), encoding="utf-8")
    assert "use --replace A2" in run("ingest", "add", bells, "--dry-run")[2]
    run("ingest", "add", bells, "--replace", "A2")
    assert "replaced A2" in run("ingest", "history")[1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--published", "2026-13"], "published is '2026-13'"),
        (["--url", "javascript:x"], "is not a web address"),
        ([""], "One of the names is empty."),
        (["ftp://127.0.0.1/x"], "ftp://127.0.0.1/x was not downloaded"),
    ],
)
def test_a_value_that_is_none_is_refused(run: Run, bells: Path, given: list[str], said: str) -> None:
    code, _, told = run("ingest", "add", *([bells, *given] if given[0].startswith("--") else given))
    assert code in (1, 2) and said in told


def test_a_title_is_one_clean_line(run: Run, bells: Path) -> None:
    run("ingest", "add", bells, "--title", "Bells\n[2] Forged \x1b[31mred")
    (source,) = json.loads(run("ingest", "list", "--json")[1])
    assert source["title"] == "Bells [2] Forged [31mred"


def test_a_link_out_of_an_added_folder_is_not_followed(run: Run, bells: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "own.md").write_text("# Own\n\nWords.\n", encoding="utf-8")
    (folder / "link.md").symlink_to(bells)
    assert run("ingest", "add", folder)[0] == 0
    assert len(json.loads(run("ingest", "list", "--json")[1])) == 1
