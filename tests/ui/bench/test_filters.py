"""Which rows and results are listed."""

import pytest

from tests.ui.bench.conftest import Visitor
from tests.ui.bench.rows import BAD, EVIL, FAILING, GOOD, HIDDEN, PASSING, make_set, run_set
from ui.bench.filters import ResultFilter, RowFilter


def test_what_no_list_knows_filters_nothing() -> None:
    unknown = dict.fromkeys(("show", "class", "principle", "nation", "role"), EVIL)
    assert RowFilter.of(unknown) == RowFilter() and ResultFilter.of(unknown) == ResultFilter()


def test_those_to_mend_come_first_and_alone_where_that_is_chosen(inside: Visitor) -> None:
    made = make_set(inside.store, GOOD, BAD)
    page = inside.client.get(f"/bench/sets/{made}").text
    assert page.index("(no question)") < page.index("Who can be")
    page = inside.client.get(f"/bench/sets/{made}?show=mend").text
    assert "1 test question shown" in page and "Who can be" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("words=PAY+BAND", 1),
        ("class=near-miss", 0),
        ("class=answerable", 2),
        ("principle=Principle+4", 1),
        ("words=%00", 0),
        (f"words={'x' * 5000}", 0),
    ],
)
def test_rows_are_found_by_words_kind_and_principle(inside: Visitor, query: str, shown: int) -> None:
    made = make_set(inside.store, GOOD, FAILING)
    page = inside.client.get(f"/bench/sets/{made}?{query}")
    assert f"{shown} test question{'' if shown == 1 else 's'} shown" in page.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 2),
        ("show=failing", 1),
        ("show=flipped", 0),
        ("principle=Principle+4", 1),
        ("nation=Wales", 0),
        ("role=other", 2),
        ("class=zzz&nation=Narnia", 2),
    ],
)
def test_results_are_filtered_and_never_show_what_is_held_back(inside: Visitor, query: str, shown: int) -> None:
    run = run_set(inside, make_set(inside.store, PASSING, HIDDEN, FAILING))
    page = inside.client.get(f"/bench/runs/{run}?{query}").text
    assert f"{shown} result{'' if shown == 1 else 's'} shown" in page and "zebra" not in page


def test_problems_come_first_and_essential_ones_before_others(inside: Visitor) -> None:
    run = run_set(
        inside,
        make_set(
            inside.store, PASSING, FAILING, FAILING | {"id": "f2", "question": "Essential pay?", "essential": "yes"}
        ),
    )
    page = inside.client.get(f"/bench/runs/{run}").text
    assert page.index("Essential pay?") < page.index("Which pay band") < page.index("What is the weather?")


def test_a_long_list_comes_a_page_at_a_time_with_its_filter(inside: Visitor) -> None:
    rows = [{"question": f"Pay band {number}?", "expect": "answered"} for number in range(450)]
    path = f"/bench/sets/{make_set(inside.store, GOOD, *rows)}"
    first = inside.client.get(f"{path}?words=pay+band").text
    assert "1 to 200 of 450 test questions shown" in first and "Those before" not in first
    assert f'href="{path}?words=pay+band&amp;page=2"' in first and "Pay band 200?" not in first
    last = inside.client.get(f"{path}?words=pay+band&page=999").text
    assert "401 to 450 of 450 test questions shown" in last and "Those after" not in last and "Pay band 449?" in last


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "²", "9" * 50, EVIL])
def test_a_page_that_is_none_shows_the_first_or_the_last(inside: Visitor, page: str) -> None:
    path = f"/bench/sets/{make_set(inside.store, GOOD)}"
    assert "1 test question shown" in inside.client.get(path, params={"page": page}).text
