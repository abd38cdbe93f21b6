"""The commands as a maintainer types them, over an index of the small corpus, and a document to add."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.embedding import WORD_COUNT
from ui.cli import main

Run = Callable[..., tuple[int, str, str]]
BELLS = "# Bells\n\n## Ringing\n\nA bell is rung twice before a corner.\n"


@pytest.fixture
def run(small_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """run(arguments…) → (exit code, standard output, standard error), over an index of the small corpus."""
    monkeypatch.setenv("PRECEPTORSHIP_EMBEDDER", WORD_COUNT)
    monkeypatch.setenv("PRECEPTORSHIP_CORPUS", str(small_corpus))
    monkeypatch.setenv("PRECEPTORSHIP_INDEX", str(tmp_path / "index"))

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return (code, *capsys.readouterr())

    assert command("ingest")[0] == 0
    return command


@pytest.fixture
def bells(tmp_path: Path) -> Path:
    path = tmp_path / "bells and lamps.md"
    path.write_text(BELLS, encoding="utf-8")
    return path


def asked(run: Run, question: str) -> str:
    return run("ask", question)[1]
