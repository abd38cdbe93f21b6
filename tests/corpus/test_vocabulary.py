"""Words for words: read as whole words, and refused when the file is not what it should be."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.sources import SHIPPED
from corpus.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('abbreviations = "bb"', id="text for a table"),
        pytest.param("[abbreviations]\nbb = 5", id="number for a meaning"),
        pytest.param("[synonyms]\nboss = [1]", id="list for a meaning"),
        pytest.param('[[difference]]\ntopic = "x"', id="difference without sides"),
        pytest.param('[[difference]]\ntopic = "x"\nasks = "how?"\nsides = {a = "F1"}', id="asks as text"),
        pytest.param('[[difference]]\ntopic = "x"\nasks = []\nsides = {a = 1}', id="facts as number"),
        pytest.param("[abbreviations", id="not TOML"),
    ],
)
def test_a_faulty_vocabulary_is_refused_when_read_not_when_asked(tmp_path: Path, text: str) -> None:
    (tmp_path / "vocabulary.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"The vocabulary .* cannot be read"):
        load_vocabulary(tmp_path)


def test_a_corpus_without_vocabulary_changes_no_question(tmp_path: Path) -> None:
    empty = load_vocabulary(tmp_path)
    assert empty.spelt_out("What does the BB do?") == "What does the BB do?"
    assert empty.besides("my boss") == ""
    assert empty.differences == ()


def test_short_forms_are_spelt_out_only_as_whole_words(small_corpus: Path) -> None:
    words = load_vocabulary(small_corpus)
    assert words.spelt_out("Is the BB in the rubber?") == "Is the bottom bracket in the rubber?"


def test_everyday_words_bring_the_documents_words_whatever_stands_around_them(small_corpus: Path) -> None:
    words = load_vocabulary(small_corpus)
    assert words.besides("Should I LUBRICATE?") == "oil"
    assert words.besides("What do lubricated parts need?") == ""


def test_the_sides_of_a_difference_keep_their_order_and_facts(tmp_path: Path) -> None:
    text = (
        '[[difference]]\ntopic = "length"\nasks = ["how long?"]\n[difference.sides]\nNES = "S7.1 S7.2"\nHCPC = "S1.1"\n'
    )
    (tmp_path / "vocabulary.toml").write_text(text, encoding="utf-8")
    (difference,) = load_vocabulary(tmp_path).differences
    assert [(side.label, side.facts) for side in difference.sides] == [("NES", ("S7.1", "S7.2")), ("HCPC", ("S1.1",))]


def test_the_shipped_vocabulary_can_be_read() -> None:
    assert load_vocabulary(SHIPPED).abbreviations["hcpc"] == "Health and Care Professions Council"
