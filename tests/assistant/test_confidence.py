"""Confidence: a share of 1 for every question, low where nothing answers, and never an answer from a gap statement."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from assistant.confidence import CLUES, Confidence
from assistant.extractive import Part
from assistant.pipeline import open_assistant
from assistant.questions import Reader
from assistant.retrieval import Evidence
from assistant.settings import Settings
from assistant.unanswered import Unanswered
from ingest.passages import Passage

ANSWERED = "How often do I clean a chain?"


@pytest.fixture
def confidence(small_settings: Settings, trained_already: None) -> Confidence:
    return open_assistant(small_settings).stages.confidence


def clues(confidence: Confidence, question: str) -> dict[str, float]:
    query = confidence.retriever.query(question)
    found = confidence.clues(query, confidence.retriever.evidence(query, Reader()))
    return dict(zip(CLUES, found, strict=True))


@pytest.mark.parametrize("question", [ANSWERED, "What does a saddle cost?", "zzz", "", "?", "\ud800", "x" * 2000])
def test_every_question_has_a_confidence_between_0_and_1(confidence: Confidence, question: str) -> None:
    query = confidence.retriever.query(question)
    evidence = confidence.retriever.evidence(query, Reader())
    assert 0 <= confidence.of(query, evidence) <= 1


def test_without_evidence_there_is_no_confidence_and_no_answer(confidence: Confidence) -> None:
    query = confidence.retriever.query(ANSWERED)
    assert confidence.of(query, ()) == 0.0
    assert not confidence.answers(Part(ANSWERED, query, ()), 1.0)


def test_a_gap_statement_in_front_is_never_an_answer(confidence: Confidence) -> None:
    query = confidence.retriever.query(ANSWERED)
    gap = Passage("B1:gap", "B1", "No source says.", (), "Gaps", 0, 9, is_gap=True)
    plain = replace(gap, is_gap=False)
    assert not confidence.answers(Part(ANSWERED, query, (Evidence(gap, 1, 1.0),)), 1.0)
    assert confidence.answers(Part(ANSWERED, query, (Evidence(plain, 1, 1.0),)), 1.0)
    assert not confidence.answers(Part(ANSWERED, query, (Evidence(plain, 1, 1.0),)), 0.0)


def test_words_that_no_document_holds_are_noticed(confidence: Confidence) -> None:
    assert clues(confidence, ANSWERED)["unknown words"] == 0.0
    assert clues(confidence, "How often do I clean a zeppelin?")["unknown words"] > 0.0
    assert clues(confidence, "saddle price")["not covered"] > clues(confidence, ANSWERED)["not covered"]


def test_a_number_that_is_asked_for_and_missing_is_noticed(confidence: Confidence) -> None:
    missing = clues(confidence, "How many rotors must degreaser never touch?")
    assert (missing["asks a number"], missing["no number there"]) == (1.0, 1.0)
    assert clues(confidence, ANSWERED)["no number there"] == 0.0
    assert clues(confidence, "Should a chain be cleaned?")["asks a number"] == 0.0


def test_a_question_that_sounds_unanswered_or_is_near_one_gets_less_confidence(real_assistant: Any) -> None:
    confidence = real_assistant.stages.confidence
    query = confidence.retriever.query("How long does preceptorship last?")
    evidence = confidence.retriever.evidence(query, Reader())
    vector = np.array(query.vector, dtype=np.float32)
    of = [
        replace(confidence, unanswered=Unanswered(np.array([near * vector]), sign * 5 * vector)).of(query, evidence)
        for sign, near in ((1, 0), (-1, 0), (1, 1))
    ]
    assert of[0] > of[1] and of[0] > of[2]


def test_the_shipped_calibration_knows_every_clue_and_can_both_answer_and_refuse(real_assistant: Any) -> None:
    shipped: Confidence = real_assistant.stages.confidence
    assert set(shipped.weights) <= set(CLUES)
    assert 0 < shipped.threshold < 1


def test_what_the_documents_answer_gets_more_confidence_than_what_they_do_not(real_assistant: Any) -> None:
    retriever, shipped = real_assistant.retriever, real_assistant.stages.confidence

    def of(question: str) -> float:
        query = retriever.query(question)
        return float(shipped.of(query, retriever.evidence(query, Reader())))

    assert of("Can my preceptor be a physio if I'm an OT?") > of("What pay band will I be on after preceptorship?")
    assert of("What are the five principles of preceptorship?") > of("How much annual leave does a preceptor get?")
