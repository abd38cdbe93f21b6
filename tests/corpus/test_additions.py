"""Added documents have a register of their own; what joins a corpus never touches the corpus."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.additions import Additions, next_id, with_additions
from corpus.errors import CorpusError
from corpus.sources import Source, load_corpus


@pytest.fixture
def additions(tmp_path: Path) -> Additions:
    return Additions(tmp_path / "added")


def document(path: Path, text: str = "# T\n\nWords.\n") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_added_is_an_empty_register(additions: Additions) -> None:
    assert additions.sources() == ()


def test_what_is_written_reads_back_the_same(additions: Additions, tmp_path: Path) -> None:
    source = Source(
        id="A1",
        title='Title with "quotes" and \\ and é',
        publisher="P",
        nations=("Scotland", "Wales"),
        show=False,
        file=additions.keep(document(tmp_path / "a b.md")),
    )
    additions.write([source, replace(source, id="A2", currency="superseded")])
    assert additions.sources() == (source, replace(source, id="A2", currency="superseded"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.text(max_size=20))
def test_any_title_survives_the_register(tmp_path_factory: pytest.TempPathFactory, title: str, url: str) -> None:
    additions = Additions(tmp_path_factory.mktemp("added"))
    source = Source(
        id="A1", title=f"T{title}", publisher="P", url="https://x.example/" + "".join(filter(str.isalnum, url))
    )
    additions.write([source])
    assert additions.sources() == (source,)


def test_two_files_of_one_name_are_both_kept(additions: Additions, tmp_path: Path) -> None:
    names = {additions.keep(document(tmp_path / "a.md", text)) for text in ("one", "two", "one")}
    assert {(additions.folder / name).read_text() for name in names} == {"one", "two"}


def test_a_file_that_nothing_names_goes_and_the_others_stay(additions: Additions, tmp_path: Path) -> None:
    kept, gone = (additions.keep(document(tmp_path / "a.md", text)) for text in ("one", "two"))
    additions.drop_unused([Source(id="A1", title="T", publisher="P", file=kept)])
    assert (additions.folder / kept).exists() and not (additions.folder / gone).exists()


def test_an_added_document_is_found_in_its_own_folder(additions: Additions, tmp_path: Path, small_corpus: Path) -> None:
    corpus = load_corpus(small_corpus)
    source = Source(id=next_id(corpus), title="T", publisher="P", file=additions.keep(document(tmp_path / "a.md")))
    joined = with_additions(corpus, additions, [source])
    assert source.id == "A1" and next_id(joined) == "A2"
    assert joined.path(source).read_text() == "# T\n\nWords.\n"
    assert joined.path(corpus.source("B1")) == corpus.path(corpus.source("B1"))
    assert joined.digest() != corpus.digest()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Source(id="B1", title="T", publisher="P", no_file="-"), "have the id B1"),
        (Source(id="A1", title="T", publisher="P", file="documents/none.md"), "is missing"),
        (Source(id="A1", title="T", publisher="P", file="../../sources.toml"), "lies outside"),
    ],
)
def test_an_added_source_that_does_not_agree_is_refused(
    additions: Additions, small_corpus: Path, source: Source, said: str
) -> None:
    with pytest.raises(CorpusError, match=said):
        with_additions(load_corpus(small_corpus), additions, [source])


@pytest.mark.parametrize("text", ["source = 5", "[[source]\n", 'source = ["A1"]', "[[source]]\nid = 5"])
def test_a_register_that_was_spoilt_by_hand_gets_one_plain_sentence(additions: Additions, text: str) -> None:
    additions.folder.mkdir()
    (additions.folder / "sources.toml").write_text(text)
    with pytest.raises(CorpusError) as caught:
        additions.sources()
    assert caught.value.hint
