import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer
from corpus.errors import PreceptorshipError
from corpus.sources import Corpus
from evals.comparison import Comparison, Outcome, compare, outcomes, outcomes_from, read_outcomes
from evals.report import as_object, to_json
from evals.results import Report
from evals.run import score
from evals.samples import Sample
from ingest.passages import Passage

RIGHT = Outcome("s0", "Who?", "answerable", "tuning", False, True, "answered", "A. [1]", ("S5 Principle 4",))
SAMPLE = Sample("a1", "answerable", "tuning", True, "Who?", facts=("S5.3",))


def run_of(*passed: bool) -> list[Outcome]:
    return [replace(RIGHT, id=f"s{n}", passed=each) for n, each in enumerate(passed)]


def compared(failing: int, passing: int, same: int) -> Comparison:
    before = [True] * failing + [False] * passing + [True] * same
    after = [False] * failing + [True] * passing + [True] * same
    return compare(run_of(*before), run_of(*after))


@pytest.mark.parametrize(
    ("failing", "passing", "same", "words"),
    [
        (2, 0, 58, "2 of 60 test questions newly fail and none newly pass: this could be chance."),
        (1, 1, 58, "1 of 60 test questions newly fails and 1 newly passes: this could be chance."),
        (0, 5, 55, "None of 60 test questions newly fail and 5 newly pass: this could be chance."),
        (
            6,
            0,
            54,
            "6 of 60 test questions newly fail and none newly pass: this is more than chance, so the answers got worse.",
        ),
        (
            1,
            9,
            50,
            "1 of 60 test questions newly fails and 9 newly pass: this is more than chance, so the answers got better.",
        ),
        (0, 0, 1, "None of 1 test question newly fail or newly pass."),
        (0, 0, 0, "The two runs have no test question in common, so they cannot be compared."),
    ],
)
def test_a_comparison_is_said_in_words(failing: int, passing: int, same: int, words: str) -> None:
    assert compared(failing, passing, same).in_words == words


def test_chance_is_exact_mcnemar() -> None:
    assert compared(6, 0, 54).p == pytest.approx(2 / 64)  # 2 · C(6,0) / 2^6
    assert compared(0, 0, 60).p == 1


def test_every_sample_of_both_runs_is_of_one_kind() -> None:
    before = [*run_of(True, False, True, True, False), replace(RIGHT, id="gone")]
    after = [*run_of(False, True, True, True, False), replace(RIGHT, id="new")]
    after[0], after[2] = replace(after[0], text="Other."), replace(after[2], status="partly_answered")
    found = compare(before, after)
    assert [pair.after.id for pair in found.newly_failing] == ["s0"]
    assert [pair.after.id for pair in found.newly_passing] == ["s1"]
    assert [pair.after.id for pair in found.changed] == ["s2"]  # another status, the same verdict
    assert [pair.after.id for pair in found.unchanged] == ["s3", "s4"]
    assert [pair.after.id for pair in found.differing] == ["s0", "s2"]  # what no longer passes comes first
    assert [one.id for one in found.only_before] == ["gone"]
    assert [one.id for one in found.only_after] == ["new"]


def test_a_reworded_question_is_another_sample() -> None:
    found = compare([RIGHT], [replace(RIGHT, question="Who else?", passed=False)])
    assert not found.pairs
    assert len(found.only_before) == len(found.only_after) == 1


def test_a_change_is_told_in_one_line() -> None:
    (pair,) = compare([RIGHT], [replace(RIGHT, passed=False, status="not_in_corpus", cited=())]).pairs
    assert pair.in_words == "Who? (no longer passes; answered → not_in_corpus; nothing cited)"


@pytest.fixture
def report(make_answer: Callable[..., Answer], passages: dict[str, Passage], corpus: Corpus) -> Report:
    answer = make_answer([(None, ["S5:a"])])
    return Report((score(SAMPLE, answer, passages, corpus),))


def test_a_printed_run_gives_the_same_outcomes(report: Report, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(to_json(report), encoding="utf-8")
    assert read_outcomes(tmp_path / "run.json") == outcomes(report)
    assert outcomes(report)[0].cited == ("S5 Principle 4",)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "3", '{"results": 3}', '{"results": [{"id": "a"}]}', "\xff", "[" * 9999]
)
def test_another_file_is_no_run(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(PreceptorshipError, match=r"run\.json does not hold an earlier run"):
        read_outcomes(tmp_path / "run.json")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(PreceptorshipError, match="cannot be read"):
        read_outcomes(tmp_path / "none.json")


@pytest.mark.parametrize("change", [{"passed": "no"}, {"cited": "S5"}, {"question": None}])
def test_a_value_of_another_kind_is_refused(report: Report, change: dict[str, Any]) -> None:
    found = json.loads(json.dumps(as_object(report)))
    found["results"][0] |= change
    with pytest.raises(PreceptorshipError):
        outcomes_from(found)
