from collections.abc import Callable
from dataclasses import replace
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Answer, AnswerStatus
from evals.retrieval_metrics import (
    hit_at,
    is_relevant,
    mrr,
    ndcg,
    relevances,
    retrieval_scores,
    source_recall,
    unplaced,
)
from evals.samples import Sample
from ingest.passages import Passage

SAMPLE = Sample("a1", "answerable", "tuning", False, "Who?", facts=("S5.3",))
Make = Callable[..., Answer]


def test_a_unit_is_relevant_by_fact(make_answer: Make, passages: dict[str, Passage]) -> None:
    evidence = make_answer(evidence=["S52:a", "S5:a"]).evidence
    assert relevances(SAMPLE, evidence, passages) == (False, True)


def test_a_unit_is_relevant_by_copied_words(make_answer: Make, passages: dict[str, Passage]) -> None:
    sample = replace(SAMPLE, facts=(), words=("lasts 12 months",))
    evidence = make_answer(evidence=["S52:a", "S5:a"]).evidence
    assert relevances(sample, evidence, passages) == (True, False)


def test_words_with_another_number_are_not_held(make_answer: Make, passages: dict[str, Passage]) -> None:
    # 4 of 5 content words are there (preceptorship, England, lasts, months), but 18 is not.
    sample = replace(SAMPLE, facts=(), words=("Preceptorship in England lasts 18 months",))
    assert not is_relevant(sample, make_answer(evidence=["S52:a"]).evidence[0], passages)


def test_a_long_unit_counts_by_words_only(make_answer: Make, passages: dict[str, Passage]) -> None:
    long = replace(passages["S5:a"], text="the exact place " + "word " * 118)  # 121 words
    record = make_answer(evidence=["S5:a"]).evidence[0]
    assert not is_relevant(SAMPLE, record, {"S5:a": long})
    assert is_relevant(replace(SAMPLE, words=("the exact place",)), record, {"S5:a": long})
    at_limit = replace(long, text="the exact place " + "word " * 117)  # 120 words
    assert is_relevant(SAMPLE, record, {"S5:a": at_limit})


@pytest.mark.parametrize(
    ("source", "clause", "expected"),
    [
        ("S5", "", [True, True, False]),  # the whole source
        ("S5", "Principle 4", [True, True, False]),  # a clause holds the clauses below it
        ("S5", "principle 4 a", [False, True, False]),  # told apart by slug
        ("S5", "Principle 44", [False, False, False]),
        ("S1 S52", "", [False, False, True]),  # one of several sources
    ],
)
def test_source_and_clause_count_without_facts_and_words(
    make_answer: Make, passages: dict[str, Passage], source: str, clause: str, expected: list[bool]
) -> None:
    sample = replace(SAMPLE, facts=(), source=source, clause=clause)
    evidence = make_answer(evidence=["S5:a", "S5:b", "S52:a"]).evidence
    assert list(relevances(sample, evidence, passages)) == expected


def test_source_and_clause_do_not_count_beside_facts(make_answer: Make, passages: dict[str, Passage]) -> None:
    sample = replace(SAMPLE, source="S52")
    assert not is_relevant(sample, make_answer(evidence=["S52:a"]).evidence[0], passages)


def test_the_ranking_measures_by_hand() -> None:
    relevant = [False, True, False, True]
    assert hit_at(1, relevant) == 0  # rank 1 is not relevant
    assert hit_at(3, relevant) == 1  # rank 2 is
    assert mrr(relevant) == 1 / 2
    dcg = 1 / log2(3) + 1 / log2(5)  # ranks 2 and 4
    assert ndcg(relevant, total=2) == pytest.approx(dcg / (1 / log2(2) + 1 / log2(3)))
    # with a third relevant unit left unfound, the best ranking would have had three
    assert ndcg(relevant, total=3) == pytest.approx(dcg / (1 / log2(2) + 1 / log2(3) + 1 / log2(4)))


def test_rank_eleven_does_not_count() -> None:
    relevant = [False] * 10 + [True]
    assert mrr(relevant) == 0
    assert ndcg(relevant, total=1) == 0


def test_source_recall_counts_places_not_units(make_answer: Make, passages: dict[str, Passage]) -> None:
    sample = replace(SAMPLE, facts=("S5.3", "S52.1"))
    evidence = make_answer(evidence=["S5:a", "S5:b", "S52:a"]).evidence
    assert source_recall(1, sample, evidence, passages) == 0.5  # S5.3 of {S5.3, S52.1}
    assert source_recall(3, sample, evidence, passages) == 1.0


@given(st.lists(st.booleans(), max_size=15), st.integers(0, 20))
def test_every_measure_lies_between_0_and_1(relevant: list[bool], total: int) -> None:
    for value in (hit_at(5, relevant), mrr(relevant), ndcg(relevant, total)):
        assert 0.0 <= value <= 1.0


@given(st.lists(st.booleans(), min_size=1, max_size=10))
def test_the_best_ranking_scores_1(relevant: list[bool]) -> None:
    best = sorted(relevant, reverse=True)
    assert ndcg(best, sum(relevant)) == (1.0 if any(relevant) else 0.0)


def test_a_refusal_sample_is_unscored_not_wrong(make_answer: Make, passages: dict[str, Passage]) -> None:
    refusal = replace(SAMPLE, expect=(AnswerStatus.NOT_IN_CORPUS,))
    bare = replace(SAMPLE, facts=())
    for sample in (refusal, bare):
        scores = retrieval_scores(sample, make_answer(evidence=["S5:a"]).evidence, passages)
        assert all(score.value is None and score.reason for score in scores.values())


def test_a_label_that_is_nowhere_in_the_index_is_named(passages: dict[str, Passage]) -> None:
    assert unplaced([SAMPLE, replace(SAMPLE, id="a2", facts=("S9.9",))], passages) == ("a2",)
