"""One writer: a second ingest is refused at once and names the first; the place of a dead one is free."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRIES = 20
HOLD = """
import sys, time
from pathlib import Path
from ingest.generations import Generations

with Generations(Path(sys.argv[1])).writing():
    print("holding", flush=True)
    time.sleep(600)
"""


def held(index: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(index)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "holding\n"
    return process


def ingest(corpus: Path, index: Path, *action: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "ui.cli", "ingest", *action, "--corpus", str(corpus), "--index", str(index)]
    return subprocess.run(
        [*command, "--embedder", "word-count"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("action", [(), ("add", "README.md"), ("remove", "A1"), ("rollback",), ("fetch",)])
def test_every_command_that_writes_is_refused_while_another_does(
    small_corpus: Path, tmp_path: Path, action: tuple[str, ...]
) -> None:
    holder = held(tmp_path / "index")
    ended = ingest(small_corpus, tmp_path / "index", *action)
    holder.kill()
    holder.communicate()
    assert ended.returncode == 2 and f"Another ingest is running (process {holder.pid}, started 20" in ended.stderr


def test_second_ingests_are_refused_at_once(small_corpus: Path, tmp_path: Path) -> None:
    holder = held(tmp_path / "index")
    took = []
    for _ in range(TRIES):
        started = time.perf_counter()
        ended = ingest(small_corpus, tmp_path / "index")
        took.append(time.perf_counter() - started)
        assert ended.returncode == 2 and f"process {holder.pid}" in ended.stderr
    holder.kill()
    holder.communicate()
    print(f"{TRIES} of {TRIES} second ingests refused, the slowest after {max(took):.2f} s, process start included")


def test_the_place_of_a_dead_holder_is_free(tmp_path: Path) -> None:
    for _ in range(TRIES):
        holder = held(tmp_path / "index")
        os.kill(holder.pid, 9)
        holder.communicate()
        after = held(tmp_path / "index")
        after.kill()
        after.communicate()
    print(f"{TRIES} of {TRIES} places of dead holders were free")
