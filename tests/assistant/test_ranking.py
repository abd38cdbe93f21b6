"""Ranking: every sign is measured where its name says, and relevance stays between 0 and 1."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.lens import Lens
from assistant.queries import Query
from assistant.questions import Reader
from assistant.ranking import SIGNS, WEIGHTS, Ranking, load_ranking, signs
from corpus.sources import Corpus, Source
from ingest.passages import Passage

MATCHING = SIGNS[:5]
CORPUS = Corpus(Path(), "one", "Scotland", (Source("U", "All", "P"), Source("E", "E", "P", nations=("England",))))


def measured(meaning: list[float], words: list[float], *, source: str = "U", gap: bool = False) -> dict[str, float]:
    passage = Passage(f"{source}:1", source, "Text.", (), "Principle 4", 0, 0, is_gap=gap)
    lens = Lens(CORPUS, Query("?", "", clauses=("principle-4",)), Reader())
    return dict(zip(SIGNS, signs(passage, np.array(meaning), np.array(words), lens), strict=True))


def test_each_sign_is_measured_where_its_name_says() -> None:
    found = measured([0.2, 0.9, 0.5, 0.7], [0.1, 0.3, 0.0, 0.8])
    assert found == pytest.approx(
        {
            "meaning": 0.9,
            "own meaning": 0.2,
            "second meaning": 0.7,
            "words": 0.8,
            "own words": 0.1,
            "lens": 0.0,
            "clause named": 1.0,
            "gap": 0.0,
        }
    )


@pytest.mark.parametrize("meaning", [[0.4], [0.4, 0.9]], ids=["no example question", "one"])
def test_a_passage_with_few_example_questions_is_measured_all_the_same(meaning: list[float]) -> None:
    found = measured(meaning, [0.0] * len(meaning))
    assert found["second meaning"] == min(meaning)


def test_a_gap_statement_and_another_nation_are_noticed() -> None:
    assert measured([0.1], [0.1], gap=True)["gap"] == 1.0
    assert measured([0.1], [0.1], source="E")["lens"] < 0


@given(arrays(np.float64, (4, len(SIGNS)), elements=st.floats(-1, 1)))
def test_relevance_never_leaves_0_to_1(values: np.ndarray) -> None:
    relevance = load_ranking().relevance(values)
    assert relevance.shape == (4,)
    assert ((relevance >= 0) & (relevance <= 1)).all()


def test_the_shipped_weights_name_the_signs_and_let_what_matches_speak_for_a_passage() -> None:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(stored) == set(SIGNS)
    assert sum(stored[name] for name in MATCHING) > 0
    relevance = load_ranking().relevance(np.array([[0.9] * 5 + [0.0] * 3, [0.1] * 5 + [0.0] * 3]))
    assert relevance[0] > relevance[1]


def test_the_shipped_weights_prefer_the_readers_nation_and_the_named_clause() -> None:
    even = [0.5] * 5
    plain, elsewhere, named = load_ranking().relevance(
        np.array([[*even, 0.0, 0.0, 0.0], [*even, -0.2, 0.0, 0.0], [*even, 0.0, 1.0, 0.0]])
    )
    assert elsewhere < plain < named


def test_a_weight_that_is_not_stored_counts_as_none() -> None:
    values = np.array([[0.5, 0.9, 0.9, 0.9, 0.9, 0.0, 1.0, 1.0]])
    assert Ranking({"meaning": 2.0}).relevance(values) == pytest.approx([0.5])
