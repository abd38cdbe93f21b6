"""The BM25 side: shares of a perfect match, rare words heavy, synonyms at half weight."""

from pathlib import Path

import pytest

from ingest.lexical import BESIDES, LexicalIndex, build_lexical, open_lexical, tokens

TEXTS = [
    "Oil the chain.",
    "Clean the chain with a rag.",
    "The chain and the brake pads.",
    "Principle 3 d) asks for 1.5 hours.",
    "Nothing but 15 hours.",
    "!!!",
]


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    build_lexical(TEXTS, tmp_path / "lexical")
    return open_lexical(tmp_path / "lexical")


def test_stems_meet_and_numbers_stay_apart() -> None:
    assert tokens("Oiling chains, the preceptor’s") == tokens("oiled chain preceptors")
    assert tokens("Principle 3 d) 1.5 hours") == [*tokens("principle"), "3", "d", "1.5", *tokens("hour")]
    assert "15" not in tokens("1.5")


def test_a_rare_word_weighs_more_and_an_unknown_one_most(lexical: LexicalIndex) -> None:
    (chain,), (brake,), (unknown,) = tokens("chain"), tokens("brake"), tokens("submarine")
    assert lexical.document_frequency[chain] == 3 and lexical.document_frequency[brake] == 1
    assert lexical.idf(chain) < lexical.idf(brake) < lexical.idf(unknown)


def test_the_text_with_the_words_scores_best_and_every_score_is_a_share(lexical: LexicalIndex) -> None:
    scores = lexical.scores(tokens("how do I clean a chain"))
    assert int(scores.argmax()) == 1
    assert scores.min() >= 0 and scores.max() <= 1
    assert scores[4] == scores[5] == 0


def test_an_unknown_word_lowers_every_score(lexical: LexicalIndex) -> None:
    assert lexical.scores(tokens("clean submarine")).max() < lexical.scores(tokens("clean")).max()


def test_a_synonym_counts_half_and_never_twice(lexical: LexicalIndex) -> None:
    typed = lexical.scores(tokens("brake chain"))
    besides = lexical.scores(tokens("brake chain"), tokens("brake chain"))
    assert typed.tolist() == besides.tolist()
    whole = lexical.scores([*tokens("submarine"), *tokens("oil")])
    half = lexical.scores([*tokens("submarine"), *tokens("ship")], tokens("oil"))
    ceilings = lexical.idf(tokens("submarine")[0]) + lexical.idf(tokens("oil")[0]), 2 * lexical.idf("ship")
    assert half[0] * ceilings[1] == pytest.approx(BESIDES * whole[0] * ceilings[0], rel=1e-4)


@pytest.mark.parametrize("words", [[], tokens("submarine ship"), tokens("the of and")])
def test_words_that_nobody_wrote_find_nothing(lexical: LexicalIndex, words: list[str]) -> None:
    assert not lexical.scores(words).any()
