"""Kept vectors come back exactly or not at all."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from ingest.vectors import VectorCache

TEXTS = [f"text {n}" for n in range(1200)]
VECTORS = np.random.default_rng(7).normal(size=(len(TEXTS), 8)).astype(np.float32)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    VectorCache(tmp_path / "vectors.sqlite3", "m").keep(TEXTS, VECTORS)
    return tmp_path / "vectors.sqlite3"


def test_vectors_come_back_bit_for_bit_and_unknown_texts_have_none(file: Path) -> None:
    found = VectorCache(file, "m").known([*TEXTS, "unknown", "lone \ud800"])
    assert list(found) == TEXTS or set(found) == set(TEXTS)
    assert all(np.array_equal(found[text], vector) for text, vector in zip(TEXTS, VECTORS, strict=True))


def test_another_model_shares_nothing(file: Path) -> None:
    assert VectorCache(file, "n").known(TEXTS) == {}


def test_what_no_generation_uses_is_forgotten(file: Path) -> None:
    VectorCache(file, "m").drop_all_but(TEXTS[:3])
    assert set(VectorCache(file, "m").known(TEXTS)) == set(TEXTS[:3])


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(5000)])
def test_a_damaged_cache_is_begun_anew(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    cache = VectorCache(file, "m")
    assert cache.known(TEXTS) == {}
    cache.keep(TEXTS[:1], VECTORS[:1])
    assert set(cache.known(TEXTS)) == {TEXTS[0]}


def test_a_vector_that_was_altered_on_disk_is_made_again(file: Path) -> None:
    with sqlite3.connect(file) as cache:
        cache.execute("UPDATE vectors SET vector = zeroblob(32) WHERE rowid = 1")
    assert len(VectorCache(file, "m").known(TEXTS)) == len(TEXTS) - 1


def test_a_cache_cut_in_the_middle_never_gives_a_wrong_vector(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    found = VectorCache(file, "m").known(TEXTS)
    wanted = dict(zip(TEXTS, VECTORS, strict=True))
    assert all(np.array_equal(vector, wanted[text]) for text, vector in found.items())
