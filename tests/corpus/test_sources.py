"""The register: what is wrong is named in one sentence, with what to do about it."""

import hashlib
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.sources import SHIPPED, load_corpus

ENTRY = '[[source]]\nid = "B1"\ntitle = "Chains"\npublisher = "Workshop"\n'


def register(root: Path, text: str) -> Path:
    (root / "chains.md").write_text("# Chains\n\nOil them.\n", encoding="utf-8")
    (root / "sources.toml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(ENTRY + 'file = "gone.md"', "The file of B1, gone.md, is missing.", id="missing file"),
        pytest.param(ENTRY + 'file = "."', "The file of B1, ., is missing.", id="folder for a file"),
        pytest.param(
            (ENTRY + 'file = "chains.md"\n') * 2, "Two entries of the register have the id B1.", id="duplicate id"
        ),
        pytest.param(
            ENTRY + f'file = "chains.md"\nsha256 = "{"0" * 64}"',
            "is not the one that was registered",
            id="wrong digest",
        ),
        pytest.param(ENTRY + 'file = "chains.md"\ncolour = "red"', "has an unknown field: colour.", id="unknown field"),
        pytest.param(ENTRY + "file = 5", "file should be a text.", id="number for text"),
        pytest.param(ENTRY + 'nations = "Scotland"', "nations should be a list of texts.", id="text for list"),
        pytest.param(ENTRY + "audience = [1]", "audience should be a list of texts.", id="list of numbers"),
        pytest.param(ENTRY + 'show = "yes"', "show should be a true or false.", id="text for truth"),
        pytest.param(ENTRY + "published = 2023-11-30", "published should be a text.", id="date without quotes"),
        pytest.param(ENTRY + 'nations = ["France"]', "nations is 'France'.", id="unknown nation"),
        pytest.param(ENTRY + 'currency = "old"', "currency is 'old'.", id="unknown currency"),
        pytest.param(ENTRY + 'wording = "ours"', "wording is 'ours'.", id="unknown wording"),
        pytest.param(ENTRY, "B1 has no file and does not say why.", id="no file and no reason"),
        pytest.param('[[source]]\nid = "B1"', "(B1) lacks title, publisher.", id="fields left out"),
        pytest.param(ENTRY.replace("B1", "a/b?"), "the id is 'a/b?'.", id="id that breaks addresses"),
        pytest.param('source = ["B1"]', "names no source.", id="entries that are no tables"),
        pytest.param("", "names no source.", id="empty register"),
        pytest.param('home_nation = "Mars"\n' + ENTRY + 'no_file = "-"', "home_nation is 'Mars'.", id="home nation"),
        pytest.param("[[source]\nid =", "cannot be read", id="not TOML"),
    ],
)
def test_a_faulty_register_is_refused_with_one_plain_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_corpus(register(tmp_path, text))
    assert said in caught.value.message
    assert caught.value.hint


def test_a_folder_without_a_register_is_named_with_the_option_to_use(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no register at .*sources\.toml.*--corpus"):
        load_corpus(tmp_path / "nowhere")


def test_a_register_that_is_not_text_does_not_end_in_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(CorpusError, match="cannot be read"):
        load_corpus(tmp_path)


def test_the_registered_digest_lets_the_registered_file_through(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(b"# Chains\n\nOil them.\n").hexdigest()
    corpus = load_corpus(register(tmp_path, f'{ENTRY}file = "chains.md"\nsha256 = "{sha256}"'))
    assert corpus.source("B1").sha256 == sha256


def test_a_source_without_a_file_stays_in_the_register_but_not_among_the_documents(small_corpus: Path) -> None:
    corpus = load_corpus(small_corpus)
    assert [source.id for source in corpus.sources] == ["B1", "B2", "B3", "B4"]
    assert [source.id for source in corpus.documents()] == ["B1", "B2", "B3"]
    assert corpus.source("B4").no_file
    with pytest.raises(KeyError):
        corpus.source("B9")


def test_uk_speaks_for_every_nation_and_a_nation_only_for_itself(small_corpus: Path) -> None:
    corpus = load_corpus(small_corpus)
    assert corpus.source("B1").covers("Wales")
    assert corpus.source("B2").covers("Scotland")
    assert not corpus.source("B2").covers("Wales")


@pytest.mark.parametrize("name", ["sources.toml", "vocabulary.toml", "documents/chains.md"])
def test_a_change_that_matters_to_the_index_changes_the_digest(small_corpus: Path, name: str) -> None:
    before = load_corpus(small_corpus).digest()
    assert load_corpus(small_corpus).digest() == before
    changed = (small_corpus / name).read_text(encoding="utf-8").replace("chain", "drive chain").replace("oil", "grease")
    (small_corpus / name).write_text(changed, encoding="utf-8")
    if name == "sources.toml":
        (small_corpus / "documents/chains.md").rename(small_corpus / "documents/drive chains.md")
    assert load_corpus(small_corpus).digest() != before


def test_the_shipped_register_says_for_every_source_what_it_holds_or_why_not() -> None:
    corpus = load_corpus(SHIPPED)
    assert corpus.home_nation == "Scotland"
    assert all(source.file or source.no_file for source in corpus.sources)
    assert all(source.url == "" for source in corpus.sources if not source.show)
