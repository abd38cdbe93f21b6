"""Which rows can be run."""

from collections.abc import Mapping
from datetime import datetime

from evals.authoring.places import Places
from tests.ui.bench.rows import BAD, FAILING, GOOD
from tests.ui.fake_assistant import CORPUS, PASSAGES
from ui.bench.readiness import CheckedSet, checked_set
from ui.store.case_sets import CaseSet

PLACES = Places({passage.id: passage for passage in PASSAGES}, CORPUS)


def check(*rows: Mapping[str, str], places: Places = PLACES) -> CheckedSet:
    return checked_set(CaseSet(1, "Autumn", datetime(2026, 11, 27), tuple(enumerate(rows, 2))), places)


def test_a_row_that_follows_one_to_mend_is_not_run_and_neither_are_those_after_it() -> None:
    after = {"id": "a", "question": "And?", "expect": "answered", "follows": "row 3"}
    found = check(GOOD, BAD, after, {**after, "id": "b", "follows": "a"})
    assert [sample.id for sample in found.ready] == ["g1"]
    assert (found.to_mend, found.held_up) == ((3,), frozenset((4, 5)))


def test_rows_that_follow_each_other_in_a_circle_are_to_be_mended() -> None:
    found = check(GOOD | {"follows": "f1"}, FAILING | {"follows": "g1"})
    assert found.ready == () and found.to_mend == (2, 3)


def test_of_two_rows_with_one_reference_the_first_is_run() -> None:
    found = check(GOOD, GOOD | {"question": "Another?"})
    assert [sample.question for sample in found.ready] == [GOOD["question"]] and found.to_mend == (3,)


def test_the_next_to_mend_comes_round_to_the_first() -> None:
    found = check(BAD, GOOD, BAD)
    assert [found.next_to_mend(at) for at in (2, 3, 4)] == [4, 4, 2]
    assert check(GOOD).next_to_mend(2) is None


def test_a_row_that_did_not_change_is_not_looked_up_again() -> None:
    wrong = GOOD | {"words": "These words stand nowhere in it."}
    places = Places(PLACES.passages, CORPUS)
    first = check(wrong, places=places)
    kept = dict(places.told)
    assert check(wrong, places=places).findings == first.findings and places.told == kept
    assert check(wrong | {"words": GOOD["words"]}, places=places).findings == {}
