from collections.abc import Callable
from datetime import date

import pytest

from assistant.answers import Answer, AnswerStatus
from evals import drafts
from evals.authoring.writing import as_csv
from evals.drafts import draft_sample
from evals.sample_rows import COLUMNS, problems
from ui.store.reasons import Reason

S = AnswerStatus
Make = Callable[..., Answer]


@pytest.mark.parametrize(
    ("reasons", "expect", "kind", "source"),
    [
        (["should have answered"], "answered", "answerable", ""),
        (["should not have answered"], "not_in_corpus|out_of_scope", "out-of-scope", ""),
        (["missed a point"], "answered", "answerable", "S5"),
        (["wrong source"], "answered", "answerable", ""),
        (["out of date", "missed a point"], "answered", "answerable", ""),
        (["says too much"], "answered", "answerable", "S5"),
        (["helpful"], "answered", "answerable", "S5"),
        (["should have answered", "should not have answered"], "", "", ""),
        ([], "", "", ""),
    ],
)
def test_the_reason_decides_what_is_expected(
    make_answer: Make, reasons: list[str], expect: str, kind: str, source: str
) -> None:
    cells = draft_sample("Who?", make_answer([(None, ["S5:a"])]), reasons)
    assert tuple(cells) == COLUMNS
    assert (cells["expect"], cells["class"], cells["source"]) == (expect, kind, source)
    assert cells["clause"] == ("Principle 4" if source else "")
    assert cells["key_points"] == cells["words"] == ""


def test_every_reason_that_people_can_tick_is_known() -> None:
    known = {drafts.HELPFUL, drafts.MISSED, drafts.SHOULD, drafts.SHOULD_NOT, *drafts.KEEPS_STATUS}
    assert known == {reason.value for reason in Reason}


@pytest.mark.parametrize("status", [S.FAILED, S.NOT_IN_CORPUS, S.NEEDS_DETAIL])
def test_a_refusal_that_is_blamed_for_its_source_expects_nothing_yet(make_answer: Make, status: AnswerStatus) -> None:
    assert draft_sample("Who?", make_answer(status=status), ["wrong source"])["expect"] == ""


def test_a_helpful_refusal_is_expected_again(make_answer: Make) -> None:
    cells = draft_sample("Who?", make_answer(status=S.NOT_IN_CORPUS), ["helpful"])
    assert (cells["expect"], cells["class"]) == ("not_in_corpus", "near-miss")


def test_a_failure_is_never_expected(make_answer: Make) -> None:
    assert draft_sample("Who?", make_answer(status=S.FAILED), ["helpful"])["expect"] == ""


def test_several_clauses_are_left_to_the_educator(make_answer: Make) -> None:
    cells = draft_sample("Who?", make_answer([(None, ["S5:a"]), (None, ["S52:a"])]), ["missed a point"])
    assert (cells["source"], cells["clause"]) == ("S5 S52", "")


def test_the_notes_say_where_it_came_from(make_answer: Make) -> None:
    answer = make_answer([(None, ["S5:a"])])
    cells = draft_sample("Who?", answer, [Reason.WRONG_SOURCE], day=date(2026, 11, 23), said=" =2+2 ", nation="Wales")
    assert cells["notes"].splitlines() == [
        "From feedback of 2026-11-23: wrong source. The status was: answered.",
        "The person wrote: =2+2",
        "The answer cited: S5 Principle 4.",
    ]
    assert cells["nation"] == "Wales"
    assert b",=2" not in as_csv([cells])


def test_ids_are_unique_in_the_set_that_a_draft_joins(make_answer: Make) -> None:
    answer = make_answer()
    first = draft_sample("Who?", answer, [])["id"]
    assert draft_sample("Who?", answer, [], taken=[first])["id"] == f"{first}-2"


def test_a_draft_with_a_reason_is_a_row_that_can_be_run(make_answer: Make) -> None:
    assert problems([("Row 2", draft_sample("Who?", make_answer(), ["missed a point"]))]) == []
