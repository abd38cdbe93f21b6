"""Sets of test questions, on both databases."""

import pytest

from corpus.errors import PreceptorshipError
from ui.store import Store
from ui.store.case_sets import CaseSets

ROW = {"id": "a1", "question": "Who can be a preceptor?\r\nAnd “who” not?\0"}


@pytest.fixture
def sets(store: Store) -> CaseSets:
    return CaseSets(store.database)


def test_a_set_comes_back_as_it_was_typed_in_the_order_of_its_rows(sets: CaseSets) -> None:
    made = sets.make("  Autumn \n workshop ", [(14, {"id": "b"}), (2, ROW)])
    kept = sets.get(made)
    assert kept is not None and kept.name == "Autumn workshop"
    assert [place for place, _ in kept.rows] == [2, 14]
    assert kept.cells(2) == {"id": "a1", "question": "Who can be a preceptor?\nAnd “who” not?"}
    assert kept.cells(3) is None
    assert sets.get(made + 1) is None


def test_sets_are_listed_by_name_with_their_number_of_rows(sets: CaseSets) -> None:
    sets.make("spring")
    sets.make("Autumn", [(2, ROW), (3, ROW)])
    assert [(each.name, each.cases) for each in sets.all()] == [("Autumn", 2), ("spring", 0)]


def test_a_row_is_replaced_at_its_place_or_joins_after_the_last(sets: CaseSets) -> None:
    made = sets.make("Autumn")
    assert sets.save(made, None, {"id": "first"}) == 2
    assert sets.save(made, 9, {"id": "ninth"}) == 9
    assert sets.save(made, None, {"id": "tenth"}) == 10
    assert sets.save(made, 9, {"id": "mended"}) == 9
    sets.drop(made, 2)
    kept = sets.get(made)
    assert kept is not None and [(place, row["id"]) for place, row in kept.rows] == [(9, "mended"), (10, "tenth")]


def test_replacing_the_rows_loses_none_when_it_fails(sets: CaseSets) -> None:
    made = sets.make("Autumn", [(2, ROW)])
    with pytest.raises(PreceptorshipError):
        sets.replace(made, [(2, ROW), (2, ROW)])
    kept = sets.get(made)
    assert kept is not None and len(kept.rows) == 1
    sets.replace(made, [(5, ROW)])
    kept = sets.get(made)
    assert kept is not None and [place for place, _ in kept.rows] == [5]


@pytest.mark.parametrize("name", ["", " \n", "x" * 121, "Autumn"])
def test_a_name_that_cannot_be_used_is_told_in_a_sentence(sets: CaseSets, name: str) -> None:
    sets.make("Autumn")
    other = sets.make("Winter")
    for act in (lambda: sets.make(name), lambda: sets.rename(other, name)):
        with pytest.raises(PreceptorshipError, match=r"name|called") as caught:
            act()
        assert caught.value.hint
    assert [each.name for each in sets.all()] == ["Autumn", "Winter"]


def test_a_set_that_is_gone_is_told_and_takes_its_rows_along(sets: CaseSets) -> None:
    made = sets.make("Autumn", [(2, ROW)])
    sets.remove(made)
    assert sets.all() == ()
    for act in (lambda: sets.remove(made), lambda: sets.save(made, None, ROW), lambda: sets.rename(made, "x")):
        with pytest.raises(PreceptorshipError, match="no such set"):
            act()
