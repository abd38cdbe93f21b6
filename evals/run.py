"""Ask every sample, score every answer: samples in, Report out."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from assistant.answers import Answer, AnswerStatus, blank_answer
from assistant.questions import Question
from corpus.sources import Corpus
from evals.answer_metrics import answer_scores, shortfalls
from evals.grounding import unsupported
from evals.key_points import forbidden
from evals.results import Report, Result
from evals.retrieval_metrics import retrieval_scores, unplaced
from evals.samples import Sample, as_question, chain
from ingest.passages import Passage

Over = Callable[[Sequence[Sample]], Iterable[Sample]]
"""Goes over the samples one by one, and may tell how far it is; what it raises ends the run."""


class Ask(Protocol):
    """The assistant: a Runnable[Question, Answer], or anything with its `invoke`."""

    def invoke(self, input: Question, /) -> Answer:
        """The answer to a question."""
        ...


def bar(samples: Sequence[Sample]) -> Iterable[Sample]:
    """The samples, with a bar on standard error, on a terminal only."""
    from tqdm import tqdm

    shown: Iterable[Sample] = tqdm(samples, desc="Samples", unit="sample", disable=None)
    return shown


def run(
    samples: Sequence[Sample],
    ask: Ask,
    passages: Mapping[str, Passage],
    corpus: Corpus,
    *,
    context: Sequence[Sample] = (),
    over: Over = bar,
) -> Report:
    """Ask the samples in their order and score the answers; a sample that breaks counts as failed and the run goes on.

    passages: those of the index, by id.
    context: further samples that may be followed; they are asked when needed and not reported."""
    known = {sample.id: sample for sample in (*context, *samples)}
    started = time.perf_counter()
    answers: dict[str, Answer] = {}
    for sample in over(samples):
        for one in (*chain(sample, known), sample):
            if one.id not in answers:
                answers[one.id] = _answer(one, known, answers, ask)
    results = tuple(score(sample, answers[sample.id], passages, corpus) for sample in samples)
    return Report(results, unplaced(samples, passages), time.perf_counter() - started)


def score(sample: Sample, answer: Answer, passages: Mapping[str, Passage], corpus: Corpus) -> Result:
    """Every measure of one answer."""
    ranked = sorted(answer.evidence, key=lambda record: record.rank)
    scores = retrieval_scores(sample, ranked, passages) | answer_scores(sample, answer, passages, corpus)
    return Result(
        sample=sample,
        answer=answer,
        scores=scores,
        unsupported=unsupported(answer, passages),
        forbidden=forbidden(sample, answer),
        shortfalls=shortfalls(sample, answer, passages),
        seconds=answer.seconds,
    )


def _answer(sample: Sample, known: Mapping[str, Sample], answers: Mapping[str, Answer], ask: Ask) -> Answer:
    texts = {name: answer.text for name, answer in answers.items()}
    question = as_question(sample, known, texts)
    started = time.perf_counter()
    try:
        return ask.invoke(question)
    except Exception as error:  # one broken sample must not end the run; it counts as failed
        return failed(question, error, time.perf_counter() - started)


def failed(question: Question, error: Exception, seconds: float = 0.0) -> Answer:
    """The answer object of a sample whose question broke the assistant."""
    notice = f"{type(error).__name__}: {error}"
    return blank_answer(
        AnswerStatus.FAILED, "", id=question.id, standalone=question.text, notice=notice, seconds=seconds
    )
