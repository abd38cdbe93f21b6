"""The probe notices an index that would not answer, or that would end the process that opens it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ingest.generations import Generations
from ingest.probing import is_healthy
from ingest.sealing import PrivateCopy


@pytest.fixture
def copy(index_folder: Path) -> Path:
    generations = Generations(index_folder)
    return PrivateCopy(generations.candidates()[0], generations.scratch).path


def test_a_sound_index_is_healthy(copy: Path) -> None:
    assert is_healthy(copy)


def turned(path: Path) -> None:
    np.save(path / "vectors.npy", np.roll(np.load(path / "vectors.npy"), 1, axis=1))


def emptied(name: str) -> Callable[[Path], None]:
    def empty(path: Path) -> None:
        for file in path.glob(name):
            file.write_bytes(bytes(file.stat().st_size))

    return empty


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(turned, id="the store does not hold these vectors"),
        pytest.param(emptied("chroma/chroma.sqlite3"), id="the store's table is zeroed"),
        pytest.param(emptied("lexical/*"), id="the words are zeroed"),
        pytest.param(lambda path: (path / "passages.jsonl").write_text(""), id="there is no passage"),
        pytest.param(lambda path: (path / "entries.jsonl").write_text(""), id="there is no entry"),
    ],
)
def test_an_index_that_would_not_answer_is_not_healthy(copy: Path, damage: Callable[[Path], None]) -> None:
    damage(copy)
    assert not is_healthy(copy)
