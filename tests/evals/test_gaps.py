from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from corpus.sources import SHIPPED, load_corpus
from evals import gaps
from evals.gaps import FEWEST, Gap, Remedy, Unanswered, gap_map, remedies
from evals.samples import load_samples, of_split
from ingest.embedding import PACKAGED, WordCountEmbedder, open_embedder
from ingest.entries import Entry
from ingest.passages import Passage

DAY = date(2026, 11, 23)
PAY = "what pay follows preceptorship in band five"


@dataclass(frozen=True)
class Small:
    """An index in memory, by hashed words."""

    by_id: Mapping[str, Passage]
    embedder: Embeddings = field(default_factory=WordCountEmbedder)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(Entry(name, name, passage.text) for name, passage in self.by_id.items())

    @property
    def vectors(self) -> np.ndarray:
        return np.array(self.embedder.embed_documents([entry.text for entry in self.entries]), dtype=np.float32)


@pytest.fixture
def index(passages: Mapping[str, Passage]) -> Small:
    return Small(passages)


def asked(question: str, *sittings: int, day: date = DAY) -> list[Unanswered]:
    return [Unanswered(question, f"sitting {number}", day) for number in sittings]


def test_wordings_of_one_meaning_are_counted_together(index: Small) -> None:
    (gap,) = gap_map(asked(PAY, 1, 2, 3) + asked(f"{PAY} please", 4, 5, day=date(2026, 11, 25)), index)
    assert set(gap.wordings) == {PAY, f"{PAY} please"}
    assert (gap.sittings, gap.last_day) == (5, date(2026, 11, 25))
    assert gap.nearest.id == "N1:a"


def test_a_group_that_few_sittings_asked_leaves_no_trace(index: Small) -> None:
    enough = asked(PAY, 1, 2, 3, 4, 5)
    few = asked("can my dog come along on home visits", 1, 2, 3, 4)
    with_it, without = gap_map([*enough, *few], index), gap_map(enough, index)
    assert with_it == without
    assert len(with_it) == 1 and "dog" not in repr(with_it)


def test_one_sitting_that_asks_often_counts_once(index: Small) -> None:
    assert gap_map(asked(PAY, 1, 1, 1, 1, 1, 1, 2, 3), index) == ()


def test_a_sitting_that_is_not_known_does_not_count(index: Small) -> None:
    unknown = [Unanswered(PAY, "", DAY)] * FEWEST
    assert gap_map([*asked(PAY, 1, 2, 3, 4), *unknown], index) == ()


def test_different_needs_stay_apart_and_the_larger_comes_first(index: Small) -> None:
    found = gap_map(
        asked(PAY, 1, 2, 3, 4, 5) + asked("is there a uniform allowance for students", 1, 2, 3, 4, 5, 6), index
    )
    assert [gap.sittings for gap in found] == [6, 5]


def test_the_order_of_asking_changes_nothing(index: Small) -> None:
    questions = asked(PAY, 1, 2, 3) + asked(f"{PAY} please", 4, 5, 6) + asked("uniform allowance", 1, 2, 3, 4, 5)
    assert gap_map(questions, index) == gap_map(questions[::-1], index)


def test_nothing_asked_has_no_gap_and_needs_no_model() -> None:
    assert gap_map([], None) == ()  # type: ignore[arg-type]


def test_only_the_newest_wordings_are_grouped(index: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps, "MOST_QUESTIONS", 1)
    old = asked("uniform allowance", 1, 2, 3, 4, 5, day=date(2025, 1, 1))
    (gap,) = gap_map([*old, *asked(PAY, 1, 2, 3, 4, 5)], index)
    assert gap.wordings == (PAY,)


def test_the_remedy_follows_from_how_near_the_documents_come(index: Small, passages: Mapping[str, Passage]) -> None:
    near, far = passages["N1:a"].text.lower(), "uniform allowance scheme"
    found: dict[str, Gap] = {
        gap.wordings[0]: gap for gap in gap_map(asked(near, *range(5)) + asked(far, *range(6)), index)
    }
    assert found[near].remedies == (Remedy.SYNONYM, Remedy.CASE)
    assert found[far].remedies == (Remedy.SOURCE, Remedy.CASE)
    assert remedies(0.55) == (Remedy.SYNONYM, Remedy.SOURCE, Remedy.CASE)


def test_the_distance_keeps_needs_apart_as_it_was_measured() -> None:
    """On tuning paraphrases: of the pairs put together, how many ask for one need; of one need's, how many are together."""
    asked = [sample for sample in of_split(load_samples(), "tuning") if sample.group and not sample.follows]
    _, embedder = open_embedder(PACKAGED, load_corpus(SHIPPED).name)
    vectors = np.array(embedder.embed_documents([sample.question for sample in asked]), dtype=np.float32)
    together = {frozenset(pair) for rows in gaps.groups(vectors) for pair in combinations(rows, 2)}
    pairs = [frozenset(pair) for pair in combinations(range(len(asked)), 2)]
    kin = {pair for pair in pairs if len({asked[row].group for row in pair}) == 1}
    one_need = kin | {pair for pair in pairs if frozenset.intersection(*(frozenset(asked[row].facts) for row in pair))}
    assert len(together & one_need) / len(together) >= 0.65
    assert len(together & kin) / len(kin) >= 0.45
