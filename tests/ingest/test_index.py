"""The index: built only when something changed, refused when it is not what it should be, never lost by a failure."""

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import CorpusError
from corpus.sources import load_corpus
from ingest import building, index
from ingest.changes import LossRefused
from ingest.embedding import WORD_COUNT, EmbeddingError, WordCountEmbedder
from ingest.generations import Generations, IndexUnusable, read_manifest
from ingest.index import Index, open_index

Ingest = Callable[..., Any]
CHROMA = "chroma/chroma.sqlite3"


def published(folder: Path) -> Path:
    path = Generations(folder).published()
    assert path is not None
    return path


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "generations").iterdir())


def test_both_sides_of_the_index_hold_the_same_entries_in_the_same_order(small_index: Index) -> None:
    ids = [entry.id for entry in small_index.entries]
    assert sorted(ids) == sorted(small_index.dense.get()["ids"])  # type: ignore[attr-defined]
    assert small_index.vectors.shape == (len(ids), WordCountEmbedder.SIZE)
    assert small_index.lexical.size == len(ids)
    expected = WordCountEmbedder().embed_documents([entry.text for entry in small_index.entries])
    assert np.allclose(small_index.vectors, expected, atol=1e-6)


def test_a_list_is_found_whole_and_in_order(small_index: Index) -> None:
    items = [[passage.label for passage in members] for members in small_index.lists.values()]
    assert items == [["", "a)", "b)", "c)", "d)"], ["1.", "2.", "3."]]


def test_an_unchanged_corpus_is_left_alone(small_corpus: Path, index_folder: Path, ingest: Ingest) -> None:
    before = generations(index_folder)
    report = ingest(small_corpus)
    assert not report.changed and generations(index_folder) == before


def test_a_change_publishes_a_new_generation_and_embeds_only_new_texts(
    small_corpus: Path, index_folder: Path, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    embed = WordCountEmbedder.embed_documents
    monkeypatch.setattr(
        WordCountEmbedder, "embed_documents", lambda self, texts: asked.extend(texts) or embed(self, texts)
    )
    for n in range(3):
        with (small_corpus / "documents/hours.md").open("a") as stream:
            stream.write(f"\nRule {n} is new.\n")
        assert ingest(small_corpus).changed
        assert len(generations(index_folder)) == 2
    assert asked == ["Rule 0 is new.", "Rule 1 is new.", "Rule 2 is new."]
    texts = [passage.text for passage in open_index(load_corpus(small_corpus), index_folder, WORD_COUNT).passages]
    assert texts[-3:] == asked


def test_a_reader_of_the_generation_before_is_not_disturbed(
    small_corpus: Path, small_index: Index, ingest: Ingest
) -> None:
    (small_corpus / "documents/hours.md").write_text("# Hours\n\nShut.\n", encoding="utf-8")
    assert ingest(small_corpus).changed
    assert small_index.dense.similarity_search("chain", k=2)


def test_without_an_index_the_hint_says_how_to_build_one(small_corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match=r"no index at .* Run `preceptorship ingest`"):
        open_index(load_corpus(small_corpus), tmp_path / "nowhere", WORD_COUNT)


def test_an_index_of_another_corpus_is_refused(small_corpus: Path, index_folder: Path) -> None:
    register = (small_corpus / "sources.toml").read_text(encoding="utf-8")
    (small_corpus / "sources.toml").write_text(register.replace("Bicycle", "Boat"), encoding="utf-8")
    with pytest.raises(IndexUnusable, match=r"made from other documents \(Bicycle workshop\)") as caught:
        open_index(load_corpus(small_corpus), index_folder, WORD_COUNT)
    assert "preceptorship ingest" in caught.value.hint


def test_an_index_that_is_older_than_its_documents_answers_and_says_so(small_corpus: Path, index_folder: Path) -> None:
    assert open_index(load_corpus(small_corpus), index_folder, WORD_COUNT).notice is None
    register = (small_corpus / "sources.toml").read_text(encoding="utf-8")
    (small_corpus / "sources.toml").write_text(register.replace("Opening hours", "Times"), encoding="utf-8")
    (small_corpus / "documents/hours.md").write_text("# Hours\n\nAlways shut.\n", encoding="utf-8")
    index = open_index(load_corpus(small_corpus), index_folder, WORD_COUNT)
    assert index.notice and index.notice.startswith("Documents have changed since the index was built on ")
    assert index.corpus.source("B3").title == "Opening hours"
    assert any("opens at nine" in passage.text for passage in index.passages)


def test_an_index_of_another_model_is_refused(small_corpus: Path, index_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="another embedding model"):
        open_index(load_corpus(small_corpus), index_folder, str(tmp_path))


def test_an_index_of_another_splitter_is_refused(
    small_corpus: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "SPLITTER_VERSION", "of tomorrow")
    with pytest.raises(IndexUnusable, match="another version of this program"):
        open_index(load_corpus(small_corpus), index_folder, WORD_COUNT)


def test_an_index_of_another_chroma_is_refused_for_its_files_change_form(
    small_corpus: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "store_version", lambda: "chromadb 9.0.0")
    with pytest.raises(IndexUnusable, match=r"another version of its store \(chromadb 1"):
        open_index(load_corpus(small_corpus), index_folder, WORD_COUNT)


def cut(name: str) -> Callable[[Path], Any]:
    return lambda path: (path / name).write_bytes((path / name).read_bytes()[:-30])


def without_last_line(path: Path) -> None:
    lines = (path / "passages.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (path / "passages.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")


DAMAGES: dict[str, Callable[[Path], Any]] = {
    "passages cut in a line": cut("passages.jsonl"),
    "passages short of a line": without_last_line,
    "passages gone": lambda path: (path / "passages.jsonl").unlink(),
    "entries cut": cut("entries.jsonl"),
    "vectors gone": lambda path: (path / "vectors.npy").unlink(),
    "vectors empty": lambda path: (path / "vectors.npy").write_bytes(b""),
    "vectors cut": cut("vectors.npy"),
    "words gone": lambda path: shutil.rmtree(path / "lexical"),
    "Chroma empty": lambda path: (path / CHROMA).write_bytes(b""),
    "Chroma zeroed": lambda path: (path / CHROMA).write_bytes(bytes((path / CHROMA).stat().st_size)),
    "Chroma gone": lambda path: shutil.rmtree(path / "chroma"),
    "manifest gone": lambda path: (path / "manifest.json").unlink(),
    "manifest of something else": lambda path: (path / "manifest.json").write_text("[1]"),
    "generation gone": shutil.rmtree,
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_index_is_refused_with_the_hint_and_rebuilt_by_ingest(
    small_corpus: Path, index_folder: Path, ingest: Ingest, name: str
) -> None:
    DAMAGES[name](published(index_folder))
    with pytest.raises(IndexUnusable, match=r"is damaged\. Run `preceptorship ingest`"):
        open_index(load_corpus(small_corpus), index_folder, WORD_COUNT)
    assert ingest(small_corpus).changed
    assert open_index(load_corpus(small_corpus), index_folder, WORD_COUNT).dense.similarity_search("chain", k=1)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_generation_gives_way_to_the_one_before_and_the_notice_says_so(
    small_corpus: Path, index_folder: Path, ingest: Ingest, name: str
) -> None:
    text = (small_corpus / "documents/hours.md").read_text(encoding="utf-8")
    (small_corpus / "documents/hours.md").write_text("# Hours\n\nAlways shut.\n", encoding="utf-8")
    ingest(small_corpus)
    DAMAGES[name](published(index_folder))
    found = open_index(load_corpus(small_corpus), index_folder, WORD_COUNT)
    assert found.notice and found.notice.startswith("The newest index is damaged.")
    assert found.by_id and text.split("\n\n")[1].strip() in {passage.text for passage in found.passages}


def test_a_damaged_private_copy_is_never_opened(
    small_corpus: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(IndexUnusable, match="damaged"):
        open_index(load_corpus(small_corpus), index_folder, WORD_COUNT, is_healthy=lambda path: False)
    assert not [path for path in (index_folder / "scratch").iterdir() if path.is_dir()]


def test_what_happens_to_the_files_cannot_disturb_an_open_index(
    small_corpus: Path, index_folder: Path, small_index: Index
) -> None:
    for file in published(index_folder).rglob("*"):
        if file.is_file():
            file.write_bytes(b"")
    assert small_index.dense.similarity_search("chain", k=2)
    assert np.isfinite(small_index.vectors.sum()) and small_index.lexical.scores(["chain"]).any()


def test_a_closed_index_leaves_no_copy(index_folder: Path, small_index: Index) -> None:
    assert list((index_folder / "scratch").iterdir())
    small_index.close()
    assert not list((index_folder / "scratch").iterdir())


def test_a_build_that_does_not_answer_is_not_published(
    small_corpus: Path, index_folder: Path, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "write_store", lambda folder, *_: folder.mkdir())
    (small_corpus / "documents/hours.md").write_text("# Hours\n\nAlways shut.\n", encoding="utf-8")
    before = generations(index_folder)
    with pytest.raises(IndexUnusable, match="does not answer; the one before stays"):
        ingest(small_corpus)
    assert generations(index_folder) == before


@pytest.mark.parametrize("failing", ["build_lexical", "write_manifest", "is_healthy", "collect"])
def test_a_build_that_fails_half_way_leaves_the_published_index_and_no_rubbish(
    small_corpus: Path, index_folder: Path, ingest: Ingest, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before, text = generations(index_folder), (small_corpus / "documents/hours.md").read_text(encoding="utf-8")
    (small_corpus / "documents/hours.md").write_text(text + "\nNew.\n", encoding="utf-8")

    def breaks(*_: Any, **__: Any) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(building, failing, breaks)
        with pytest.raises(OSError, match="no space left"):
            ingest(small_corpus)
    assert generations(index_folder) == before
    (small_corpus / "documents/hours.md").write_text(text, encoding="utf-8")
    assert open_index(load_corpus(small_corpus), index_folder, WORD_COUNT).passages


def test_a_document_that_can_no_longer_be_read_is_not_lost_unasked(
    small_corpus: Path, index_folder: Path, ingest: Ingest
) -> None:
    text = (small_corpus / "sources.toml").read_text(encoding="utf-8")
    (small_corpus / "documents/bad.pdf").write_bytes(b"%PDF-1.7 no")
    (small_corpus / "sources.toml").write_text(
        text.replace("documents/hours.md", "documents/bad.pdf"), encoding="utf-8"
    )
    before = generations(index_folder)
    with pytest.raises(LossRefused, match=r"The file of B3 cannot be read.* would be lost; nothing was published"):
        ingest(small_corpus)
    assert generations(index_folder) == before


def test_a_document_that_cannot_be_read_stops_no_other(small_corpus: Path, ingest: Ingest) -> None:
    (small_corpus / "documents/hours.md").write_bytes(b"")
    report = ingest(small_corpus)
    assert [(each.source_id, each.outcome) for each in report.changes.unread] == [("B3", "empty")]
    assert report.manifest.sources == 2


def test_a_corpus_without_any_passage_says_why(small_corpus: Path, ingest: Ingest) -> None:
    for file in (small_corpus / "documents").iterdir():
        file.write_bytes(b"")
    with pytest.raises(CorpusError, match=r"holds no passages\. The file of B1 is empty"):
        ingest(small_corpus)


def test_a_model_that_cannot_be_loaded_leaves_the_published_index(
    small_corpus: Path, index_folder: Path, ingest: Ingest, tmp_path: Path
) -> None:
    before = generations(index_folder)
    with pytest.raises(EmbeddingError):
        ingest(small_corpus, embedder=str(tmp_path / "no model"))
    assert generations(index_folder) == before


def test_the_manifest_counts_what_is_there(small_index: Index, index_folder: Path) -> None:
    stored = json.loads((published(index_folder) / "manifest.json").read_text(encoding="utf-8"))
    assert (
        stored == dataclasses.asdict(small_index.manifest) == dataclasses.asdict(read_manifest(published(index_folder)))
    )
    assert (stored["sources"], stored["passages"]) == (3, len(small_index.passages))
    assert stored["entries"] == len(small_index.passages) + sum(len(p.asks) for p in small_index.passages)
