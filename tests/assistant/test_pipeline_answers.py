"""What holds of every answer whatever was asked: grounded, numbered, whole, and of the contract's shape."""

import json
from dataclasses import fields
from typing import Any

import pytest

from assistant.answers import Answer, AnswerStatus, Citation, EvidenceRecord
from assistant.questions import Question

QUESTIONS = [
    "What is preceptorship?",
    "Who is preceptorship for?",
    "How long does preceptorship last?",
    "Is preceptorship mandatory?",
    "Is Flying Start mandatory?",
    "What is Flying Start NHS?",
    "How many allied health professions are there?",
    "Can a nurse be my preceptor?",
    "Can I change my preceptor?",
    "Do preceptors need training?",
    "Should preceptors get protected time?",
    "What is Principle 3 e)?",
    "What does Principle 2 say about governance?",
    "What are the five principles of preceptorship?",
    "What is the difference between mentorship and preceptorship?",
    "How is a preceptor different from a supervisor?",
    "Compare preceptorship in Scotland and England",
    "How do I return to practice after a break of three years?",
    "What are the steps for returning to practice?",
    "How often should I meet my preceptor?",
    "How many hours of CPD do I need each year?",
    "What are the four pillars of practice?",
    "Does preceptorship apply to internationally educated physiotherapists?",
    "Is preceptorship for support workers?",
    "What does NHS Highland require of newly qualified practitioners?",
    "Who wrote the preceptorship principles?",
    "What happens in Wales?",
    "Does preceptorship count as CPD?",
    "What should a preceptor do?",
    "wot is preceptership",
    "Can a band 5 be a preceptor?",
    "Is there a national preceptorship framework for AHPs in Scotland?",
    "What is clinical supervision?",
    "What is a preceptor and how long does preceptorship last?",
    "Is protected learning time part of Agenda for Change?",
    "How does a manager support preceptorship?",
    "Can I do preceptorship part time?",
    "Do I pay for preceptorship?",
    "My preceptor is bullying me",
    "What support is there for returning from maternity leave?",
    "What is the weather in Inverness?",
    "preceptor",
    "list the standards of conduct",
    "Do preceptors need training and what will my salary be?",
]
NEEDS_ROUTES = {
    AnswerStatus.PARTLY_ANSWERED,
    AnswerStatus.NOT_IN_CORPUS,
    AnswerStatus.OUT_OF_SCOPE,
    AnswerStatus.SIGNPOSTED,
}


@pytest.fixture(scope="module")
def answers(real_assistant: Any) -> dict[str, Answer]:
    return {question: real_assistant.answer.invoke(Question(question)) for question in QUESTIONS}


def test_every_sentence_stands_word_for_word_where_it_is_cited(real_assistant: Any, answers: dict[str, Answer]) -> None:
    passages, said = real_assistant.index.by_id, 0
    for question, answer in answers.items():
        by_number = {citation.number: citation for citation in answer.citations}
        for statement in answer.statements:
            assert statement.citations, question
            texts = [passages[by_number[number].passage_id].text for number in statement.citations]
            assert any(statement.text in text for text in texts), (question, statement.text)
            assert statement.text in answer.text
            said += 1
        for citation in answer.citations:
            passage = passages[citation.passage_id]
            assert passage.text[citation.start : citation.end] == citation.quote
            assert (passage.source_id, passage.clause) == (citation.source_id, citation.clause)
    assert said > len(QUESTIONS)


def test_citations_are_numbered_from_one_in_order_of_first_use(answers: dict[str, Answer]) -> None:
    for question, answer in answers.items():
        used = list(dict.fromkeys(n for statement in answer.statements for n in statement.citations))
        assert used == [c.number for c in answer.citations] == list(range(1, len(used) + 1)), question
        assert all(f"[{number}]" in answer.text for number in used)
        assert f"[{len(used) + 1}]" not in answer.text


def test_every_status_brings_what_its_row_of_the_contract_says(answers: dict[str, Answer]) -> None:
    for question, answer in answers.items():
        status = answer.answer_status
        assert status is not AnswerStatus.FAILED, question
        assert bool(answer.routes) == (status in NEEDS_ROUTES), question
        assert not status.is_answered or answer.statements, question
        assert status is not AnswerStatus.OUT_OF_SCOPE or not answer.statements, question
        assert (status is AnswerStatus.PARTLY_ANSWERED) <= bool(answer.missing), question
        assert answer.text.strip()


def test_sources_that_differ_are_always_two_or_more(answers: dict[str, Answer]) -> None:
    differing = [answer for answer in answers.values() if answer.answer_status is AnswerStatus.SOURCES_DIFFER]
    assert differing
    for answer in differing:
        assert len({citation.source_id for citation in answer.citations}) >= 2


def test_evidence_is_ranked_without_repeats_and_what_was_cited_is_marked(answers: dict[str, Answer]) -> None:
    for question, answer in answers.items():
        records = answer.evidence
        assert [record.rank for record in records] == list(range(1, len(records) + 1)), question
        assert len({record.passage_id for record in records}) == len(records) <= 10
        assert all(0 <= record.relevance <= 1 for record in records)
        cited = {citation.passage_id for citation in answer.citations}
        assert {record.passage_id for record in records if record.used} == cited & {r.passage_id for r in records}


def test_confidence_is_a_share_and_suggestions_are_other_questions(answers: dict[str, Answer]) -> None:
    for question, answer in answers.items():
        assert 0 <= answer.confidence <= 1
        assert len(set(answer.suggestions)) == len(answer.suggestions) <= 3
        assert question.lower() not in [suggestion.lower() for suggestion in answer.suggestions]
        assert answer.standalone == question


def test_no_gap_statement_is_passed_off_as_an_answer(real_assistant: Any, answers: dict[str, Answer]) -> None:
    passages = real_assistant.index.by_id
    for question, answer in answers.items():
        if answer.answer_status.is_answered and answer.citations:
            assert not passages[answer.citations[0].passage_id].is_gap, question


def test_the_json_object_has_exactly_the_contracts_fields(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        written = json.loads(json.dumps(answer.to_json()))
        assert list(written) == [field.name for field in fields(Answer)]
        assert written["answer_status"] == answer.answer_status.value
        for name, shape in (("citations", Citation), ("evidence", EvidenceRecord)):
            for entry in written[name]:
                assert list(entry) == [field.name for field in fields(shape)]
        for statement in written["statements"]:
            assert list(statement) == ["text", "citations"]
        for route in written["routes"]:
            assert list(route) == ["name", "contact", "nations", "checked"]
        assert list(written["index"]) == ["digest", "built"]
