"""Attribute lists: facts reach their statement, and odd braces stay words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.attributes import choices, split_statements, words


def test_each_statement_of_a_paragraph_keeps_its_own_facts() -> None:
    text = 'One thing. {facts="S1.1 S2.1"} Another. {facts="S3.1"} {asks="why?|how?"} A tail.'
    first, second, tail = split_statements(text)
    assert first[0] == "One thing." and words(first[1], "facts") == ("S1.1", "S2.1")
    assert second[0] == "Another." and choices(second[1], "asks") == ("why?", "how?")
    assert tail[:2] == ("A tail.", {})
    assert [text[start:].startswith(said) for said, _, start in (first, second, tail)] == [True] * 3


@pytest.mark.parametrize(
    "text", ["A {", "A }", "A {} b", "A {facts=S1}", 'A {facts="S1', "A {see below} b", 'A {FACTS="S1"}', "{{}}"]
)
def test_odd_braces_are_kept_as_words(text: str) -> None:
    assert [said for said, _, _ in split_statements(text)] == [text]


def test_a_brace_inside_quotation_marks_does_not_end_the_list() -> None:
    ((said, attributes, _),) = split_statements('A rule. {asks="what is {x}?"}')
    assert (said, attributes["asks"]) == ("A rule.", "what is {x}?")


def test_an_attribute_that_is_not_there_is_empty() -> None:
    assert words({}, "facts") == () and choices({"asks": " | "}, "asks") == ()


@given(st.text(alphabet='ab {}="|.', max_size=60))
def test_no_text_however_odd_is_lost_or_moved(text: str) -> None:
    position = 0
    for said, _, start in split_statements(text):
        assert start >= position
        assert text[start : start + len(said)] == said
        position = start + len(said)
