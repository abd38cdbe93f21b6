"""Whatever happens to the files of an index, a running server answers on, and a new one answers from the one before."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.sources import load_corpus
from ingest.building import update_index
from ingest.embedding import WORD_COUNT
from ingest.generations import Generations
from ingest.index import open_index
from ingest.probing import is_healthy
from ingest.progress import quietly
from tests.durability.serving import Server

OPENS = "When does the workshop open?"


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": os.unlink,
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "flipped": flip,
}
POINTERS: dict[str, Callable[[Path], object]] = {
    "gone": os.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "noise": lambda path: path.write_bytes(os.urandom(60)),
    "a generation that never was": lambda path: path.write_text("20200101T000000000000-000000000000"),
    "a path outside": lambda path: path.write_text("../../etc"),
}


@pytest.fixture
def folder(small_corpus: Path, tmp_path: Path) -> Path:
    """An index of two generations: nine and ten are the hours they know."""
    hours = small_corpus / "documents/hours.md"
    update_index(load_corpus(small_corpus), tmp_path / "index", WORD_COUNT, quietly)
    hours.write_text(hours.read_text(encoding="utf-8").replace("nine", "ten"), encoding="utf-8")
    update_index(load_corpus(small_corpus), tmp_path / "index", WORD_COUNT, quietly)
    return tmp_path / "index"


@pytest.fixture
def server(small_corpus: Path, folder: Path) -> Iterator[Server]:
    running = Server(small_corpus, folder)
    yield running
    running.stop()


def files(generation: Path) -> list[str]:
    return sorted(str(path.relative_to(generation)) for path in generation.rglob("*") if path.is_file())


def harms(damage: Callable[[Path], object], path: Path) -> bool:
    """Do the damage; whether the file is another now: an empty one cannot be cut, one of zeros not be zeroed."""
    before = path.read_bytes()
    if not before and damage is not os.unlink:
        return False
    damage(path)
    return not path.exists() or path.read_bytes() != before


def hours(corpus: Path, folder: Path) -> tuple[str, str | None]:
    """The hour that an index opened as a server opens it knows, and its notice."""
    index = open_index(load_corpus(corpus), folder, WORD_COUNT, is_healthy)
    text = next(passage.text for passage in index.passages if passage.source_id == "B3")
    index.close()
    return "ten" if "ten" in text else "nine", index.notice


def test_every_file_damaged_in_every_way(small_corpus: Path, folder: Path, server: Server, tmp_path: Path) -> None:
    sound = shutil.copytree(folder, tmp_path / "sound")
    name = Generations(folder).pointed_at
    count, slowest = 0, 0.0
    for file in files(folder / "generations" / name):
        path = folder / "generations" / name / file
        for damage in DAMAGES.values():
            if not harms(damage, path):
                continue
            started = time.perf_counter()
            assert "ten" in server.ask(OPENS)["text"] and server.alive
            hour, notice = hours(small_corpus, folder)
            slowest = max(slowest, time.perf_counter() - started)
            assert hour == "nine" and notice and notice.startswith("The newest index is damaged."), (file, damage)
            shutil.copy(sound / "generations" / name / file, path)
            count += 1
    for damage in POINTERS.values():
        damage(folder / "current")
        assert "ten" in server.ask(OPENS)["text"] and server.alive
        assert hours(small_corpus, folder)[0] == "ten"
        shutil.copy(sound / "current", folder / "current")
        count += 1
    print(f"{count} damages, the server alive and answering after each; a new reader after {slowest:.1f} s at most")
    assert count >= 40
    assert hours(small_corpus, folder) == ("ten", None)


def test_a_server_that_starts_on_a_damaged_index_serves_the_one_before_and_says_so(
    small_corpus: Path, folder: Path
) -> None:
    flip(folder / "generations" / Generations(folder).pointed_at / "vectors.npy")
    server = Server(small_corpus, folder)
    answer = server.ask(OPENS)
    assert "nine" in answer["text"] and answer["notice"].startswith("The newest index is damaged.")
    assert server.health()["notice"] == answer["notice"]
    (small_corpus / "documents/hours.md").write_text("# Hours\n\nThe workshop opens at noon.\n", encoding="utf-8")
    update_index(load_corpus(small_corpus), folder, WORD_COUNT, quietly)
    until = time.monotonic() + 60
    while "noon" not in (answer := server.ask(OPENS))["text"] and time.monotonic() < until:
        time.sleep(0.5)
    assert "noon" in answer["text"] and answer["notice"] is None
    server.stop()
