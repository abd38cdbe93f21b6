from collections.abc import Callable

import pytest
from langchain_core.runnables import RunnableLambda

from assistant.answers import Answer
from assistant.questions import Question
from corpus.errors import PreceptorshipError
from corpus.sources import Corpus
from evals.archive import dump, load
from evals.results import Report
from evals.run import run
from evals.samples import KeyPoint, Sample
from ingest.passages import Passage

SAMPLE = Sample(
    "a1", "answerable", "tuning", True, "Who?", facts=("S5.3",), key_points=(KeyPoint(("“profession”", "job"), False),)
)


@pytest.fixture
def report(make_answer: Callable[..., Answer], passages: dict[str, Passage], corpus: Corpus) -> Report:
    answer = make_answer([(None, ["S5:a"]), ("Ünsupported ½.", ["S5:b"])], evidence=["S5:a", "S5:b"], routes=["NES"])
    return run([SAMPLE], RunnableLambda[Question, Answer](lambda _: answer), passages, corpus)


def test_a_report_comes_back_equal_and_is_scored_the_same(report: Report) -> None:
    again = load(dump(report))
    assert again == report
    assert again.results[0].sample.key_points[0].wordings == ("“profession”", "job")
    assert again.results[0].scores["Hit@1"].value == 1 and not again.results[0].passed


def test_an_empty_report_comes_back() -> None:
    assert load(dump(Report(()))) == Report(())


@pytest.mark.parametrize("text", ["", "{}", '{"results": [{"sample": 1}]}', "[1]"])
def test_what_is_no_kept_run_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(PreceptorshipError, match="cannot be read"):
        load(text)
