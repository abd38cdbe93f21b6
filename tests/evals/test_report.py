import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import Answer, AnswerStatus
from corpus.sources import Corpus
from evals.figures import Figure, headline
from evals.report import as_object, quality_table, to_json, write_quality_table
from evals.reporting.cells import NOT_MEASURED
from evals.reporting.text import to_text
from evals.results import Report
from evals.run import score
from evals.samples import KeyPoint, Sample
from ingest.passages import Passage

Make = Callable[..., Answer]
SAMPLE = Sample("a1", "answerable", "held-back", True, "Who?", facts=("S5.3",), key_points=(KeyPoint(("profession",)),))


@pytest.fixture
def report(make_answer: Make, passages: dict[str, Passage], corpus: Corpus) -> Report:
    right = make_answer([(None, ["S5:a"])])
    wrong = make_answer([("Any profession at all is fine.", ["S52:a"])])
    refusal = replace(SAMPLE, id="a3", class_="out-of-scope", expect=(AnswerStatus.OUT_OF_SCOPE,), key_points=())
    refused = make_answer(status=AnswerStatus.OUT_OF_SCOPE, confidence=0.1)
    pairs = [(SAMPLE, right), (replace(SAMPLE, id="a2", question="Which?"), wrong), (refusal, refused)]
    return Report(tuple(score(sample, answer, passages, corpus) for sample, answer in pairs), ("a9",), 1.5)


def figures(report: Report) -> dict[str, Figure]:
    return {figure.name: figure for figure in headline(report)}


def test_the_headline_by_hand(report: Report) -> None:
    found = figures(report)
    assert (found["passed"].count, found["passed"].of) == (2, 3)  # a1 and the refusal
    assert (found["Hit@1"].count, found["Hit@1"].of) == (1, 2)  # the refusal has no ranking to judge
    assert (found["cited in the right place"].count, found["cited in the right place"].of) == (1, 2)
    assert (found["unsupported sentences"].count, found["unsupported sentences"].of) == (1, 2)
    assert found["refused: out of scope"].value == 1
    assert found["false refusals"].value == 0
    assert found["confidence AUROC: out of scope"].value == 1  # 0.5 and 0.5 against 0.1
    assert found["median length"].value == (11 + 6) / 2  # words of the two answers


def test_what_has_no_cases_is_not_measured(report: Report) -> None:
    assert figures(report)["refused: near-miss"].value is None
    row = next(line for line in quality_table(report).splitlines() if "near-miss" in line)
    assert NOT_MEASURED in row
    assert "0.000" not in row
    assert all(figure.value is None for figure in headline(Report(())))
    assert NOT_MEASURED in to_text(Report(()))


def test_json_differs_in_times_only(report: Report) -> None:
    slower = Report(tuple(replace(r, seconds=r.seconds + 9) for r in report.results), report.unplaced, 99.0)
    one, other = json.loads(to_json(report)), json.loads(to_json(slower))
    assert one.pop("times") != other.pop("times")
    assert json.dumps(one) == json.dumps(other)
    assert to_json(report) == to_json(report)


def test_json_carries_every_result(report: Report) -> None:
    results = as_object(report)["results"]
    assert [result["passed"] for result in results] == [True, False, True]
    assert results[1]["unsupported"] == ["Any profession at all is fine."]
    assert results[2]["scores"]["Hit@1"] is None


def tuned(report: Report) -> Report:
    """The same report on samples of the tuning split."""
    return replace(report, results=tuple(replace(r, sample=replace(r.sample, split="tuning")) for r in report.results))


def test_failing_held_back_samples_are_counted_and_not_shown(report: Report) -> None:
    assert "Which?" not in to_text(report)
    assert "Held-back samples not passed: 1." in to_text(report)


def test_the_text_names_classes_failures_and_lost_labels(report: Report) -> None:
    text = to_text(tuned(report))
    assert "answerable" in text
    assert "1/2 0.095 to 0.905" in text  # Wilson for 1 of 2
    assert "a2  'Which?': Not supported" in text
    assert "match no passage of the index: a9" in text
    assert "Not passed" not in to_text(tuned(report), failures=0)


def test_targets_are_told_as_met_or_not(report: Report) -> None:
    table = quality_table(report)
    assert "| Hit@1 | 0.500 | 1 of 2 | 0.095 to 0.905 | ≥ 0.88, not met |" in table
    assert "| refused: out of scope | 1.000 | 1 of 1 | 0.207 to 1.000 | ≥ 0.98, met |" in table
    assert "**Held-back**: 3 samples" in table


def test_the_table_is_written_between_its_markers(tmp_path: Path, report: Report) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# Title\n<!-- quality:start -->\nold\n<!-- quality:end -->\nAfter\n")
    write_quality_table(readme, report)
    assert readme.read_text() == (
        f"# Title\n<!-- quality:start -->\n{quality_table(report)}<!-- quality:end -->\nAfter\n"
    )
