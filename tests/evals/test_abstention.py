from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from assistant.answers import Answer, AnswerStatus
from evals.abstention import (
    auroc,
    confidence_auroc,
    false_refusals,
    paraphrase_agreement,
    refusal_precision,
    refusals,
)
from evals.samples import Sample

Make = Callable[..., Answer]
ANSWERABLE = Sample("a", "answerable", "tuning", False, "Who?")
NEAR_MISS = replace(ANSWERABLE, class_="near-miss", expect=(AnswerStatus.NOT_IN_CORPUS, AnswerStatus.PARTLY_ANSWERED))
WEATHER = replace(ANSWERABLE, class_="out-of-scope", expect=(AnswerStatus.OUT_OF_SCOPE,))
ABSENT = replace(ANSWERABLE, expect=(AnswerStatus.NOT_IN_CORPUS,))


def test_refusals_are_counted_by_kind(make_answer: Make) -> None:
    asked = [
        (NEAR_MISS, make_answer(status=AnswerStatus.NOT_IN_CORPUS)),
        (NEAR_MISS, make_answer(status=AnswerStatus.PARTLY_ANSWERED)),  # allowed, so it is abstaining
        (NEAR_MISS, make_answer()),  # answered: wrong
        (WEATHER, make_answer(status=AnswerStatus.NOT_IN_CORPUS)),  # another refusal is still a refusal
        (WEATHER, make_answer(status=AnswerStatus.SIGNPOSTED)),  # neither answered nor refused
        (ABSENT, make_answer(status=AnswerStatus.FAILED)),  # a failure is no refusal
    ]
    assert refusals(asked) == {"absent topic": [False], "near-miss": [True, True, False], "out of scope": [True, False]}


def test_false_refusals_are_over_answerable_questions(make_answer: Make) -> None:
    refused = make_answer(status=AnswerStatus.NOT_IN_CORPUS)
    asked = [(ANSWERABLE, make_answer()), (ANSWERABLE, refused), (WEATHER, refused)]
    assert false_refusals(asked) == [False, True]
    assert refusal_precision(asked) == [False, True]  # two refusals, one of them right


def test_auroc_by_hand() -> None:
    # pairs (positive, negative): 0.9>0.5, 0.9>0.4, 0.5=0.5 counts half, 0.5>0.4: 3.5 of 4
    assert auroc([0.9, 0.5], [0.5, 0.4]) == 3.5 / 4
    assert auroc([], [0.1]) is None
    assert auroc([0.1], []) is None


@given(
    st.lists(st.integers(0, 8), min_size=1, max_size=30),
    st.lists(st.integers(0, 8), min_size=1, max_size=30),
)
def test_auroc_equals_scikit_learn(positive: list[int], negative: list[int]) -> None:
    truth = [1] * len(positive) + [0] * len(negative)
    assert auroc(positive, negative) == pytest.approx(roc_auc_score(truth, positive + negative))


def test_confidence_is_judged_for_each_kind(make_answer: Make) -> None:
    asked = [
        (ANSWERABLE, make_answer(confidence=0.8)),
        (WEATHER, make_answer(confidence=0.1)),
        (NEAR_MISS, make_answer(confidence=0.9)),
    ]
    assert confidence_auroc(asked) == {"near-miss": (0.0, 1, 1), "out of scope": (1.0, 1, 1)}


def test_a_group_agrees_on_status_and_top_clause(make_answer: Make) -> None:
    first, other = make_answer([(None, ["S5:a"])]), make_answer([(None, ["S52:a"])])
    refused, failed = make_answer(status=AnswerStatus.NOT_IN_CORPUS), make_answer(status=AnswerStatus.FAILED)
    groups = {
        "same": [first, first],
        "clause": [first, other],
        "status": [first, replace(first, answer_status=AnswerStatus.PARTLY_ANSWERED)],
        "refused": [refused, refused],
        "failed": [failed, failed],
        "alone": [first],  # one wording cannot disagree
        "": [first, other],  # no group
    }
    asked = [(replace(ANSWERABLE, group=name), answer) for name, answers in groups.items() for answer in answers]
    agreement = paraphrase_agreement(asked)
    assert agreement == {"same": True, "clause": False, "status": False, "refused": True, "failed": False}
