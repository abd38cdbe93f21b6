"""Publishing: one writer, at most two generations on disk, a pointer that is whole or refused."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.generations import Generations, IndexUnusable

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from ingest.generations import Generations

with Generations(Path(sys.argv[1])).writing():
    print("holding", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process in the writer's place of `tmp_path / "index"`."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "index")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "holding\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_writer_is_refused_naming_the_first(
    holder: subprocess.Popen[str], small_corpus: Path, ingest: Callable[..., Any]
) -> None:
    with pytest.raises(IndexUnusable, match=rf"Another ingest is running \(process {holder.pid}, started 20"):
        ingest(small_corpus)


def test_the_place_of_a_killed_writer_is_free(
    holder: subprocess.Popen[str], small_corpus: Path, ingest: Callable[..., Any]
) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert ingest(small_corpus).changed


def test_a_holder_that_left_no_name_still_holds(tmp_path: Path) -> None:
    first, second = Generations(tmp_path), Generations(tmp_path)
    with first.writing():
        (tmp_path / "writer.json").write_text("[]")
        with pytest.raises(IndexUnusable, match="its process is not known"), second.writing():
            pass


def test_the_place_is_free_after_a_writer_failed(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    with pytest.raises(RuntimeError), generations.writing():
        assert json.loads((tmp_path / "writer.json").read_text())["process"] == os.getpid()
        raise RuntimeError
    with generations.writing():
        pass
    assert not (tmp_path / "writer.json").exists()


def test_at_most_two_generations_are_kept_the_published_one_and_the_one_before(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    made = []
    for _ in range(4):
        path = generations.new("0" * 64)
        (path / "file").write_text("x")
        generations.publish(path)
        made.append(path)
        assert generations.published() == path
    assert sorted((tmp_path / "generations").iterdir()) == made[-2:]


def test_nothing_published_is_no_damage(tmp_path: Path) -> None:
    assert Generations(tmp_path).published() is None
    assert Generations(tmp_path).manifest() is None


@pytest.mark.parametrize(
    "content", [b"", b"../..", b"a" * 5000, b"\xff\xfe", b"\x00", b"20260101T000000000000-000000000000"]
)
def test_a_damaged_pointer_is_refused_and_replaced_by_the_next_publication(tmp_path: Path, content: bytes) -> None:
    generations = Generations(tmp_path)
    generations.publish(generations.new("0" * 64))
    (tmp_path / "current").write_bytes(content)
    with pytest.raises(IndexUnusable, match=r"damaged\. Run `preceptorship ingest`"):
        generations.published()
    path = generations.new("1" * 64)
    generations.publish(path)
    assert generations.published() == path
