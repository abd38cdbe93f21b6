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

from ingest.generations import Generations, IndexUnusable, Manifest, write_manifest
from ingest.sealing import seal

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


def draft(generations: Generations, digest: str = "0" * 64) -> Path:
    """A sealed draft without any passage."""
    path = generations.draft(digest)
    write_manifest(path, Manifest(digest, "c", "", "m", "1", "s", 0, 0, 0, "2026-01-01T00:00:00+00:00"))
    seal(path)
    return path


def test_at_most_two_generations_are_kept_the_published_one_and_the_one_before(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    made = []
    for _ in range(4):
        made.append(generations.publish(draft(generations)))
        assert generations.published() == made[-1]
    assert sorted((tmp_path / "generations").iterdir()) == made[-2:]
    assert not list((tmp_path / "drafts").iterdir())


def test_drafts_of_a_killed_writer_are_gone_when_the_next_one_begins(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    left = draft(generations)
    with generations.writing():
        assert not left.exists()


def test_a_generation_that_a_killed_writer_left_over_is_gone_when_the_next_one_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generations = Generations(tmp_path)
    made = [generations.publish(draft(generations)) for _ in range(2)]
    with monkeypatch.context() as killed:
        killed.setattr("ingest.generations.shutil.rmtree", lambda *_, **__: None)
        made.append(generations.publish(draft(generations)))
    assert len(generations.candidates()) == 3
    with generations.writing():
        assert generations.candidates() == (made[2], made[1])


def test_going_back_twice_ends_where_it_began_and_the_history_tells_it(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    first, second = (generations.publish(draft(generations, digit * 64), f"step {digit}") for digit in "12")
    assert generations.roll_back() == first == generations.published()
    assert generations.roll_back() == second == generations.published()
    told = [(line.action, line.digest[0], line.what) for line in generations.history()]
    assert told == [
        ("published", "1", "step 1"),
        ("published", "2", "step 2"),
        ("rolled back", "1", "from 222222222222"),
        ("rolled back", "2", "from 111111111111"),
    ]


def test_there_is_no_going_back_to_a_damaged_generation(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    first, second = (generations.publish(draft(generations)) for _ in range(2))
    (first / "manifest.json").write_text("{}")
    with pytest.raises(IndexUnusable, match="no earlier index to go back to"):
        generations.roll_back()
    assert generations.published() == second


def test_without_anything_published_there_is_no_going_back(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="no earlier index"):
        Generations(tmp_path).roll_back()


def test_a_line_of_the_history_that_was_cut_off_hides_no_other(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generations.publish(draft(generations), "one")
    with (tmp_path / "history.jsonl").open("ab") as stream:
        stream.write(b'{"when": "20\n\xff\n')
    generations.publish(draft(generations), "two")
    assert [line.what for line in generations.history()] == ["one", "two"]


def test_nothing_published_is_no_damage(tmp_path: Path) -> None:
    assert Generations(tmp_path).published() is None
    assert Generations(tmp_path).manifest() is None


@pytest.mark.parametrize(
    "content", [b"", b"../..", b"a" * 5000, b"\xff\xfe", b"\x00", b"20260101T000000000000-000000000000"]
)
def test_a_damaged_pointer_is_refused_and_replaced_by_the_next_publication(tmp_path: Path, content: bytes) -> None:
    generations = Generations(tmp_path)
    generations.publish(draft(generations))
    (tmp_path / "current").write_bytes(content)
    with pytest.raises(IndexUnusable, match=r"damaged\. Run `preceptorship ingest`"):
        generations.published()
    path = generations.publish(draft(generations, "1" * 64))
    assert generations.published() == path
