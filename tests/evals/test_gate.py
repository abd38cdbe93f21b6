from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import Answer
from corpus.errors import PreceptorshipError
from corpus.sources import Corpus
from evals.gate import gate, read_recorded, write_recorded
from evals.results import Report
from evals.run import score
from evals.samples import Sample
from ingest.passages import Passage

SAMPLE = Sample("a1", "answerable", "tuning", False, "Who?", facts=("S5.3",))


@pytest.fixture
def run_of(make_answer: Callable[..., Answer], passages: dict[str, Passage], corpus: Corpus) -> Callable[..., Report]:
    """run_of(passing, failing): a report with so many samples, s0, s1 and so on; the failing ones come last."""

    def build(passing: int, failing: int, *, essential: bool = False) -> Report:
        answers = [make_answer([(None, ["S5:a"])])] * passing + [make_answer([(None, ["S52:a"])])] * failing
        samples = [replace(SAMPLE, id=f"s{n}", essential=essential) for n in range(len(answers))]
        return Report(tuple(score(s, a, passages, corpus) for s, a in zip(samples, answers, strict=True)))

    return build


def test_a_run_as_recorded_may_pass(run_of: Callable[..., Report]) -> None:
    report = run_of(10, 2)
    assert gate(report, report.passed) == []


def test_an_essential_sample_may_never_fail(run_of: Callable[..., Report]) -> None:
    report = run_of(1, 1, essential=True)
    (sentence,) = gate(report, report.passed)
    assert sentence.startswith("Essential sample s1 (Who?) did not pass: No citation lies")


def test_five_newly_failing_may_be_chance_and_six_are_not(run_of: Callable[..., Report]) -> None:
    recorded = {f"s{n}": True for n in range(20)}
    assert gate(run_of(15, 5), recorded) == []
    (sentence,) = gate(run_of(14, 6), recorded)
    assert "Of 20 samples, 6 that passed in the recorded run now fail" in sentence
    assert "p = 0.0312" in sentence


def test_a_rise_is_never_a_fall(run_of: Callable[..., Report]) -> None:
    assert gate(run_of(20, 0), {f"s{n}": False for n in range(20)}) == []


def test_samples_of_one_run_only_are_not_compared(run_of: Callable[..., Report]) -> None:
    assert gate(run_of(0, 10), {f"other{n}": True for n in range(10)}) == []


def test_an_unsupported_sentence_fails(
    make_answer: Callable[..., Answer], passages: dict[str, Passage], corpus: Corpus
) -> None:
    answer = make_answer([("Pay rises by 9 percent.", ["S5:a"])])
    (sentence,) = gate(Report((score(SAMPLE, answer, passages, corpus),)), {})
    assert sentence == "Sample a1 got a sentence that its citations do not support: Pay rises by 9 percent."


def test_a_quote_that_is_not_in_the_source_fails(
    make_answer: Callable[..., Answer], passages: dict[str, Passage], corpus: Corpus
) -> None:
    answer = make_answer([(None, ["S5:a"])])
    wrong = replace(answer, citations=tuple(replace(c, quote="never said") for c in answer.citations))
    (sentence,) = gate(Report((score(SAMPLE, wrong, passages, corpus),)), {})
    assert "whose words are not in the source" in sentence


def test_an_empty_run_shows_nothing() -> None:
    assert gate(Report(()), {}) == ["No sample was run, so nothing is shown to be right."]


def test_a_recorded_run_is_read_as_written(tmp_path: Path, run_of: Callable[..., Report]) -> None:
    report = run_of(2, 1)
    write_recorded(report, tmp_path / "recorded.json")
    assert read_recorded(tmp_path / "recorded.json") == {"s0": True, "s1": True, "s2": False}
    assert read_recorded(tmp_path / "none.json") == {}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"passed": 3}'])
def test_a_damaged_record_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "recorded.json").write_text(text)
    with pytest.raises(PreceptorshipError, match="cannot be read"):
        read_recorded(tmp_path / "recorded.json")
