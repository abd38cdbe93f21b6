"""A passage comes back from disk as it went."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.passages import Passage, from_record, slug, to_record


@given(st.text(), st.lists(st.text()), st.none() | st.integers(1, 999), st.lists(st.text()))
def test_a_stored_passage_is_read_back_unchanged(
    text: str, headings: list[str], page: int | None, facts: list[str]
) -> None:
    passage = Passage("X:0", "X", text, tuple(headings), "c", 0, 0, page=page, facts=tuple(facts))
    assert from_record(json.loads(json.dumps(to_record(passage)))) == passage


def test_a_record_of_something_else_is_refused() -> None:
    with pytest.raises(TypeError):
        from_record({"id": "X:0", "colour": "red"})


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Principle 3 d)", "principle-3-d"), ("", "whole"), ("…", "whole"), ("Part 2: “How”", "part-2-how")],
)
def test_a_clause_always_has_an_address(label: str, expected: str) -> None:
    assert slug(label) == expected
