"""Learning the encoder's fine-tuning: example questions come nearer to their own statements, the same way each time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.sources import load_corpus
from evals.finetuning import Lesson, learn, lesson
from ingest.embedding import WORD_COUNT, SentenceEmbedder, packaged_model
from ingest.finetuning import Changes
from ingest.index import open_index

ASKED = """# Tyres

## Pressure

A tyre of a touring bicycle holds five bar. {asks="How hard do I pump it?|How much air goes in?|Which force of air?"}

## Punctures

A hole is closed with a patch and glue. {asks="How do I mend a flat?|What closes a leak?|Flat again, what now?"}
"""


@pytest.fixture
def asked(small_corpus: Path, ingest: Callable[..., Any], tmp_path: Path) -> Lesson:
    (small_corpus / "documents/chains.md").write_text(ASKED, encoding="utf-8")
    ingest(small_corpus)
    return lesson(open_index(load_corpus(small_corpus), tmp_path / "index", WORD_COUNT))


def test_an_example_question_comes_nearer_to_its_own_statement(asked: Lesson) -> None:
    said: list[str] = []
    learned = _learn(asked, say=said.append)
    before, after = _margins(asked, None), _margins(asked, learned)
    assert after.mean() > before.mean()
    assert [line.split(":")[0] for line in said] == [f"Fine-tuning, pass {n} of 12" for n in range(1, 13)]


def test_learning_twice_gives_the_same_changes(asked: Lesson) -> None:
    one, other = _learn(asked), _learn(asked)
    assert all(np.array_equal(one.factors[name][0], other.factors[name][0]) for name in one.factors)


def test_only_the_upper_layers_change(asked: Lesson) -> None:
    layers = {int(name.split(".")[2]) for name in _learn(asked, passes=1).factors}
    assert layers == {3, 4, 5}


def test_passages_that_tell_the_same_fact_are_neither_right_nor_wrong(real_assistant: Any) -> None:
    alike = lesson(real_assistant.index).alike
    assert alike.any() and not alike.diagonal().any() and bool((alike == alike.T).all())


def _learn(asked: Lesson, *, passes: int = 12, say: Callable[[str], None] = lambda _: None) -> Changes:
    model = SentenceEmbedder(str(packaged_model()), local=True).loaded()
    return learn(asked, model, passes=passes, say=say)


def _margins(asked: Lesson, changes: Changes | None) -> np.ndarray:
    """For every example question: cosine with its own statement less the highest with another's."""
    embedder = SentenceEmbedder(str(packaged_model()), local=True, changes=changes)
    vectors = np.array(embedder.embed_documents(list(asked.texts)))
    owner = asked.owner.numpy()
    statements = [row for row in range(len(owner)) if row not in set(asked.questions)]
    margins = []
    for row in asked.questions:
        cosines = {owner[at]: float(vectors[at] @ vectors[row]) for at in statements}
        mine = cosines.pop(owner[row])
        margins.append(mine - max(cosines.values()))
    return np.array(margins)
