from collections.abc import Callable, Iterator, Sequence

import pytest
from langchain_core.runnables import RunnableLambda

from assistant.answers import Answer, AnswerStatus
from assistant.questions import Question
from corpus.sources import Corpus
from evals.run import run
from evals.samples import KeyPoint, Sample
from ingest.passages import Passage

Make = Callable[..., Answer]
Passages = dict[str, Passage]
FIRST = Sample("a1", "answerable", "tuning", False, "Who?", facts=("S5.3",), key_points=(KeyPoint(("profession",)),))
SECOND = Sample("a2", "follow-up", "tuning", False, "And me?", follows="a1", facts=("S5.3",))


def test_a_breaking_sample_does_not_stop_the_run(make_answer: Make, passages: Passages, corpus: Corpus) -> None:
    def ask(question: Question) -> Answer:
        if question.text == "Who?":
            raise RuntimeError("no such table")
        return make_answer([(None, ["S5:a"])])

    report = run([FIRST, SECOND], RunnableLambda(ask), passages, corpus)
    broken, fine = report.results
    assert broken.answer.answer_status is AnswerStatus.FAILED
    assert broken.answer.notice == "RuntimeError: no such table"
    assert not broken.passed
    assert fine.passed


def test_a_followed_sample_is_asked_once_and_first(make_answer: Make, passages: Passages, corpus: Corpus) -> None:
    asked: list[Question] = []

    def ask(question: Question) -> Answer:
        asked.append(question)
        return make_answer([(None, ["S5:a"])])

    report = run([SECOND, FIRST], RunnableLambda(ask), passages, corpus)
    assert [question.text for question in asked] == ["Who?", "And me?"]
    assert [turn.content for turn in asked[1].history] == ["Who?", make_answer([(None, ["S5:a"])]).text]
    assert [result.sample.id for result in report.results] == ["a2", "a1"]  # reported in the order given


def test_context_samples_are_asked_but_not_reported(make_answer: Make, passages: Passages, corpus: Corpus) -> None:
    ask = RunnableLambda[Question, Answer](lambda question: make_answer([(None, ["S5:a"])]))
    report = run([SECOND], ask, passages, corpus, context=[FIRST])
    assert [result.sample.id for result in report.results] == ["a2"]


def test_evidence_is_scored_by_rank(make_answer: Make, passages: Passages, corpus: Corpus) -> None:
    from dataclasses import replace

    answer = make_answer([(None, ["S5:a"])], evidence=["S52:a", "S5:a"])
    shuffled = replace(answer, evidence=answer.evidence[::-1])
    report = run([FIRST], RunnableLambda(lambda question: shuffled), passages, corpus)
    assert report.results[0].scores["Hit@1"].value == 0
    assert report.results[0].scores["MRR@10"].value == 0.5


def test_a_label_outside_the_index_is_reported(make_answer: Make, passages: Passages, corpus: Corpus) -> None:
    ask = RunnableLambda[Question, Answer](lambda question: make_answer())
    assert run([FIRST], ask, {}, corpus).unplaced == ("a1",)


def test_what_goes_over_the_samples_sees_each_and_can_end_the_run(
    make_answer: Make, passages: Passages, corpus: Corpus
) -> None:
    seen: list[str] = []

    def over(samples: Sequence[Sample]) -> Iterator[Sample]:
        for sample in samples:
            yield sample
            seen.append(sample.id)
            if sample.id == "a1":
                raise TimeoutError

    ask = RunnableLambda[Question, Answer](lambda question: make_answer([(None, ["S5:a"])]))
    with pytest.raises(TimeoutError):
        run([FIRST, SECOND], ask, passages, corpus, over=over)
    assert seen == ["a1"]
