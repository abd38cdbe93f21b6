from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Answer, AnswerStatus
from evals.key_points import (
    forbidden,
    in_order,
    is_made,
    key_point_recall,
    list_complete,
    missing_points,
    plain_text,
    says,
    weighted_recall,
)
from evals.samples import KeyPoint, Sample

Make = Callable[..., Answer]
SAMPLE = Sample("a1", "list", "tuning", False, "What?")


def point(*wordings: str, vital: bool = True) -> KeyPoint:
    return KeyPoint(wordings, vital)


def test_markers_are_not_part_of_the_text(make_answer: Make) -> None:
    answer = make_answer([(None, ["S5:a"]), (None, ["S52:a"])])
    assert "[1]" in answer.text
    assert "[" not in plain_text(answer)
    assert is_made(point("profession. Preceptorship in England"), answer)


@pytest.mark.parametrize(
    ("wording", "made"),
    [
        ("12 months", True),  # word for word
        ("a year", False),
        ("in England preceptorship lasted 12 months", True),  # all five content stems, in another order
        ("lasts 2 months", False),  # another number
        ("does not last 12 months in England", False),  # negation
        ("lasts 12 months with a local review", False),  # 3 of 5 content words
    ],
)
def test_a_wording_is_matched_by_words_numbers_and_negation(make_answer: Make, wording: str, made: bool) -> None:
    assert is_made(point(wording), make_answer([(None, ["S52:a"])])) is made


def test_any_wording_makes_the_point(make_answer: Make) -> None:
    assert is_made(point("a year", "12 months"), make_answer([(None, ["S52:a"])]))


def test_recall_counts_vital_points_and_weights_okay_ones_half(make_answer: Make) -> None:
    points = (point("12 months"), point("24 months"), point("England", vital=False), point("Wales", vital=False))
    sample = replace(SAMPLE, key_points=points)
    answer = make_answer([(None, ["S52:a"])])
    assert key_point_recall(sample, answer).value == 1 / 2  # 12 months of two vital
    assert weighted_recall(sample, answer).value == (1 + 0.5) / (2 + 0.5 * 2)
    assert missing_points(sample, answer) == (points[1],)


def test_a_refused_answerable_question_recalls_nothing(make_answer: Make) -> None:
    sample = replace(SAMPLE, key_points=(point("12 months"),))
    refused = make_answer(status=AnswerStatus.NOT_IN_CORPUS, text="It is not 12 months.")
    assert key_point_recall(sample, refused).value == weighted_recall(sample, refused).value == 0


def test_forbidden_wordings_match_at_word_boundaries(make_answer: Make) -> None:
    sample = replace(SAMPLE, must_not=("2 months", "England lasts"))
    assert forbidden(sample, make_answer([(None, ["S52:a"])])) == ("England lasts",)


def test_a_list_is_complete_only_whole_and_in_order(make_answer: Make) -> None:
    sample = replace(SAMPLE, key_points=(point("professional example"), point("team working")))
    assert list_complete(sample, make_answer([(None, ["S5:b"]), (None, ["S5:c"])])).value == 1
    assert list_complete(sample, make_answer([(None, ["S5:c"]), (None, ["S5:b"])])).value == 0  # order
    assert list_complete(sample, make_answer([(None, ["S5:b"])])).value == 0  # an item is missing
    assert list_complete(sample, make_answer(status=AnswerStatus.NOT_IN_CORPUS)).value == 0


def test_a_list_in_one_sentence_has_an_order_too(make_answer: Make) -> None:
    sample = replace(SAMPLE, key_points=(point("culture"), point("quality")))
    assert list_complete(sample, make_answer([("Culture, then quality.", ["S5:a"])])).value == 1
    assert list_complete(sample, make_answer([("Quality, then culture.", ["S5:a"])])).value == 0


def test_an_introduction_naming_an_item_does_not_disturb_the_order(make_answer: Make) -> None:
    sample = replace(SAMPLE, key_points=(point("culture"), point("quality")))
    said = [("Of these, quality matters:", ["S5:a"]), ("Culture.", ["S5:a"]), ("Quality.", ["S5:a"])]
    assert list_complete(sample, make_answer(said)).value == 1


def test_without_key_points_the_facts_are_the_items(make_answer: Make) -> None:
    sample = replace(SAMPLE, facts=("S5.4", "S5.5"))
    assert list_complete(sample, make_answer([(None, ["S5:b"]), (None, ["S5:c"])])).value == 1
    assert list_complete(sample, make_answer([(None, ["S5:c"]), (None, ["S5:b"])])).value == 0


def test_other_classes_and_unlabelled_lists_are_unscored(make_answer: Make) -> None:
    answer = make_answer([(None, ["S5:b"])])
    assert list_complete(SAMPLE, answer).value is None
    assert list_complete(replace(SAMPLE, class_="answerable", facts=("S5.4",)), answer).value is None


@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4), max_size=4))
def test_an_order_is_found_whenever_there_is_one(items: list[list[tuple[int, int]]]) -> None:
    def any_order(rest: list[list[tuple[int, int]]], last: tuple[int, int]) -> bool:
        return not rest or any(any_order(rest[1:], place) for place in rest[0] if place > last)

    assert in_order([list(places) for places in items]) == any_order(items, (-1, -1))


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(sentence: str, wording: str) -> None:
    assert says(sentence, wording) in (True, False)
