"""The command line as a process of its own: what starts quickly, what a pipe gets, what a shell sees."""

import importlib.metadata
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def environment(small_settings: Settings) -> dict[str, str]:
    return os.environ | {
        "PRECEPTORSHIP_EMBEDDER": small_settings.embedder,
        "PRECEPTORSHIP_CORPUS": str(small_settings.corpus),
        "PRECEPTORSHIP_INDEX": str(small_settings.index),
    }


def ran(environment: dict[str, str], *arguments: str | bytes, lines: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ui.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, input=lines, capture_output=True, timeout=120)


VERSION = pytest.param(
    ["--version"],
    marks=pytest.mark.skipif(
        not list(importlib.metadata.distributions(name="preceptorship-assistant")),
        reason="the package is not installed",
    ),
)


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], VERSION])
def test_help_and_version_answer_without_loading_anything_heavy(
    environment: dict[str, str], arguments: list[str]
) -> None:
    code = (
        "import sys\nfrom ui.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'gradio', 'chromadb', 'sentence_transformers', 'sklearn', 'fastapi', 'langchain_core'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "LOADED []", done.stdout + done.stderr
    assert "preceptorship" in done.stdout


def test_a_pipe_gets_one_answer_a_line_and_the_exit_code_tells_of_the_bad_one(environment: dict[str, str]) -> None:
    lines = b'{"id": "a", "question": "When does the workshop open?"}\nbroken\n{"id": "c", "question": ""}\n'
    done = ran(environment, "ask", "--jsonl", lines=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1, done.stderr
    assert [answer["id"] for answer in answers] == ["a", None, "c"]
    assert [answer["answer_status"] == "failed" for answer in answers] == [False, True, False]


def test_bytes_that_are_no_text_in_an_argument_need_detail(environment: dict[str, str]) -> None:
    done = ran(environment, "ask", b"Who oils \xff chains?", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["answer_status"] == "needs_detail"


def test_a_terminal_that_shows_only_ascii_still_gets_its_answer(environment: dict[str, str]) -> None:
    plain = environment | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = ran(plain, "ask", "When does the workshop open?")
    assert done.returncode == 0 and done.stdout.strip(), done.stderr


def test_a_missing_index_is_one_sentence_on_standard_error_without_a_traceback(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = ran(environment, "ask", "Who oils chains?", "--index", str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1 and b"Run `preceptorship ingest`" in done.stderr


def test_another_body_of_documents_answers_without_touching_code(environment: dict[str, str]) -> None:
    asked = ["How often do I clean a chain?", "When are brake pads replaced?"]
    lines = "\n".join(json.dumps({"question": question}) for question in asked).encode()
    answers = [json.loads(line) for line in ran(environment, "ask", "--jsonl", lines=lines).stdout.splitlines()]
    assert [answer["answer_status"] for answer in answers] == ["answered", "answered"]
    assert "every two weeks" in answers[0]["text"] and "two millimetres" in answers[1]["text"]
