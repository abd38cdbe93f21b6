"""A run of five samples: two pass, one fails, one broke, and one that fails is held back."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answers import Answer, AnswerStatus
from corpus.sources import Corpus
from evals.comparison import compare, outcomes
from evals.principles import principles
from evals.reporting.contents import Contents, EarlierRun
from evals.results import Report
from evals.run import score
from evals.samples import Sample
from ingest.passages import Passage

SAMPLE = Sample("a1", "answerable", "tuning", True, "Who <b>may</b> | be & do?", facts=("S5.3",))
SECRET = "What is asked in secret?"


@pytest.fixture
def report(make_answer: Callable[..., Answer], passages: dict[str, Passage], corpus: Corpus) -> Report:
    right, wrong = make_answer([(None, ["S5:a"])]), make_answer([("=1+1 is fine.", ["S52:a"])])
    off = replace(SAMPLE, id="a3", class_="out-of-scope", question="Rain?", expect=(AnswerStatus.OUT_OF_SCOPE,))
    pairs = [
        (replace(SAMPLE, id="a0", essential=False, question="=cmd|' /C calc'!A0"), right),
        (replace(SAMPLE, question=f"{SAMPLE.question}\x00"), wrong),
        (off, make_answer(status=AnswerStatus.OUT_OF_SCOPE)),
        (replace(SAMPLE, id="a4", question="Broken?"), make_answer(status=AnswerStatus.FAILED)),
        (replace(SAMPLE, id="h1", question=SECRET, split="held-back"), wrong),
    ]
    return Report(tuple(score(sample, answer, passages, corpus) for sample, answer in pairs))


@pytest.fixture
def contents(report: Report, passages: dict[str, Passage]) -> Contents:
    """The run with an earlier one in which every sample passed, and two for the trend, one of them empty."""
    now = outcomes(report)
    before = [replace(one, passed=True, text="As it was.") for one in now]
    return Contents(
        report,
        comparison=compare(before, now),
        earlier=(EarlierRun("First <try>", "1 May 2026", 9, 10), EarlierRun("Empty", "", 0, 0)),
        principles=principles([*passages.values(), replace(passages["S5:a"], clause="Principle 5", facts=("S6.1",))]),
        date="2 May 2026",
    )
