"""The evaluation command over the small corpus: what it writes, compares and refuses."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.answers import Answer
from assistant.settings import Settings
from evals.sample_rows import COLUMNS
from evals.samples import Sample
from evals.scores import Score, unscored
from ui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    small_settings: Settings,
    trained_already: None,
    on_topic: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Run:
    """run(arguments…) → (exit code, standard output, standard error) of `eval` over a set of two samples."""
    for name in ("embedder", "corpus", "index"):
        monkeypatch.setenv(f"PRECEPTORSHIP_{name.upper()}", str(getattr(small_settings, name)))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    common = {"class": "answerable", "split": "tuning", "expect": "answered"}
    writer.writerow(common | {"id": "w1", "question": "How often do I clean a chain?", "words": "every two weeks"})
    writer.writerow(
        common | {"id": "w2", "question": "When does the workshop open?", "key_points": "at midnight sharp"}
    )
    (tmp_path / "set.csv").write_text(text.getvalue(), encoding="utf-8")

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main(["eval", str(tmp_path / "set.csv"), *(str(argument) for argument in arguments)])
        return (code, *capsys.readouterr())

    return command


def test_every_form_of_report_is_written(run: Run, tmp_path: Path) -> None:
    files = {name: tmp_path / f"report.{name}" for name in ("html", "markdown", "junit", "csv")}
    code, out, _ = run(*(part for name, path in files.items() for part in (f"--{name}", path)))
    assert code == 0
    assert "w2  'When does the workshop open?': It does not say: at midnight sharp." in out
    assert "1 of 2 test questions passed" in files["html"].read_text(encoding="utf-8")
    assert "- w2, missed a point: When does the workshop open?:" in files["markdown"].read_text(encoding="utf-8")
    assert ElementTree.parse(files["junit"]).getroot().attrib["failures"] == "1"
    assert [row["passed"] for row in csv.DictReader(files["csv"].open(encoding="utf-8-sig", newline=""))] == [
        "yes",
        "no",
    ]


def test_a_run_is_compared_with_an_earlier_one(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("--json")
    earlier = json.loads(out)
    earlier["results"][0] |= {"passed": False}
    (tmp_path / "earlier.json").write_text(json.dumps(earlier), encoding="utf-8")
    code, out, _ = run("--compare", tmp_path / "earlier.json", "--html", tmp_path / "report.html")
    assert code == 0
    assert "None of 2 test questions newly fail and 1 newly passes: this could be chance.\nUnchanged: 1.\n" in out
    assert "  w1  How often do I clean a chain? (now passes; answered;" in out
    assert "0 of 2" in (tmp_path / "report.html").read_text(encoding="utf-8")  # the earlier run in the trend
    code, out, error = run("--compare", tmp_path / "earlier.json", "--json")
    assert json.loads(out)["samples"] == 2  # nothing but the object
    assert "could be chance" in error


@pytest.mark.parametrize("content", ["nothing", '{"passed": {}}'])
def test_a_file_that_holds_no_run_is_refused_before_the_run(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "other.json").write_text(content)
    assert run("--compare", tmp_path / "other.json") == (
        2,
        "",
        "other.json does not hold an earlier run. Name a file that `preceptorship eval --json` wrote.\n",
    )


def test_a_file_that_cannot_be_written_is_refused_before_the_run(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no folder" / "report.html"):
        code, out, error = run("--html", path)
        assert (code, out) == (2, "")
        assert "cannot be written" in error


def test_two_runs_print_the_same_bytes_but_for_times(run: Run) -> None:
    one, other = (json.loads(run("--json")[1]) for _ in range(2))
    assert one.pop("times").keys() == other.pop("times").keys()
    assert json.dumps(one) == json.dumps(other)


def test_a_judge_is_asked_beside_and_changes_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lenient:
        def judge(self, sample: Sample, answer: Answer) -> Score:
            return Score(1.0) if sample.id == "w2" else unscored("The judge broke: no key")

    monkeypatch.setattr("evals.judges.open_judge", lambda name: Lenient())
    code, out, _ = run("--judge", "some:model")
    assert code == 0
    assert (
        "some:model, which the gate does not use: good: 100.0 % (1 of 1; 95 % interval 20.7 to 100.0 %); 1 unscored."
        in out
    )
    assert "The judge broke: no key\nAgreement with people: not measured." in out
    assert "w2  'When does the workshop open?': It does not say" in out  # it still does not pass


def test_a_judge_is_held_against_what_people_said(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Lenient:
        def judge(self, sample: Sample, answer: Answer) -> Score:
            return Score(1.0)

    people = tmp_path / "people.csv"
    people.write_text("id,good\nw1,no\nw2,no\nw2,Yes\n", encoding="utf-8")
    monkeypatch.setattr("evals.judges.open_judge", lambda name: Lenient())
    code, out, _ = run("--judge", "some:model", "--people", str(people))
    assert code == 0 and "Agreement with people: 50.0 % (1 of 2;" in out


@pytest.mark.parametrize(
    ("text", "told"),
    [("id;good\nw1;yes\n", "does not hold"), ("id,good\nw1,perhaps\n", "neither yes nor no of 'w1'"), ("", None)],
)
def test_what_is_no_file_of_verdicts_is_refused_before_the_run(
    run: Run, tmp_path: Path, text: str, told: str | None
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(text, encoding="utf-8")
    code, out, error = run("--people", str(people), *(["--judge", "openai:gpt-5"] if told else []))
    assert code == 2 and out == "" and (told or "Name one with --judge") in error


def test_a_judge_that_does_not_exist_is_refused_before_the_run(run: Run) -> None:
    code, out, error = run("--judge", "nobody:none")
    assert (code, out) == (2, "")
    assert "The judge 'nobody:none' cannot be used" in error
