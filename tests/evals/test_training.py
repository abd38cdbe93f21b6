"""Training: what is learned speaks for what answers, is the same each time, and never sees a held-back sample."""

from typing import Any

import numpy as np
import pytest

from assistant.answers import AnswerStatus
from assistant.confidence import CLUES
from assistant.pipeline import Assistant, open_assistant
from assistant.ranking import SIGNS, Ranking
from assistant.settings import Settings
from evals.leaks import near_repeats
from evals.samples import Sample, load_samples, of_split
from evals.training import Rankable, calibrate, confidence_cases, learn_ranking, learning_samples, rankable

ASKED = Sample("w1", "answerable", "tuning", False, "How often do I clean a chain?", facts=("B1.1",))


@pytest.fixture
def workshop(small_settings: Settings, trained_already: None, on_topic: None) -> Assistant:
    return open_assistant(small_settings)


def ranked(seed: int, telling: str) -> list[Rankable]:
    """Cases of ten passages each, two relevant, in which only one sign tells them apart."""
    random = np.random.default_rng(seed)
    cases = []
    for _ in range(40):
        relevant = np.arange(10) < 2
        signs = random.uniform(0, 1, (10, len(SIGNS)))
        signs[:, SIGNS.index(telling)] = np.where(relevant, 0.9, 0.1) + random.normal(0, 0.05, 10)
        cases.append(Rankable(signs, relevant))
    return cases


@pytest.mark.parametrize("telling", ["meaning", "own words", "clause named"])
def test_the_sign_that_tells_answers_apart_gets_the_greatest_weight(telling: str) -> None:
    learned = learn_ranking(ranked(0, telling))
    assert list(learned) == list(SIGNS)
    assert max(learned, key=lambda name: learned[name]) == telling


def test_learned_weights_put_what_answers_first() -> None:
    learned, unseen = Ranking(learn_ranking(ranked(0, "meaning"))), ranked(1, "meaning")
    assert all(case.relevant[learned.relevance(case.signs).argmax()] for case in unseen)


def test_a_sign_that_speaks_against_gets_a_weight_below_nothing() -> None:
    cases = ranked(0, "gap")
    against = [Rankable(case.signs, ~case.relevant) for case in cases]
    assert learn_ranking(against)["gap"] < 0


def test_without_cases_nothing_is_learned() -> None:
    assert set(learn_ranking([]).values()) == {0.0}


def told(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Clues of 60 answerable, 60 other questions and 40 examples; relevance speaks for, `not covered` against."""
    random = np.random.default_rng(seed)
    clues, answerable = random.uniform(0, 1, (160, len(CLUES))), np.arange(160) < 60
    clues[:, CLUES.index("relevance")] = np.where(answerable, 0.8, 0.3) + random.normal(0, 0.1, 160)
    clues[:, CLUES.index("not covered")] = np.where(answerable, 0.1, 0.6) + random.normal(0, 0.1, 160)
    return clues, answerable


def chances(learned: dict[str, Any], clues: np.ndarray) -> np.ndarray:
    score = learned["intercept"] + clues @ np.array([learned["weights"][name] for name in CLUES])
    return np.asarray(1 / (1 + np.exp(-score)))


@pytest.mark.parametrize("further", [40, 0])
def test_calibration_tells_the_answerable_from_the_rest(further: int) -> None:
    learned: Any = calibrate(*told(), further=further)
    assert list(learned["weights"]) == list(CLUES)
    assert learned["weights"]["relevance"] > 0 > learned["weights"]["not covered"]
    assert 0 < learned["threshold"] < 1


def test_no_more_answerable_questions_are_refused_than_was_agreed() -> None:
    clues, answerable = told()
    learned: Any = calibrate(clues, answerable, further=40)
    answered = chances(learned, clues) >= learned["threshold"]
    assert (~answered[answerable]).mean() < 0.1
    assert answered[~answerable].mean() < 0.5


def test_learning_twice_gives_the_same_weights() -> None:
    assert calibrate(*told(), further=40) == calibrate(*told(), further=40)
    assert learn_ranking(ranked(0, "meaning")) == learn_ranking(ranked(0, "meaning"))


def test_held_back_samples_play_no_part() -> None:
    learned, samples = learning_samples(), load_samples()
    held_back = of_split(samples, "held-back")
    assert learned and {sample.split for sample in learned} == {"tuning"}
    assert len(near_repeats(held_back, [sample.question for sample in learned])) == 0
    assert len(learned) > len(of_split(samples, "tuning")) / 2


def test_a_sample_without_a_found_label_teaches_no_ranking(workshop: Assistant) -> None:
    assert rankable(workshop, [ASKED]) == []
    unlabelled = Sample("w2", "answerable", "tuning", False, "Why?")
    assert rankable(workshop, [unlabelled]) == []


def test_a_ranking_case_marks_the_passages_that_tell_the_fact(real_assistant: Any) -> None:
    sample = next(sample for sample in learning_samples() if sample.class_ == "answerable" and sample.facts)
    (case,) = rankable(real_assistant, [sample])
    assert case.signs.shape == (len(case.relevant), len(SIGNS))
    assert 0 < case.relevant.sum() < len(case.relevant)


def test_sensitive_and_out_of_scope_samples_calibrate_nothing(workshop: Assistant) -> None:
    refused = Sample("w3", "out-of-scope", "tuning", False, "?", expect=(AnswerStatus.OUT_OF_SCOPE,))
    sensitive = Sample("w5", "sensitive", "tuning", False, "?", expect=(AnswerStatus.SIGNPOSTED,))
    clues, _ = confidence_cases(workshop, [refused, sensitive, ASKED], [])
    assert len(clues) == 1


def test_every_calibration_case_has_all_clues_and_says_whether_it_is_answered(workshop: Assistant) -> None:
    missing = Sample("w4", "near-miss", "tuning", False, "What is rubber?", expect=(AnswerStatus.NOT_IN_CORPUS,))
    clues, answerable = confidence_cases(workshop, [ASKED, missing], ["Who sells saddles?"])
    assert clues.shape == (3, len(CLUES))
    assert answerable.tolist() == [True, False, False]
    assert np.isfinite(clues).all()
