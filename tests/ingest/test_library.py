"""The library: what is added, downloaded or rolled back joins the corpus whole, and survives what others do to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.sources import Source
from ingest.adding import Arrival, add, arrivals_in, without
from ingest.building import update_index
from ingest.collecting import collect
from ingest.embedding import WORD_COUNT
from ingest.fetching.records import Fetched, digest_of, write_records
from ingest.library import Library, open_library
from ingest.progress import quietly

PAGE = """<!doctype html><html lang="en-GB"><body><main><h1>Looking after chains</h1><h2>Rule 1: cleaning</h2>
<p>Owners should see to it that a bicycle chain is cleaned every two weeks in winter.</p></main></body></html>"""


@pytest.fixture
def library(small_corpus: Path, tmp_path: Path) -> Library:
    return open_library(small_corpus, tmp_path / "index")


@pytest.fixture
def bells(tmp_path: Path) -> Path:
    path = tmp_path / "bells.md"
    path.write_text("# All about bells\n\n## Ringing\n\nA bell is rung twice.\n", encoding="utf-8")
    return path


def added(library: Library, path: Path, **given: Any) -> tuple[Source, ...]:
    sources = add(library, [Arrival(path)], given, None, quietly).sources
    library.additions.write(sources)
    return sources


def downloaded(library: Library, source: str, page: str) -> None:
    """The publisher's own page of a source, as `ingest fetch` leaves it."""
    folder = library.additions.official
    folder.mkdir(parents=True)
    (folder / f"{source}.html").write_text(page, encoding="utf-8")
    url = "https://workshop.example/chains"
    sha256 = digest_of(folder / f"{source}.html")
    record = Fetched(
        source, f"{source}.html", url, url, "", "", sha256, len(page), "text/html", "2026-11-24T00:00:00+00:00"
    )
    write_records(folder, {source: record})


def test_a_file_describes_itself_and_what_is_named_goes_before(library: Library, bells: Path) -> None:
    (source,) = added(library, bells, publisher="Bell makers", nations=("Wales",))
    assert (source.id, source.title, source.publisher, source.nations) == (
        "A1",
        "All about bells",
        "Bell makers",
        ("Wales",),
    )


def test_additions_to_one_corpus_do_not_join_another_with_the_same_index_folder(
    library: Library, bells: Path, small_corpus: Path, tmp_path: Path
) -> None:
    added(library, bells)
    register = (small_corpus / "sources.toml").read_text(encoding="utf-8")
    (small_corpus / "sources.toml").write_text(register.replace("Bicycle", "Boat"), encoding="utf-8")
    assert open_library(small_corpus, tmp_path / "index").additions.sources() == ()


def test_going_back_brings_back_the_register_and_the_file_of_what_was_removed(
    library: Library, bells: Path, ingest: Callable[..., Any]
) -> None:
    folder = library.generations.folder
    kept = added(library, bells)
    update_index(library.corpus(), folder, WORD_COUNT, quietly)
    library.additions.write(without(library, ["A1"]))
    update_index(library.corpus(), folder, WORD_COUNT, quietly)
    library.drop_unused()
    library.roll_back()
    assert library.additions.sources() == kept
    assert "A bell is rung twice." in {passage.text for passage in collect(library.corpus()).passages}


def test_the_publisher_s_words_are_quoted_in_place_of_the_digest_s_and_the_rest_of_the_digest_stays(
    library: Library,
) -> None:
    before = collect(library.corpus()).passages
    downloaded(library, "B1", PAGE)
    after = {passage.text: passage for passage in collect(library.corpus()).passages}
    official = after["Owners should see to it that a bicycle chain is cleaned every two weeks in winter."]
    assert (official.wording, official.clause) == ("official", "Rule 1")
    assert official.asks == ("How often do I clean a chain?",)
    assert "A bicycle chain should be cleaned every two weeks in winter." not in after
    assert {passage.text for passage in before} - set(after) == {
        "A bicycle chain should be cleaned every two weeks in winter."
    }


def test_a_downloaded_document_that_is_damaged_or_cannot_be_read_leaves_the_digest(library: Library) -> None:
    before = collect(library.corpus()).passages
    downloaded(library, "B1", "<!doctype html><html><body></body></html>")
    found = collect(library.corpus())
    assert found.passages == before and [each.source_id for each in found.unread] == ["B1"]
    (library.additions.official / "B1.html").write_text("altered", encoding="utf-8")
    assert library.corpus().official == {}


def test_a_path_that_is_not_there_or_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="There is no file or folder"):
        list(arrivals_in([tmp_path / "nowhere"]))
    with pytest.raises(CorpusError, match="holds no document"):
        list(arrivals_in([tmp_path]))


def test_an_edit_of_one_clause_among_ten_thousand_passages_embeds_only_that(
    small_corpus: Path, ingest: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.embedding import WordCountEmbedder

    lines = [f"Drawer {n} holds part {n * 7}." for n in range(10_000)]
    hours = small_corpus / "documents/hours.md"
    hours.write_text("# Parts\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    assert ingest(small_corpus).manifest.passages > 10_000
    embedded: list[str] = []
    embed = WordCountEmbedder.embed_documents
    monkeypatch.setattr(
        WordCountEmbedder, "embed_documents", lambda self, texts: embedded.extend(texts) or embed(self, texts)
    )
    hours.write_text(hours.read_text(encoding="utf-8").replace(lines[5000], "Drawer 5000 is empty."), encoding="utf-8")
    report = ingest(small_corpus)
    assert embedded == ["Drawer 5000 is empty."] and report.changes.passages_after == report.changes.passages_before
