"""Questions: a request that cannot be read is refused in one sentence that says what can be sent."""

from typing import Any

import pytest

from assistant.questions import PROFESSIONS, ROLES, Question, QuestionError, Reader, Turn, question_from
from corpus.sources import NATIONS


def complaint(request: Any) -> tuple[str, str]:
    with pytest.raises(QuestionError) as caught:
        question_from(request)
    return caught.value.message, caught.value.hint


def test_a_request_of_one_question_has_the_home_reader_and_no_history() -> None:
    assert question_from({"question": "Why?"}) == Question("Why?", (), Reader("other", "Scotland", "other"), None)


def test_nothing_that_was_sent_is_lost() -> None:
    question = question_from(
        {
            "id": "q1",
            "question": "And me?",
            "history": [{"role": "user", "content": "Who?"}, {"role": "assistant", "content": "Anyone."}],
            "reader": {"role": "manager", "nation": "Wales", "profession": "dietitian"},
        }
    )
    assert question.history == (Turn("user", "Who?"), Turn("assistant", "Anyone."))
    assert question.reader == Reader("manager", "Wales", "dietitian")
    assert (question.id, question.text) == ("q1", "And me?")


@pytest.mark.parametrize(("sent", "kept"), [(7, "7"), ("a", "a"), (None, None), (0, "0")])
def test_the_callers_id_comes_back_as_text(sent: Any, kept: str | None) -> None:
    assert question_from({"question": "Why?", "id": sent}).id == kept


def test_the_question_is_taken_as_typed() -> None:
    assert question_from({"question": "  Why?\n\x00"}).text == "  Why?\n\x00"


@pytest.mark.parametrize(
    ("name", "allowed"), [("role", ROLES), ("nation", NATIONS), ("profession", PROFESSIONS)], ids=str
)
@pytest.mark.parametrize("value", ["wizard", "", "scotland", "Preceptee "])
def test_an_unknown_reader_is_refused_with_every_allowed_value(name: str, allowed: tuple[str, ...], value: str) -> None:
    message, hint = complaint({"question": "Why?", "reader": {name: value}})
    assert name in message and repr(value) in message
    assert all(choice in hint for choice in allowed)


def test_every_allowed_reader_can_be_named() -> None:
    for name, allowed in (("role", ROLES), ("nation", NATIONS), ("profession", PROFESSIONS)):
        for value in allowed:
            assert getattr(question_from({"question": "?", "reader": {name: value}}).reader, name) == value


def test_the_fifteen_registered_professions_and_support_workers_can_be_named() -> None:
    assert len(set(PROFESSIONS) - {"support worker", "other"}) == 15
    assert {"support worker", "other"} < set(PROFESSIONS)


@pytest.mark.parametrize("reader", [None, {}, {"role": None}, {"nation": None, "profession": None}])
def test_a_reader_of_nothing_is_the_home_reader(reader: Any) -> None:
    assert question_from({"question": "Why?", "reader": reader}).reader == Reader()


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        pytest.param("Why?", "not a JSON object", id="text"),
        pytest.param(None, "not a JSON object", id="null"),
        pytest.param([], "not a JSON object", id="list"),
        pytest.param({}, "no question", id="empty"),
        pytest.param({"question": None}, "no question", id="null question"),
        pytest.param({"question": 5}, "no question", id="number"),
        pytest.param({"question": ["Why?"]}, "no question", id="list of questions"),
        pytest.param({"question": "?", "nation": "Wales"}, "unknown field: nation", id="unknown field"),
        pytest.param({"question": "?", "history": "Who?"}, "history is not a list", id="history text"),
        pytest.param({"question": "?", "history": ["Who?"]}, "no role", id="turn text"),
        pytest.param({"question": "?", "history": [{"content": "Who?"}]}, "no role", id="no role"),
        pytest.param({"question": "?", "history": [{"role": "system", "content": ""}]}, "no role", id="system"),
        pytest.param({"question": "?", "history": [{"role": "user"}]}, "no content", id="no content"),
        pytest.param({"question": "?", "history": [{"role": "user", "content": 1}]}, "no content", id="number"),
        pytest.param({"question": "?", "history": [{"role": [], "content": ""}]}, "no role", id="odd role"),
        pytest.param({"question": "?", "reader": "manager"}, "reader has an unknown field", id="reader text"),
        pytest.param({"question": "?", "reader": {"name": "Jo"}}, "unknown field: name", id="reader's name"),
        pytest.param({"question": "?", "reader": {"role": 5}}, "are texts", id="reader number"),
        pytest.param({"question": "?", "reader": {"role": ["manager"]}}, "are texts", id="reader list"),
    ],
)
def test_a_request_that_cannot_be_read_says_why_and_what_to_send(request_: Any, said: str) -> None:
    message, hint = complaint(request_)
    assert said in message
    assert message.endswith(".") and hint


def test_an_answer_as_content_of_unknown_length_is_a_turn_like_any_other() -> None:
    history = [{"role": "assistant", "content": "x" * 100_000}]
    assert len(question_from({"question": "?", "history": history}).history[0].content) == 100_000
