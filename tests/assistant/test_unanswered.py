"""Unanswered questions: what was learned is used for its own model and corpus only."""

import csv
from pathlib import Path

import numpy as np
import pytest

from assistant import unanswered
from assistant.queries import Query
from assistant.unanswered import Unanswered, examples, load_unanswered, nearest, store

VECTORS = np.eye(4, dtype=np.float32)
LEARNED = Unanswered(VECTORS, np.array([1.0, -1.0, 0.0, 0.0], dtype=np.float32), 0.5)


def asking(*vector: float) -> Query:
    return Query("x", "", vector)


@pytest.fixture
def learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(unanswered, "LEARNED", tmp_path / "unanswered.npz")
    return tmp_path / "unanswered.npz"


def test_how_a_question_sounds_is_told_by_its_meaning() -> None:
    assert LEARNED.sounds_answered(asking(1, 0, 0, 0)) > LEARNED.sounds_answered(asking(0, 1, 0, 0))


def test_a_question_is_nearest_to_itself() -> None:
    assert LEARNED.nearness(asking(0, 0, 1, 0)) == (1.0, pytest.approx(1 / 3))


def test_fewer_examples_than_neighbours_are_averaged_alone() -> None:
    assert nearest(np.array([0.2])) == (pytest.approx(0.2), pytest.approx(0.2))


def test_what_was_stored_for_this_model_and_corpus_is_what_is_loaded(learned: Path) -> None:
    store(LEARNED, "model", "corpus")
    loaded = load_unanswered("model", "corpus")
    assert loaded.nearness(asking(1, 0, 0, 0)) == LEARNED.nearness(asking(1, 0, 0, 0))
    assert loaded.sounds_answered(asking(1, 0, 0, 0)) == LEARNED.sounds_answered(asking(1, 0, 0, 0))


@pytest.mark.parametrize(("model", "corpus"), [("other", "corpus"), ("model", "other")])
def test_what_was_learned_for_another_model_or_corpus_is_never_used(learned: Path, model: str, corpus: str) -> None:
    store(LEARNED, "model", "corpus")
    assert load_unanswered(model, corpus) == Unanswered()


def test_where_nothing_was_learned_meaning_alone_says_nothing(learned: Path) -> None:
    store(Unanswered(), "model", "corpus")
    assert not learned.exists()
    assert load_unanswered("model", "corpus").sounds_answered(asking(1, 0, 0, 0)) == 0.0
    assert load_unanswered("model", "corpus").nearness(asking(1, 0, 0, 0)) == (0.0, 0.0)


def test_examples_are_read_with_commas_and_quotation_marks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "unanswered.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], ['Is it "free", or not?'], ["Why?"]])
    monkeypatch.setattr(unanswered, "EXAMPLES", path)
    assert examples() == ('Is it "free", or not?', "Why?")
