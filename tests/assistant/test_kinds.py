"""Kinds: the form of the answer follows from how the question is put."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.kinds import Kind, kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is the difference between a mentor and a preceptor?", Kind.COMPARISON),
        ("Compare preceptorship with supervision", Kind.COMPARISON),
        ("preceptorship vs induction", Kind.COMPARISON),
        ("Is a preceptor the same as a mentor?", Kind.COMPARISON),
        ("What are the steps of returning to practice?", Kind.PROCEDURE),
        ("Walk me through joining Flying Start", Kind.PROCEDURE),
        ("How do I set up preceptorship?", Kind.PROCEDURE),
        ("List the five principles", Kind.LIST),
        ("What are the four pillars of practice?", Kind.LIST),
        ("Name all the transitions", Kind.LIST),
        ("Which professions does it cover?", Kind.LIST),
        ("How long does it last?", Kind.NUMBER),
        ("How often should we meet?", Kind.NUMBER),
        ("When was it published?", Kind.NUMBER),
        ("Who can be a preceptor?", Kind.PERSON),
        ("What is preceptorship?", Kind.DEFINITION),
        ("Define a preceptee", Kind.DEFINITION),
        ("Can my preceptor be a physio?", Kind.YES_NO),
        ("so is it mandatory?", Kind.YES_NO),
        ("tell me about Flying Start", Kind.OTHER),
        ("HCPC preceptorship principles", Kind.LIST),
        ("preceptorship is mandatory now that there are principles for it, true?", Kind.YES_NO),
        ("Do these principles reach biomedical scientists?", Kind.YES_NO),
        ("", Kind.OTHER),
        ("???", Kind.OTHER),
    ],
)
def test_a_question_is_not_answered_in_the_wrong_form(question: str, kind: Kind) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    "question", ["LIST THE FIVE PRINCIPLES", "list the five principles", "List The Five Principles"]
)
def test_capitals_do_not_change_the_form(question: str) -> None:
    assert kind_of(question) is Kind.LIST


@pytest.mark.parametrize("question", ["Can I be enlisted?", "Is it whole?", "Is the outlook good?"])
def test_a_word_within_a_word_is_not_taken_for_a_sign(question: str) -> None:
    assert kind_of(question) is Kind.YES_NO


@given(st.text(max_size=300))
def test_every_text_has_one_kind(text: str) -> None:
    assert kind_of(text) in Kind
