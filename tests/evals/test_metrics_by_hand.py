"""Every metric on an example small enough to work out on paper; each line says what it adds."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import log2, sqrt

import pytest

from assistant.answers import Answer, AnswerStatus
from corpus.sources import Corpus
from evals.abstention import false_refusals, paraphrase_agreement, refusal_precision, refusals
from evals.answer_metrics import every_key_point, length
from evals.figures import Figure, class_figures, headline
from evals.grounding import citation_precision, citation_recall, sentence_support
from evals.key_points import key_point_recall
from evals.results import Report
from evals.retrieval_metrics import hit_at, mrr, ndcg, relevances, source_recall
from evals.run import score
from evals.samples import KeyPoint, Sample
from evals.statistics import mcnemar, wilson
from ingest.passages import Passage

Make = Callable[..., Answer]
Passages = dict[str, Passage]
ASKED = Sample("a1", "answerable", "tuning", False, "Who?", facts=("S5.3", "S52.1"))
REFUSED = AnswerStatus.NOT_IN_CORPUS


def test_the_ranking_measures(make_answer: Make, passages: Passages) -> None:
    ranked = make_answer(
        evidence=[
            "S5:b",  # rank 1 carries S5.4: not labelled
            "S5:a",  # rank 2 carries S5.3: the first labelled place
            "S5:c",  # rank 3 carries S5.5: not labelled
            "S52:a",  # rank 4 carries S52.1: the second labelled place
        ]
    ).evidence
    relevant = relevances(ASKED, ranked, passages)
    assert relevant == (False, True, False, True)
    assert hit_at(1, relevant) == 0  # nothing at rank 1
    assert hit_at(3, relevant) == 1  # rank 2 is among three
    assert source_recall(1, ASKED, ranked, passages) == 0 / 2  # neither place
    assert source_recall(3, ASKED, ranked, passages) == 1 / 2  # S5.3 of two
    assert source_recall(5, ASKED, ranked, passages) == 2 / 2  # and S52.1
    assert mrr(relevant) == 1 / 2  # the first relevant unit has rank 2
    gain = 1 / log2(2 + 1) + 1 / log2(4 + 1)  # ranks 2 and 4: 0.631 + 0.431
    best = 1 / log2(1 + 1) + 1 / log2(2 + 1)  # two relevant units could have had ranks 1 and 2: 1 + 0.631
    assert ndcg(relevant, total=2) == pytest.approx(gain / best)  # 1.062 / 1.631
    assert ndcg(relevant, total=2) == pytest.approx(0.651, abs=5e-4)


def test_citation_recall_precision_and_knowledge_precision(make_answer: Make, passages: Passages) -> None:
    answer = make_answer(
        [
            (None, ["S5:a"]),  # word for word in S5:a: φ = 1; its only citation, so needed
            ("Preceptorship in England lasts 12 months.", ["S52:a", "S5:b"]),  # φ(both) = 1; S52:a alone supports it
            ("A preceptor may help with team working.", ["S5:c", "N1:a"]),  # φ(both) = 1; S5:c alone supports it
            ("Preceptorship in England lasts 18 months.", ["S52:a"]),  # 18 is not in S52:a: φ = 0
        ]
    )
    assert sentence_support(answer, passages) == (True, True, True, False)
    assert citation_recall(answer, passages).value == 3 / 4  # three of four sentences are supported
    # needed: S5:a (only one), S52:a (supports), S5:c (supports); not needed: S5:b and N1:a (they do not support, and
    # the sentence holds without them), and S52:a of the last sentence (φ of the whole is 0)
    assert citation_precision(answer, passages).value == 3 / 6


def test_two_citations_that_support_only_together_are_both_needed(make_answer: Make, passages: Passages) -> None:
    halves = passages | {
        "S5:a": replace(passages["S5:a"], text="A preceptor helps with skills, confidence, judgement"),
        "S5:b": replace(passages["S5:b"], text="and with kindness, feedback, reflection"),
    }
    said = "A preceptor helps with skills, confidence, judgement and with kindness, feedback, reflection."
    answer = make_answer([(said, ["S5:a", "S5:b"])])
    # ct(s) has 8 tokens: preceptor, help, skill, confidence, judgement, kindness, feedback, reflection.
    # S5:a alone holds 5 of 8 = 0.625 < 0.75, S5:b alone 3 of 8; joined they hold 8 of 8: φ(whole) = 1, φ(c) = 0 for
    # each, and φ(without c) = 0, so that each is needed.
    assert citation_recall(answer, halves).value == 1
    assert citation_precision(answer, halves).value == 2 / 2


def test_key_point_recall_and_the_all_points_pass(make_answer: Make) -> None:
    points = (
        KeyPoint(("profession",)),  # stands in S5:a: made
        KeyPoint(("salary", "belong to")),  # its second wording stands in S5:a: made
        KeyPoint(("12 months",)),  # nowhere: missing
        KeyPoint(("team working",), vital=False),  # okay, not vital: does not count
    )
    answer = make_answer([(None, ["S5:a"])])
    recall = key_point_recall(replace(ASKED, key_points=points), answer)
    assert recall.value == pytest.approx(2 / 3)  # two of three vital points
    assert every_key_point(recall).value == 0  # one is missing
    whole = key_point_recall(replace(ASKED, key_points=points[:2]), answer)
    assert whole.value == 2 / 2
    assert every_key_point(whole).value == 1  # none is missing
    none = key_point_recall(ASKED, answer)
    assert every_key_point(none).value is None  # no vital point: unscored, not passed


def asked_of(make_answer: Make) -> list[tuple[Sample, Answer]]:
    """Ten questions: four to answer, three near-misses, three off topic."""
    near = replace(ASKED, class_="near-miss", expect=(REFUSED,), facts=())
    off = replace(ASKED, class_="out-of-scope", expect=(AnswerStatus.OUT_OF_SCOPE,), facts=())
    answered, refused = make_answer([(None, ["S5:a"])]), make_answer(status=REFUSED)
    return [
        (ASKED, answered),  # A: answered, right
        (ASKED, answered),  # A: answered, right
        (ASKED, answered),  # A: answered, right
        (ASKED, refused),  # A: refused, a false refusal
        (near, refused),  # near-miss: refused, right
        (near, refused),  # near-miss: refused, right
        (near, answered),  # near-miss: answered, wrong
        (off, refused),  # off topic: refused, right
        (off, refused),  # off topic: refused, right
        (off, make_answer(status=AnswerStatus.FAILED)),  # off topic: broke, no refusal
    ]


def test_refusal_precision_recall_and_false_refusals(make_answer: Make) -> None:
    asked = asked_of(make_answer)
    recall = {kind: (sum(flags), len(flags)) for kind, flags in refusals(asked).items()}
    assert recall == {"near-miss": (2, 3), "out of scope": (2, 3)}  # Σ_U r / |U| for each kind
    right = refusal_precision(asked)
    assert (sum(right), len(right)) == (4, 5)  # five refusals, four of them of U
    wrong = false_refusals(asked)
    assert (sum(wrong), len(wrong)) == (1, 4)  # one of four of A


def named(figures: Iterable[Figure]) -> dict[str, tuple[int | None, int]]:
    return {figure.name: (figure.count, figure.of) for figure in figures}


def test_the_figures_of_abstention_and_knowledge(make_answer: Make, passages: Passages, corpus: Corpus) -> None:
    results = [score(sample, answer, passages, corpus) for sample, answer in asked_of(make_answer)]
    report = Report(tuple(results))
    whole = named(headline(report))
    assert whole["refusal recall"] == (4, 6)  # 2 of 3 near-misses and 2 of 3 off topic
    assert whole["refusal precision"] == (4, 5)  # as above
    assert whole["false refusals"] == (1, 4)  # as above
    assert whole["knowledge precision"] == (4, 4)  # four answers of one supported sentence each
    assert whole["unsupported sentences"] == (0, 4)  # the same sentences, counted the other way
    answerable = named(class_figures(report.of_class("answerable")))
    assert answerable["refusal precision"] == (0, 1)  # its one refusal was wrong
    assert answerable["refused rightly"] == (0, 0)  # nothing there was to be refused: not measured
    near = named(class_figures(report.of_class("near-miss")))
    assert near["refusal precision"] == (2, 2)  # both refusals were right
    assert near["refused rightly"] == (2, 3)  # recall: one near-miss was answered


def test_knowledge_precision_counts_sentences_not_answers(
    make_answer: Make, passages: Passages, corpus: Corpus
) -> None:
    good = make_answer([(None, ["S5:a"]), (None, ["S5:b"]), (None, ["S5:c"])])  # 3 of 3 supported
    bad = make_answer([("Pay rises by 9 percent.", ["S5:a"])])  # 0 of 1
    report = Report(tuple(score(ASKED, answer, passages, corpus) for answer in (good, bad)))
    assert named(headline(report))["knowledge precision"] == (3, 4)  # the mean over answers would be 1/2


def test_paraphrase_agreement(make_answer: Make) -> None:
    here, there = make_answer([(None, ["S5:a"])]), make_answer([(None, ["S52:a"])])
    asked = [
        (replace(ASKED, group="who"), here),  # answered from Principle 4
        (replace(ASKED, group="who"), here),  # and again: the group agrees
        (replace(ASKED, group="long"), here),  # answered from Principle 4
        (replace(ASKED, group="long"), there),  # answered from another clause: it does not
        (replace(ASKED, group="alone"), there),  # one wording: no group
    ]
    assert paraphrase_agreement(asked) == {"who": True, "long": False}  # 1 of 2


def test_length(make_answer: Make) -> None:
    # A(1) preceptor(2) may(3) help(4) with(5) team(6) working.(7); the marker [1] is no word
    assert length(make_answer([(None, ["S5:c"])])) == 7


def test_wilson() -> None:
    p, n, z = 0.75, 4, 1.959964  # three of four
    middle = p + z * z / (2 * n)  # 0.75 + 3.8415 / 8 = 1.2302
    spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))  # 1.96 · √(0.0469 + 0.0600) = 0.6409
    whole = 1 + z * z / n  # 1.9604
    assert wilson(3, 4) == pytest.approx(((middle - spread) / whole, (middle + spread) / whole), abs=1e-6)
    assert wilson(3, 4) == pytest.approx((0.3006, 0.9544), abs=5e-4)


def test_mcnemar() -> None:
    # b = 4 newly failing, c = 1 newly passing: five changed, each way a fair coin.
    # P(at most one of five the rarer way) = (C(5,0) + C(5,1)) / 2^5 = (1 + 5) / 32; twice that for both sides
    assert mcnemar(4, 1) == pytest.approx(2 * 6 / 32)
    assert mcnemar(1, 4) == mcnemar(4, 1)  # the test has two sides
    assert mcnemar(0, 0) == 1  # nothing changed
    assert mcnemar(3, 3) == 1  # twice the tail is more than the whole
