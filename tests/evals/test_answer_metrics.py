from collections.abc import Callable
from dataclasses import replace

from assistant.answers import Answer, AnswerStatus, RouteRecord
from corpus.sources import Corpus
from evals.answer_metrics import (
    answer_scores,
    cited_right_place,
    focus,
    length,
    route_first,
    shortfalls,
    wrong_nation_lead,
)
from evals.samples import KeyPoint, Sample
from ingest.passages import Passage

Make = Callable[..., Answer]
Passages = dict[str, Passage]
SAMPLE = Sample("a1", "answerable", "tuning", False, "Who?", facts=("S5.3",), key_points=(KeyPoint(("profession",)),))
NOT_HELD = AnswerStatus.NOT_IN_CORPUS


def test_a_right_answer_passes(make_answer: Make, passages: Passages) -> None:
    assert shortfalls(SAMPLE, make_answer([(None, ["S5:a"])]), passages) == ()


def test_each_shortfall_is_told(make_answer: Make, passages: Passages) -> None:
    right = make_answer([(None, ["S5:a"])])
    cases = {
        "The status is not_in_corpus, expected answered.": (SAMPLE, replace(right, answer_status=NOT_HELD)),
        "It does not say: salary.": (replace(SAMPLE, key_points=(KeyPoint(("salary",)),)), right),
        "It says: profession.": (replace(SAMPLE, must_not=("profession",)), right),
        "Not supported by what it cites: Any profession is fine.": (
            SAMPLE,
            make_answer([("Any profession is fine.", ["S5:a"])]),
        ),
        "No citation lies in a labelled place.": (replace(SAMPLE, facts=("S9.9",)), right),
    }
    for expected, (sample, answer) in cases.items():
        assert expected in shortfalls(sample, answer, passages), expected


def test_a_failure_never_passes(make_answer: Make, passages: Passages) -> None:
    failed = make_answer(status=AnswerStatus.FAILED)
    assert shortfalls(replace(SAMPLE, key_points=(), expect=(AnswerStatus.FAILED,)), failed, passages)


def test_any_of_several_expected_statuses_passes(make_answer: Make, passages: Passages) -> None:
    either = replace(SAMPLE, expect=(AnswerStatus.ANSWERED, NOT_HELD))
    assert shortfalls(either, make_answer([(None, ["S5:a"])]), passages) == ()
    # the key points describe the answer, so that the refusal passes without them
    assert shortfalls(either, make_answer(status=NOT_HELD), passages) == ()


def test_key_points_of_a_pure_refusal_describe_the_refusal(make_answer: Make, passages: Passages) -> None:
    refusal = replace(SAMPLE, expect=(NOT_HELD,), facts=("G11",), key_points=(KeyPoint(("what pay",)),))
    assert shortfalls(refusal, make_answer([(None, ["N1:a"])], status=NOT_HELD), passages) == ()
    assert shortfalls(refusal, make_answer(status=NOT_HELD), passages) == ("It does not say: what pay.",)


def test_a_signposted_answer_starts_with_a_route(make_answer: Make, passages: Passages) -> None:
    sample = replace(SAMPLE, expect=(AnswerStatus.SIGNPOSTED,), key_points=())
    told = [(None, ["S5:a"])]
    guidance = passages["S5:a"].text
    first = make_answer(told, status=AnswerStatus.SIGNPOSTED, routes=["Helpline"], text=f"Call Helpline. {guidance}")
    last = make_answer(told, status=AnswerStatus.SIGNPOSTED, routes=["Helpline"], text=f"{guidance} Call Helpline.")
    assert shortfalls(sample, first, passages) == ()
    assert shortfalls(sample, last, passages) == ("The first thing shown is not whom to ask or call.",)
    assert not route_first(make_answer(told))  # no route at all
    assert route_first(make_answer(routes=["Helpline"]))  # nothing but routes


def test_a_route_is_recognised_by_its_contact(make_answer: Make) -> None:
    answer = make_answer([("Talk it over.", ["S5:a"])], text="Ring 116 123. Talk it over.")
    assert route_first(replace(answer, routes=(RouteRecord("Samaritans", "116 123", ("UK",), "2026"),)))


def test_grounded_in_the_wrong_place_is_still_wrong(make_answer: Make, passages: Passages) -> None:
    assert cited_right_place(SAMPLE, make_answer([(None, ["S5:a"])]), passages).value == 1
    assert cited_right_place(SAMPLE, make_answer([(None, ["S52:a"])]), passages).value == 0
    assert cited_right_place(SAMPLE, make_answer(status=NOT_HELD), passages).value is None
    assert cited_right_place(replace(SAMPLE, facts=()), make_answer([(None, ["S5:a"])]), passages).value is None


def test_padding_lowers_focus(make_answer: Make, passages: Passages) -> None:
    sample = replace(SAMPLE, key_points=(KeyPoint(("professional example",)),))
    # S5:a lies in the labelled place, S5:b makes the key point, S52:a does neither: 2 of 3.
    answer = make_answer([(None, ["S5:a"]), (None, ["S5:b"]), (None, ["S52:a"])])
    assert focus(sample, answer, passages).value == 2 / 3


def test_another_nation_may_not_lead_over_a_nearer_source(
    make_answer: Make, passages: Passages, corpus: Corpus
) -> None:
    def lead(*names: str, evidence: list[str], nation: str = "Scotland") -> float | None:
        answer = make_answer([(None, list(names)), (None, ["S5:a"])], evidence=evidence)
        return wrong_nation_lead(replace(SAMPLE, nation=nation), answer, passages, corpus).value

    assert lead("S52:a", evidence=["S52:a", "S5:a"]) == 1  # England leads, a relevant UK passage was there
    assert lead("S52:a", evidence=["S52:a"]) == 0  # nothing nearer was retrieved
    assert lead("S52:a", evidence=["S52:a", "S5:b"]) == 0  # nearer, but not relevant
    assert lead("S52:a", "S5:a", evidence=["S5:a"]) == 0  # the first sentence cites the UK too
    assert lead("S52:a", evidence=["S5:a"], nation="England") == 0  # the reader's own nation
    refused = make_answer(status=NOT_HELD)
    assert wrong_nation_lead(SAMPLE, refused, passages, corpus).value is None


def test_length_counts_words_without_markers(make_answer: Make) -> None:
    assert length(make_answer([(None, ["S52:a"])])) == 6  # Preceptorship in England lasts 12 months.


def test_every_measure_has_a_value_in_range_or_a_reason(make_answer: Make, passages: Passages, corpus: Corpus) -> None:
    for answer in (make_answer(), make_answer([(None, ["S5:a"])]), make_answer(status=AnswerStatus.FAILED)):
        for name, score in answer_scores(SAMPLE, answer, passages, corpus).items():
            assert score.reason or score.value is not None, name
