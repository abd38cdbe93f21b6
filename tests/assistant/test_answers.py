"""Answers: the object is the contract's, field for field, and every status counts as exactly one thing."""

import json
from dataclasses import fields

from assistant.answers import (
    Answer,
    AnswerStatus,
    Citation,
    EvidenceRecord,
    IndexRecord,
    RouteRecord,
    Statement,
    failed_answer,
)

CONTRACT = {
    Answer: "id answer_status text statements citations evidence standalone confidence missing routes suggestions "
    "notice index model seconds",
    Statement: "text citations",
    Citation: "number passage_id source_id title publisher nations audience professions wording currency published "
    "checked clause clause_slug page time url url_confirmed source_path quote start end facts",
    EvidenceRecord: "passage_id source_id clause facts rank relevance used",
    RouteRecord: "name contact nations checked",
    IndexRecord: "digest built",
}


def test_no_field_was_added_renamed_or_lost() -> None:
    for shape, names in CONTRACT.items():
        assert [field.name for field in fields(shape)] == names.split(), shape


def test_the_statuses_are_those_of_the_contract() -> None:
    assert [status.value for status in AnswerStatus] == [
        "answered",
        "partly_answered",
        "sources_differ",
        "not_in_corpus",
        "out_of_scope",
        "signposted",
        "needs_detail",
        "failed",
    ]


def test_no_status_counts_as_answered_and_refused_at_once() -> None:
    answered = {status.value for status in AnswerStatus if status.is_answered}
    refused = {status.value for status in AnswerStatus if status.is_refused}
    assert answered == {"answered", "partly_answered", "sources_differ"}
    assert refused == {"not_in_corpus", "out_of_scope", "needs_detail"}


def test_a_request_that_broke_still_gets_a_whole_answer_object() -> None:
    answer = failed_answer("The line is not JSON.", "q1")
    assert answer.answer_status is AnswerStatus.FAILED
    assert (answer.id, answer.notice, answer.text) == ("q1", "The line is not JSON.", "The line is not JSON.")
    assert (answer.statements, answer.citations, answer.confidence, answer.seconds) == ((), (), 0.0, 0.0)


def test_the_json_object_can_be_written_and_spells_the_status_as_text() -> None:
    written = json.loads(json.dumps(failed_answer("Sorry.").to_json()))
    assert list(written) == CONTRACT[Answer].split()
    assert written["answer_status"] == "failed"
    assert written["index"] == {"digest": "", "built": ""}
