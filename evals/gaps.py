"""Gap map: what people asked and the documents did not answer, by meaning, where enough of them asked it.

Only questions that their askers agreed to share come here; groups that fewer than FEWEST sittings asked leave no trace."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from evals.wording import norm
from ingest.entries import Entry
from ingest.passages import Passage

FEWEST = 5
"""Sittings that a group needs to be shown (CONTRACTS.md): fewer could be known by who asked."""
SAME_NEED = 0.60
"""Average cosine distance up to which questions are one group. Of 160 tuning questions in 49 groups of paraphrases, those
put together at 0.60 asked for one need in 69 % of pairs and found 49 % of the paraphrases; at 0.65, 63 % and 68 %; at
0.55, 70 % and 38 %. F½, which counts a wrong pair twice, is highest and level from 0.60 to 0.65: the stricter is taken, as
questions that are wrongly joined could show what few people asked."""
NEAR, FAR = 0.60, 0.50
"""Cosine with the nearest text of the index from which it is likely the right place, and below which hardly: of 525
answerable tuning questions, 89 % of those above 0.60 lie nearest to a place that answers, 20 % of those below 0.50."""
MOST_QUESTIONS = 2_000
"""Wordings that are grouped, the newest: the time for it grows with the square."""
MOST_WORDINGS = 5
"""Wordings that a group shows, those nearest to its centre first."""


class Remedy(StrEnum):
    """What an educator can do about a gap. The value is the label on screen."""

    SYNONYM = "add a synonym"
    SOURCE = "add a source"
    CASE = "add a case"


@dataclass(frozen=True)
class Unanswered:
    """A question that was not answered and that its asker agreed to share."""

    question: str
    """As it reads alone."""
    sitting: str
    """The anonymous id of its conversation."""
    day: date


@dataclass(frozen=True)
class Gap:
    """Questions of one meaning that at least FEWEST sittings asked."""

    wordings: tuple[str, ...]
    """Up to MOST_WORDINGS, the most typical first."""
    sittings: int
    last_day: date
    nearest: Passage
    """The passage of the index that is nearest to the most typical wording."""
    nearness: float
    """Their cosine, -1 to 1."""
    remedies: tuple[Remedy, ...]
    """In the order to offer them."""


class Searched(Protocol):
    """What of an `Index` is needed."""

    @property
    def embedder(self) -> Embeddings: ...  # noqa: D102
    @property
    def entries(self) -> tuple[Entry, ...]: ...  # noqa: D102
    @property
    def vectors(self) -> np.ndarray: ...  # noqa: D102
    @property
    def by_id(self) -> Mapping[str, Passage]: ...  # noqa: D102


def gap_map(asked: Sequence[Unanswered], index: Searched) -> tuple[Gap, ...]:
    """The gaps, those of most sittings first; a group of fewer than FEWEST sittings counts nowhere."""
    by_wording: dict[str, list[Unanswered]] = defaultdict(list)
    for one in sorted(asked, key=lambda one: (one.day, one.question), reverse=True):
        wording = norm(one.question)
        if wording and one.sitting and (wording in by_wording or len(by_wording) < MOST_QUESTIONS):
            by_wording[wording].append(one)
    if len({one.sitting for members in by_wording.values() for one in members}) < FEWEST:
        return ()
    kept = list(by_wording.values())
    vectors = np.array(index.embedder.embed_documents([members[0].question for members in kept]), dtype=np.float32)
    found = []
    for rows in groups(vectors):
        members = [one for row in rows for one in kept[row]]
        if len({one.sitting for one in members}) >= FEWEST:
            typical = _most_typical(rows, vectors)
            found.append(_gap([kept[row][0].question for row in typical], members, vectors[typical[0]], index))
    return tuple(sorted(found, key=lambda gap: (-gap.sittings, gap.wordings)))


def groups(vectors: np.ndarray) -> list[list[int]]:
    """The rows that mean one thing, together: average linkage over cosine distance (Sokal and Michener 1958)."""
    if len(vectors) < 2:
        return [[row] for row in range(len(vectors))]
    from sklearn.cluster import AgglomerativeClustering

    clustering = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=SAME_NEED
    )
    by_label: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(clustering.fit_predict(vectors)):
        by_label[int(label)].append(row)
    return list(by_label.values())


def remedies(nearness: float) -> tuple[Remedy, ...]:
    """What to offer: a synonym where the documents seem to say it, a source where they do not; between, both."""
    synonym = (Remedy.SYNONYM,) if nearness >= FAR else ()
    source = (Remedy.SOURCE,) if nearness < NEAR else ()
    return (*synonym, *source, Remedy.CASE)


def _most_typical(rows: Sequence[int], vectors: np.ndarray) -> list[int]:
    """The rows by their cosine with the group's centre, highest first."""
    centre = vectors[list(rows)].mean(axis=0)
    return sorted(rows, key=lambda row: (-float(vectors[row] @ centre), row))


def _gap(wordings: Sequence[str], members: Sequence[Unanswered], vector: np.ndarray, index: Searched) -> Gap:
    cosines = np.asarray(index.vectors @ vector)
    row = int(cosines.argmax())
    nearness = round(float(cosines[row]), 4)
    return Gap(
        wordings=tuple(wordings[:MOST_WORDINGS]),
        sittings=len({one.sitting for one in members}),
        last_day=max(one.day for one in members),
        nearest=index.by_id[index.entries[row].passage_id],
        nearness=nearness,
        remedies=remedies(nearness),
    )
