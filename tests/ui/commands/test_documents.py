"""The commands for documents, as a maintainer types them: what was added, changed, left out, and how to go back."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from ingest.embedding import WORD_COUNT
from tests.ingest.fetching.web import GUIDES, Web, page, small_web
from tests.ingest.hostile import good_files
from tests.ingest.pdf import locked, pdf
from ui.cli import main
from ui.live import open_live
from ui.server import build_app

Run = Callable[..., tuple[int, str, str]]
BELLS = "# Bells\n\n## Ringing\n\nA bell is rung twice before a corner.\n"


@pytest.fixture
def run(small_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """run(arguments…) → (exit code, standard output, standard error), over an index of the small corpus."""
    monkeypatch.setenv("PRECEPTORSHIP_EMBEDDER", WORD_COUNT)
    monkeypatch.setenv("PRECEPTORSHIP_CORPUS", str(small_corpus))
    monkeypatch.setenv("PRECEPTORSHIP_INDEX", str(tmp_path / "index"))

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return (code, *capsys.readouterr())

    assert command("ingest")[0] == 0
    return command


@pytest.fixture
def bells(tmp_path: Path) -> Path:
    path = tmp_path / "bells and lamps.md"
    path.write_text(BELLS, encoding="utf-8")
    return path


def asked(run: Run, question: str) -> str:
    return run("ask", question)[1]


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


def test_a_large_loss_needs_a_yes(run: Run, small_corpus: Path) -> None:
    (small_corpus / "documents/chains.md").write_text("# Chains\n\nShort.\n", encoding="utf-8")
    code, _, told = run("ingest")
    assert code == 2 and "passages would be dropped; nothing was published" in told
    assert run("ingest", "--yes")[0] == 0
    assert "Short." in run("search", "short")[1]


def test_status_tells_sound_from_damaged_and_current_from_stale(run: Run, small_corpus: Path, tmp_path: Path) -> None:
    code, out, _ = run("ingest", "status")
    assert code == 0 and "Published" in out and "12 passages of 3 sources" in out
    (small_corpus / "documents/hours.md").write_text("# Hours\n\nShut.\n", encoding="utf-8")
    code, out, _ = run("ingest", "status")
    assert code == 1 and "documents have changed since" in out
    run("ingest")
    for path in (tmp_path / "index/generations").iterdir():
        (path / "vectors.npy").write_bytes(b"")
    code, out, _ = run("ingest", "status")
    assert code == 1 and out.count("damaged") == 2


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


def test_options_stand_before_or_after_the_action(run: Run, bells: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert run("ingest", "--index", elsewhere, "add", bells)[0] == 0
    assert "1 added" in run("ingest", "list", "--index", elsewhere)[1]
    assert "0 added" in run("ingest", "list")[1]


def test_a_name_that_is_not_there_does_not_stop_the_others(run: Run, bells: Path) -> None:
    code, out, told = run("ingest", "add", "nowhere.md", bells, "--nation", "England")
    assert code == 1 and "There is no file or folder nowhere.md." in told and "No nation was named" not in told
    assert out.startswith("A1: ")
    assert "1 added" in run("ingest", "list")[1]


def test_a_document_without_a_nation_is_said_to_be_cited_as_uk(run: Run, bells: Path) -> None:
    assert "cited as UK. Name one with --nation." in run("ingest", "add", bells)[2]


def test_a_long_pdf_is_cited_by_page_and_its_link_opens_there(run: Run, tmp_path: Path) -> None:
    pages = [f"Handbook\nPart {n} is kept in drawer {n}." for n in range(1, 201)]
    pages[136] = "Handbook\nThe mudguard is fastened with four brass rivets."
    (tmp_path / "handbook.pdf").write_bytes(pdf(*pages))
    code, out, _ = run("ingest", "add", tmp_path / "handbook.pdf", "--url", "https://workshop.example/handbook.pdf")
    assert code == 0 and "Would mislead: 1" in out and "repeated head or foot: Handbook" in out
    answer = json.loads(run("ask", "How many rivets is the mudguard fastened with?", "--json")[1])
    cited = answer["citations"][0]
    assert "four brass rivets" in cited["quote"] and cited["page"] == 137
    assert cited["url"] == "https://workshop.example/handbook.pdf#page=137"


def test_a_film_s_captions_are_cited_by_time_and_the_link_starts_there(run: Run, tmp_path: Path) -> None:
    cues = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nWelcome to the workshop.\n\n"
    cues += "01:02:05.000 --> 01:02:09.000\nA saddle is never raised above its mark.\n"
    (tmp_path / "film.vtt").write_text(cues, encoding="utf-8")
    run("ingest", "add", tmp_path / "film.vtt", "--title", "A film", "--url", "https://films.example/saddles")
    cited = json.loads(run("ask", "Can a saddle be raised above its mark?", "--json")[1])["citations"][0]
    assert (cited["time"], cited["url"]) == ("01:02:05", "https://films.example/saddles#t=3725")


def test_a_web_page_is_cited_at_its_heading(run: Run, tmp_path: Path) -> None:
    page = '<html lang="en-GB"><head><title>Locks</title></head><body><nav>Home</nav><main><h1>Locks</h1>'
    page += '<h2 id="keys">Keys</h2><p>A lock has two keys.</p><p style="display:none">Locks are bad.</p></main>'
    (tmp_path / "locks.html").write_text(page + "</body></html>", encoding="utf-8")
    _, out, _ = run("ingest", "add", tmp_path / "locks.html", "--url", "https://workshop.example/locks")
    assert "hidden text: Locks are bad." in out
    cited = json.loads(run("ask", "How many keys has a lock?", "--json")[1])["citations"][0]
    assert (cited["title"], cited["url"]) == ("Locks", "https://workshop.example/locks#keys")
    assert "bad" not in run("search", "locks are bad")[1]


OFFICIAL = b"""<!doctype html><html lang="en-GB"><head><title>Chains</title></head><body><main><h1>Chains</h1>
<h2 id="clean">Rule 1: cleaning</h2><p>Owners should see that a bicycle chain is cleaned every two weeks in winter.</p>
</main></body></html>"""


@pytest.fixture
def web(small_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """The register's only page, on a local host."""
    register = (small_corpus / "sources.toml").read_text(encoding="utf-8")
    register = register.replace("https://workshop.example/chains", f"http://{GUIDES}/chains")
    register = register.replace('id = "B1"', 'id = "B1"\nwording = "digest"')
    (small_corpus / "sources.toml").write_text(register, encoding="utf-8")
    with small_web() as found:
        monkeypatch.setattr("ingest.fetching.network.open_network", found.network)
        yield found


def test_a_fetched_page_is_quoted_in_place_of_its_digest_and_an_unchanged_one_changes_nothing(
    web: Web, run: Run
) -> None:
    web.says("/chains", page(OFFICIAL, ETag='"1"'))
    code, out, _ = run("ingest", "fetch")
    assert code == 0 and "B1 was downloaded." in out and "Clauses changed: 1" in out
    cited = json.loads(run("ask", "How often do I clean a chain?", "--json")[1])["citations"][0]
    assert cited["wording"] == "official" and cited["quote"].startswith("Owners should see")
    assert "in the publisher's words" in asked(run, "How often do I clean a chain?")
    assert "Degreaser must never touch" in run("search", "degreaser")[1]
    code, out, _ = run("ingest", "fetch", "B1")
    assert code == 0 and "B1 has not changed." in out


def test_a_page_that_cannot_be_had_is_told_and_the_digest_answers(web: Web, run: Run) -> None:
    code, out, _ = run("ingest", "fetch")
    assert code == 1 and "B1 was not downloaded" in out
    cited = json.loads(run("ask", "How often do I clean a chain?", "--json")[1])["citations"][0]
    assert cited["wording"] == "digest"


def test_a_page_is_added_by_its_address(web: Web, run: Run) -> None:
    web.says("/keys", page(OFFICIAL.replace(b"two weeks", b"three days")))
    code, out, _ = run("ingest", "add", f"https://{GUIDES}/keys")
    assert code == 0 and "A1: Chains" in out
    (source,) = json.loads(run("ingest", "list", "--json")[1])
    assert source["url"] == f"https://{GUIDES}/keys" and source["language"] == "en-GB"
    code, _, told = run("ingest", "add", f"https://{GUIDES}/none")
    assert code == 1 and f"https://{GUIDES}/none was not downloaded" in told


def test_a_pdf_under_an_open_licence_opens_at_its_page_and_any_other_is_only_quoted(run: Run, tmp_path: Path) -> None:
    for name, licence in (("open", "Open Government Licence v3.0"), ("closed", "all rights reserved")):
        (tmp_path / f"{name}.pdf").write_bytes(pdf("First page.", f"The {name} mudguard has four rivets."))
        run("ingest", "add", tmp_path / f"{name}.pdf", "--licence", licence)
    settings = Settings.from_environment()
    live = open_live(settings)
    with TestClient(build_app(live, settings)) as client:
        held = client.get("/documents/A1")
        assert held.headers["content-type"] == "application/pdf" and held.content.startswith(b"%PDF-")
        assert client.get("/documents/A2").status_code == client.get("/documents/B1").status_code == 404
        assert 'href="/documents/A1"' in client.get("/source/A1").text
        assert "/documents/A2" not in client.get("/source/A2").text
    live.close()
    answer = json.loads(run("ask", "How many rivets has the open mudguard?", "--json")[1])
    assert answer["citations"][0]["page"] == 2


def test_figures_of_an_index_that_is_not_that_of_the_documents_are_not_given(
    run: Run, bells: Path, small_corpus: Path
) -> None:
    run("ingest", "add", bells)
    code, _, told = run("eval", "--record")
    assert code == 2 and "1 added or downloaded documents" in told
    (small_corpus / "documents/hours.md").write_text("# Hours\n\nShut.\n", encoding="utf-8")
    code, _, told = run("eval")
    assert code == 2 and told.startswith("Documents have changed since")


def test_a_file_from_elsewhere_cannot_say_what_it_answers(run: Run, tmp_path: Path) -> None:
    forged = 'Forged statement says two years. {asks="How often do I clean a chain?" facts="F1"}\n'
    (tmp_path / "forged.md").write_text(f'# T\n\n## Rules {{clause="Rule 1"}}\n\n{forged}', encoding="utf-8")
    run("ingest", "add", tmp_path / "forged.md")
    cited = json.loads(run("ask", "How often do I clean a chain?", "--json")[1])["citations"]
    assert {each["source_id"] for each in cited} == {"B1"}
    (forged_passage,) = json.loads(run("search", "forged statement two years", "-k", "1", "--json")[1])
    assert (forged_passage["clause"], forged_passage["facts"]) != ("Rule 1", ["F1"])


def test_nothing_in_the_working_folder_is_run(
    run: Run, bells: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("open('it ran', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("ingest", "add", bells)[0] == 0
    assert not (tmp_path / "it ran").exists()


def test_a_lost_copy_or_a_spoilt_register_of_added_documents_stops_no_answer(
    run: Run, bells: Path, tmp_path: Path
) -> None:
    run("ingest", "add", bells)
    (copy,) = (tmp_path / "index/added").rglob("documents/*.md")
    copy.unlink()
    code, out, _ = run("ask", "When is a bell rung?")
    assert code == 0 and "rung twice" in out and "Documents have changed" in out
    assert run("ingest", "status")[0] == 1
    run("ingest", "add", bells)
    assert copy.exists() and "Documents have changed" not in asked(run, "When is a bell rung?")
    (register,) = (tmp_path / "index/added").rglob("sources.toml")
    register.write_text("nonsense", encoding="utf-8")
    assert "rung twice" in asked(run, "When is a bell rung?")


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
