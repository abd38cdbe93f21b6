"""Did the retriever find the labelled places? Hit@k, MRR@10, nDCG@10, SourceRecall@k."""

from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import Protocol

from evals.samples import Sample
from evals.scores import Score, unscored
from evals.wording import coverage, holds, numbers
from ingest.passages import Passage, slug

DEPTH = 10  # the answer object carries up to ten evidence records
LONG = 120  # words; a longer unit carries so many facts that a fact alone says little (CONTRACTS.md)
COVERED = 0.8  # a labelled quotation cut by the splitter still counts when this much of it is there (METRICS.md)
NO_LABEL = "the sample has no labelled place"


class Unit(Protocol):
    """What was retrieved or cited: an EvidenceRecord, a Citation."""

    @property
    def passage_id(self) -> str: ...  # noqa: D102
    @property
    def source_id(self) -> str: ...  # noqa: D102
    @property
    def clause(self) -> str: ...  # noqa: D102
    @property
    def facts(self) -> tuple[str, ...]: ...  # noqa: D102


Passages = Mapping[str, Passage]


def places(sample: Sample) -> tuple[str, ...]:
    """The labelled places: the facts, else the copied words, else each source with the clause."""
    return sample.facts or sample.words or tuple(sample.source.split())


def found_places(sample: Sample, unit: Unit, passages: Passages) -> frozenset[str]:
    """The labelled places that the unit matches.

    A fact matches when the unit carries it, copied words when the unit holds them; a unit longer than 120 words matches
    only by words. Source and clause count when a sample has neither facts nor words; a clause holds those below it."""
    text = _text(unit, passages)
    if sample.words and not sample.facts:
        return frozenset(words for words in sample.words if _holds_words(text, words))
    found = frozenset(sample.facts).intersection(unit.facts) if sample.facts else frozenset(_source(sample, unit))
    return found if found and len(text.split()) <= LONG else frozenset()


def is_relevant(sample: Sample, unit: Unit, passages: Passages) -> bool:
    """Whether the unit carries a labelled fact, or holds the labelled words (CONTRACTS.md)."""
    if found_places(sample, unit, passages):
        return True
    return any(_holds_words(_text(unit, passages), words) for words in sample.words if sample.facts)


def relevances(sample: Sample, ranked: Sequence[Unit], passages: Passages) -> tuple[bool, ...]:
    """For each ranked unit, whether it is relevant."""
    return tuple(is_relevant(sample, unit, passages) for unit in ranked)


def hit_at(k: int, relevant: Sequence[bool]) -> float:
    """Hit@k (per question) = 1 when some unit among the first k is relevant, else 0: `success_k` of trec_eval."""
    return float(any(relevant[:k]))


def mrr(relevant: Sequence[bool]) -> float:
    """MRR@10 (per question) = 1 / rank of the first relevant unit among ten, else 0. Voorhees, TREC-8 (1999)."""
    return next((1 / rank for rank, flag in enumerate(relevant[:DEPTH], 1) if flag), 0.0)


def ndcg(relevant: Sequence[bool], total: int) -> float:
    """nDCG@10 = DCG / IDCG, DCG = Σ_{i ≤ 10} rel_i / log2(i + 1), rel in {0, 1}: linear gain, as trec_eval.

    total: relevant units in the whole corpus, so that IDCG is that of the best ranking possible. Järvelin and
    Kekäläinen, TOIS 20 (2002)."""
    gain = sum(1 / log2(rank + 1) for rank, flag in enumerate(relevant[:DEPTH], 1) if flag)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(max(total, sum(relevant)), DEPTH) + 1))
    return min(1.0, gain / best) if best else 0.0


def source_recall(k: int, sample: Sample, ranked: Sequence[Unit], passages: Passages) -> float:
    """SourceRecall@k = labelled places found in the first k / labelled places (METRICS.md).

    It is recall@k of trec_eval when each place is in exactly one unit."""
    found = frozenset[str]().union(*(found_places(sample, unit, passages) for unit in ranked[:k]))
    return len(found) / len(set(places(sample)))


def retrieval_scores(sample: Sample, ranked: Sequence[Unit], passages: Passages) -> dict[str, Score]:
    """Every retrieval measure of one question, over A only. ranked: best first."""
    names = ("Hit@1", "Hit@3", "Hit@5", "MRR@10", "nDCG@10", "SourceRecall@5", "SourceRecall@10")
    if not sample.expects_answer or not sample.is_labelled:
        reason = NO_LABEL if sample.expects_answer else "the sample does not expect an answer"
        return {name: unscored(reason) for name in names}
    relevant = relevances(sample, ranked, passages)
    total = relevant_in(sample, passages.values(), passages)
    values = [hit_at(k, relevant) for k in (1, 3, 5)] + [mrr(relevant), ndcg(relevant, total)]
    values += [source_recall(k, sample, ranked, passages) for k in (5, 10)]
    return {name: Score(value) for name, value in zip(names, values, strict=True)}


def relevant_in(sample: Sample, candidates: Iterable[Passage], passages: Passages) -> int:
    """How many of the passages are relevant to the sample."""
    return sum(is_relevant(sample, _AsUnit(passage), passages) for passage in candidates)


def unplaced(samples: Iterable[Sample], passages: Passages) -> tuple[str, ...]:
    """Ids of the samples whose labels match no passage at all: the label is wrong, or the corpus lost the place."""
    return tuple(
        sample.id for sample in samples if sample.is_labelled and not relevant_in(sample, passages.values(), passages)
    )


class _AsUnit:
    """A passage seen as a retrieved unit."""

    def __init__(self, passage: Passage) -> None:
        self.passage_id, self.source_id = passage.id, passage.source_id
        self.clause, self.facts = passage.clause, passage.facts


def _text(unit: Unit, passages: Passages) -> str:
    passage = passages.get(unit.passage_id)
    return passage.text if passage else ""


def _holds_words(text: str, words: str) -> bool:
    return holds(text, words) or (coverage(text, words) >= COVERED and numbers(words) <= numbers(text))


def _source(sample: Sample, unit: Unit) -> tuple[str, ...]:
    if unit.source_id not in sample.source.split():
        return ()
    wanted, got = slug(sample.clause), slug(unit.clause)
    matches = not sample.clause or got == wanted or got.startswith(wanted + "-")
    return (unit.source_id,) if matches else ()
