"""`kill -9` at any moment of an ingest: a fresh process reads one whole generation, and no published passage is lost.

50 kills here; `make test-durability` makes 500."""

import os
import random
import time
from pathlib import Path

from ingest.embedding import PACKAGED, WORD_COUNT
from tests.durability.processes import indexing, read_by_another

KILLS = int(os.environ.get("PRECEPTORSHIP_KILLS", "50"))
"""Every other one falls within 100 ms of the moment of publishing, the rest anywhere in the run."""
REAL_KILLS = max(1, KILLS // 100)
"""Kills with the real model; the others count words, as only what is on disk matters here."""
STATEMENTS = 40


def write_edition(corpus: Path, number: int) -> set[str]:
    """Make the handbook's hours those of an edition, and give back its statements."""
    texts = [f"Edition {number} of rule {n} says open." for n in range(STATEMENTS)]
    (corpus / "documents/hours.md").write_text("# Hours\n\n" + "\n\n".join(texts) + "\n", encoding="utf-8")
    return set(texts)


def edition_of(texts: list[str]) -> int:
    """The one edition that these passages are of. Fails when they are of several, or when one is missing."""
    numbers = {int(text.split()[1]) for text in texts if text.startswith("Edition ")}
    assert len(numbers) == 1, f"passages of editions {sorted(numbers)} together"
    assert sum(text.startswith("Edition ") for text in texts) == STATEMENTS
    return numbers.pop()


def test_killed_at_any_moment(small_corpus: Path, tmp_path: Path) -> None:
    tried, moved = kill(small_corpus, tmp_path / "index", KILLS, WORD_COUNT)
    print(f"{KILLS} of {tried} met the running ingest, {moved} found it published; each time one whole generation")


def test_killed_at_any_moment_with_the_real_model(small_corpus: Path, tmp_path: Path) -> None:
    tried, moved = kill(small_corpus, tmp_path / "index", REAL_KILLS, PACKAGED)
    print(f"{REAL_KILLS} of {tried} met it with the real model, {moved} published; each time one whole generation")


def kill(corpus: Path, index: Path, kills: int, embedder: str) -> tuple[int, int]:
    """Kill so many ingests while they run and read after each: how many tries it took, and how many had published."""
    random.seed(4)
    for number in (-1, 0):
        write_edition(corpus, number)
        started = time.perf_counter()
        whole = indexing(corpus, index, embedder)
        assert whole.hear() == "publishing"
        usual = time.perf_counter() - started
        assert whole.hear_all() == ["published"] and whole.ended() == 0
    published, killed, moved, number = 0, 0, 0, 0
    while killed < kills:
        number += 1
        assert number <= 3 * kills, "too few kills meet a running ingest"
        write_edition(corpus, number)
        started = time.perf_counter()
        process = indexing(corpus, index, embedder)
        if killed % 2 == 0:
            assert process.hear() == "publishing"
            usual = time.perf_counter() - started  # as busy as the machine is now
            time.sleep(random.choice((random.uniform(0, 0.02), random.uniform(0, 0.1))))
        else:
            time.sleep(random.uniform(0, usual))
        killed += process.kill()
        found = read_by_another(corpus, index, embedder)
        edition = edition_of(found["texts"])
        assert edition in (published, number), f"edition {edition} after {published} was published and {number} tried"
        assert found["whole"], "a part of the generation is missing"
        assert found["notice"] is None or found["notice"].startswith("Documents have changed")
        moved += edition == number
        published = edition
    last = indexing(corpus, index, embedder)
    last.hear_all()
    assert last.ended() == 0
    assert edition_of(read_by_another(corpus, index, embedder)["texts"]) == number
    assert len(list((index / "generations").iterdir())) == 2
    return number, moved
