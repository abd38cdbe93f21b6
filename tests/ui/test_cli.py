"""The command line in process: answers, shapes and exit codes, over a body of documents of another subject."""

import dataclasses
import importlib.metadata
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer, Citation, EvidenceRecord
from assistant.settings import Settings
from ui.cli import main

Run = Callable[..., tuple[int, str, str]]
SEARCHED = {field.name for field in dataclasses.fields(EvidenceRecord)} | {"text", "title", "nations", "page", "time"}
OPENS = "When does the workshop open?"
INSTALLED = pytest.mark.skipif(
    not list(importlib.metadata.distributions(name="preceptorship-assistant")), reason="the package is not installed"
)


def names(kind: type) -> set[str]:
    return {field.name for field in dataclasses.fields(kind)}


@pytest.fixture
def run(
    small_settings: Settings,
    trained_already: None,
    on_topic: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """run(arguments…, lines=bytes) → (exit code, standard output, standard error)."""
    monkeypatch.setenv("PRECEPTORSHIP_EMBEDDER", small_settings.embedder)
    monkeypatch.setenv("PRECEPTORSHIP_CORPUS", str(small_settings.corpus))
    monkeypatch.setenv("PRECEPTORSHIP_INDEX", str(small_settings.index))

    def command(*arguments: object, lines: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return (code, *capsys.readouterr())

    return command


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_answer_is_one_object_with_exactly_the_fields_of_the_contract(run: Run) -> None:
    code, out, _ = run("ask", OPENS, "--json")
    answer = json.loads(out)
    assert code == 0 and set(answer) == names(Answer)
    assert answer["answer_status"] == "answered" and answer["model"] is None
    assert set(answer["citations"][0]) == names(Citation)
    assert set(answer["evidence"][0]) == names(EvidenceRecord)
    assert set(answer["index"]) == {"digest", "built"}
    assert 0 <= answer["confidence"] <= 1
    assert [statement["citations"] for statement in answer["statements"]] == [[1]]


def test_a_printed_answer_names_source_place_and_address(run: Run) -> None:
    code, out, _ = run("ask", OPENS)
    assert code == 0
    assert "opens at nine on weekdays" in out and "[1]" in out and "Opening hours" in out and "Wales" in out


def test_every_line_is_answered_in_order_and_a_bad_one_stops_nothing(run: Run) -> None:
    bad = [b"not json", b"[1]", b'{"id": "x"}', b'{"question": 5}', b'{"question": "a", "reader": {"nation": "Mars"}}']
    worse = [b"\xff\xfe\x00", b"[" * 5000, b'{"question": "a", "history": "b"}', b'{"question": "a", "colour": "red"}']
    good = [json.dumps({"id": n, "question": OPENS}).encode() for n in range(2)]
    code, out, _ = run("ask", "--jsonl", lines=b"\n".join([good[0], *bad, *worse, good[1]]))
    answers = objects(out)
    assert code == 1 and len(answers) == 11
    assert all(set(answer) == names(Answer) for answer in answers)
    assert [answer["id"] for answer in answers] == ["0", None, None, "x", *[None] * 6, "1"]
    for number, answer in enumerate(answers[1:-1], 2):
        assert answer["answer_status"] == "failed" and answer["notice"].startswith(f"Line {number}")
    assert answers[0]["answer_status"] == answers[-1]["answer_status"] == "answered"


def test_lines_that_can_all_be_read_end_well(run: Run) -> None:
    request = {"question": "Why?", "history": [{"role": "user", "content": OPENS}], "reader": {"nation": "Wales"}}
    code, out, _ = run("ask", "--jsonl", lines=json.dumps(request).encode() + b"\r\n")
    (answer,) = objects(out)
    assert code == 0 and answer["standalone"] == f"{OPENS} Why?"
    assert run("ask", "--jsonl") == (0, "", "")


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "why? " * 1000,
        "\x00\x07\x1b[31m",
        "Who oils \udcff chains?",
        "Qui peut nettoyer ma chaîne de vélo s'il vous plaît ?",
        "谁可以成为我的导师？",
    ],
    ids=["empty", "blank", "5,000 characters", "controls", "lone surrogate", "French", "Chinese"],
)
def test_what_cannot_be_read_as_a_question_needs_detail_and_is_no_failure(run: Run, question: str) -> None:
    code, out, _ = run("ask", question, "--json")
    answer = json.loads(out)
    assert (code, answer["answer_status"], answer["statements"]) == (0, "needs_detail", [])
    assert answer["text"].endswith(".")
    lines = run("ask", "--jsonl", lines=json.dumps({"question": question}).encode())
    assert (lines[0], objects(lines[1])[0]["text"]) == (0, answer["text"])


def test_search_gives_ranked_passages_and_no_answer(run: Run) -> None:
    code, out, _ = run("search", "clean a chain", "-k", "3", "--json")
    found = json.loads(out)
    assert code == 0 and [item["rank"] for item in found] == [1, 2, 3]
    assert all(set(item) == SEARCHED for item in found)
    assert found[0]["source_id"] == "B1"
    assert "Looking after chains" in run("search", "clean a chain")[1]


def test_search_answers_every_line_in_order(run: Run) -> None:
    lines = b'{"id": 7, "query": "chain"}\nnonsense\n{"question": "\\ud800 brakes"}\n{"id": 8}'
    code, out, _ = run("search", "-k", "2", "--jsonl", lines=lines)
    found = objects(out)
    assert code == 1 and [item["id"] for item in found] == [7, None, None, 8]
    assert [len(item["evidence"]) for item in found] == [2, 0, 2, 0]
    assert "notice" in found[1] and "notice" in found[3]


@pytest.mark.parametrize("k", ["0", "101", "-1", "many"])
def test_a_count_that_makes_no_sense_is_wrong_usage(run: Run, k: str) -> None:
    assert run("search", "chain", "-k", k)[0] == 2


@pytest.mark.parametrize(
    "arguments", [[], ["ask"], ["search"], ["search", " "], ["dance"], ["ask", "x", "--nation", "Mars"]]
)
def test_wrong_usage_says_so_and_ends_with_two(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert code == 2 and (out + err).strip() and "Traceback" not in err


def test_the_register_is_listed_with_what_is_not_held(run: Run) -> None:
    code, out, _ = run("sources")
    assert code == 0 and "Looking after chains" in out and "Not held: Lost in the flood of 2015." in out
    listed = json.loads(run("sources", "--json")[1])
    assert [source["id"] for source in listed] == ["B1", "B2", "B3", "B4"]


def test_an_ingest_builds_once_and_then_says_that_nothing_changed(run: Run, small_corpus: Path, tmp_path: Path) -> None:
    places = ("--corpus", small_corpus, "--index", tmp_path / "fresh")
    assert run("ingest", *places)[1].startswith("Indexed 12 passages of 3 sources")
    assert run("ingest", *places)[1].startswith("Nothing changed")
    assert json.loads(run("ask", OPENS, "--json", *places)[1])["answer_status"] == "answered"


def test_a_check_of_the_documents_ends_with_one_when_something_is_to_be_mended(run: Run, small_corpus: Path) -> None:
    code, out, _ = run("ingest", "lint", "--corpus", small_corpus)
    assert code == 0 and "Nothing to mend." in out
    with (small_corpus / "documents/hours.md").open("a", encoding="utf-8") as stream:
        stream.write("\nTwice said.\n\nTwice said.\n")
    code, out, _ = run("ingest", "lint", "--corpus", small_corpus)
    assert code == 1 and "To mend: 1." in out


@pytest.mark.parametrize("command", [["ask", "x"], ["ask", "--jsonl"], ["search", "x"], ["search", "--jsonl"]])
def test_a_missing_or_damaged_index_or_corpus_ends_with_two_and_what_to_do(
    run: Run, command: list[str], small_corpus: Path, tmp_path: Path
) -> None:
    code, out, err = run(*command, "--index", tmp_path / "nowhere")
    assert (code, out) == (2, "") and "There is no index at" in err and "preceptorship ingest" in err
    code, out, err = run(*command, "--corpus", tmp_path / "nothing")
    assert (code, out) == (2, "") and "There is no register at" in err and "--corpus" in err
    shutil.copytree(Settings.from_environment().index, tmp_path / "index")
    next((tmp_path / "index").rglob("passages.jsonl")).write_text("{", encoding="utf-8")
    code, out, err = run(*command, "--index", tmp_path / "index")
    assert (code, out) == (2, "") and "is damaged" in err and "preceptorship ingest" in err


def test_a_bad_document_is_named_and_the_published_index_still_answers(
    run: Run, small_corpus: Path, tmp_path: Path
) -> None:
    places = ("--corpus", small_corpus, "--index", tmp_path / "index")
    run("ingest", *places)
    hours = (small_corpus / "documents/hours.md").read_bytes()
    (small_corpus / "documents/hours.md").write_bytes(b"")
    code, _, err = run("ingest", *places)
    assert code == 2 and err.startswith("The file of B3 is empty.") and "nothing was published" in err
    (small_corpus / "documents/hours.md").write_bytes(hours)
    assert run("ask", OPENS, *places)[0] == 0


def test_a_bad_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRECEPTORSHIP_PORT", "many")
    code, _, err = run("sources")
    assert code == 2 and "PRECEPTORSHIP_PORT is 'many'" in err


@INSTALLED
def test_the_version_tells_the_index_too(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0 and out.startswith("preceptorship ") and "index " in out and "built 20" in out


HANDBOOK = {"How often do I clean a chain?": "every two weeks", "When are brake pads replaced?": "two millimetres"}


@pytest.mark.parametrize("question", HANDBOOK)
def test_another_body_of_documents_is_searched_without_touching_code(run: Run, question: str) -> None:
    code, out, _ = run("search", question, "-k", "1", "--json")
    assert code == 0 and HANDBOOK[question] in json.loads(out)[0]["text"]
