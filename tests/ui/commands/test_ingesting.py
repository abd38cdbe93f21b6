"""The commands for the index: how it stands, what a loss needs, and what a damaged copy costs."""

from pathlib import Path

from tests.ui.commands.conftest import Run, asked


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


def test_options_stand_before_or_after_the_action(run: Run, bells: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert run("ingest", "--index", elsewhere, "add", bells)[0] == 0
    assert "1 added" in run("ingest", "list", "--index", elsewhere)[1]
    assert "0 added" in run("ingest", "list")[1]


def test_figures_of_an_index_that_is_not_that_of_the_documents_are_not_given(
    run: Run, bells: Path, small_corpus: Path
) -> None:
    run("ingest", "add", bells)
    code, _, told = run("eval", "--record")
    assert code == 2 and "1 added or downloaded documents" in told
    (small_corpus / "documents/hours.md").write_text("# Hours\n\nShut.\n", encoding="utf-8")
    code, _, told = run("eval")
    assert code == 2 and told.startswith("Documents have changed since")


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
