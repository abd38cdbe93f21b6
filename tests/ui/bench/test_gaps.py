"""Gaps: what many asked is shown, what few asked leaves no trace."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from starlette.testclient import TestClient

from assistant.settings import Settings
from ingest.embedding import WordCountEmbedder
from ingest.entries import Entry
from tests.ui.bench.conftest import BROWSER, Visitor
from tests.ui.bench.rows import EVIL, make_set
from tests.ui.fake_assistant import PASSAGES, FakeIndex, fake_assistant
from ui.live import Live
from ui.store import Store
from ui.store.shared_questions import SharedQuestions


@dataclass(frozen=True)
class Embedded(FakeIndex):
    """An index by hashed words."""

    embedder: Embeddings = field(default_factory=WordCountEmbedder)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(Entry(passage.id, passage.id, passage.text) for passage in self.passages)

    @property
    def vectors(self) -> np.ndarray:
        return np.array(self.embedder.embed_documents([each.text for each in self.entries]), dtype=np.float32)


@pytest.fixture
def inside(store: Store) -> Iterator[Visitor]:
    from ui.server import build_app

    assistant: Any = replace(fake_assistant(), index=Embedded(PASSAGES))
    app = build_app(Live(lambda: assistant, lambda: ""), Settings(), store)
    with TestClient(app, follow_redirects=False, headers=BROWSER) as client:
        visitor = Visitor(client, store)
        visitor.sign_in()
        yield visitor


def share(visitor: Visitor, question: str, sittings: int) -> None:
    for number in range(sittings):
        SharedQuestions(visitor.store.database).keep(question, f"sitting {number}")


@pytest.mark.parametrize("sittings", [0, 1, 4])
def test_fewer_than_five_sittings_leave_no_trace_not_even_a_count(inside: Visitor, sittings: int) -> None:
    nothing = inside.client.get("/bench/gaps").text
    share(inside, "zebra on home visits", sittings)
    if sittings:
        share(inside, "zebra on home visits", 1)  # the same sitting once more
    assert inside.client.get("/bench/gaps").text == nothing and "no gap to show" in nothing


def test_what_few_asked_stays_hidden_beside_what_many_asked(inside: Visitor) -> None:
    share(inside, f"who pays the band five {EVIL}", 5)
    alone = inside.client.get("/bench/gaps").text
    share(inside, "zebra on home visits", 4)
    assert inside.client.get("/bench/gaps").text == alone
    assert "5 conversations" in alone and "who pays the band five" in alone and "<script>alert" not in alone


def test_a_gap_becomes_a_test_question_with_its_words(inside: Visitor) -> None:
    page = inside.client.get("/bench/gaps/case", params={"question": "who pays?"}).text
    assert "Make one first" in page
    made = make_set(inside.store)
    page = inside.client.get("/bench/gaps/case", params={"question": f"50% & {EVIL}"}).text
    assert "<script>alert" not in page and f"/bench/sets/{made}/rows/new?question=50%25%20%26%20%3Cscript" in page
