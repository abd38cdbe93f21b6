"""The ranking measures against ranx and trec_eval (pytrec-eval-terrier), ranking by ranking.

Where a definition differs, and what is done about it here:
- MRR@10: trec_eval's `recip_rank` reads the whole ranking; it gets the first ten. ranx cuts at ten itself.
- nDCG@10: `ndcg_cut_10` and ranx's `ndcg@10` have linear gain, as ours; ranx's `ndcg_burges@10` has exponential gain
  and is another measure.
- A question without a ranking: trec_eval leaves it out of its answer and ranx refuses it; ours is 0, as trec_eval's
  option `-c`.
- A question without a relevant document: both score 0; ours is unscored, so none is made here.
- SourceRecall@k counts places, not documents; it is their recall@k when each place is in one document, as here.
"""

import random
from dataclasses import dataclass

import pytest

from assistant.answers import EvidenceRecord
from evals.retrieval_metrics import hit_at, mrr, ndcg, source_recall
from evals.samples import Sample

SEED = 20_231_130
RUNS = 200
CLOSE = 1e-9
CUTS = (1, 3, 5, 10)


@dataclass(frozen=True)
class Ranking:
    """One question's ranking, best first, and what was to be found."""

    ranked: tuple[str, ...]
    relevant: frozenset[str]

    @property
    def flags(self) -> tuple[bool, ...]:
        return tuple(name in self.relevant for name in self.ranked)

    @property
    def judged(self) -> dict[str, int]:
        return dict.fromkeys(sorted(self.relevant), 1)

    @property
    def scored(self) -> dict[str, float]:
        """Scores without ties (trec_eval breaks them by name), in no order, so that the libraries sort."""
        names = random.Random(len(self.ranked)).sample(self.ranked, len(self.ranked))
        return {name: float(len(self.ranked) - self.ranked.index(name)) for name in names}

    def source_recall(self, k: int) -> float:
        sample = Sample("q", "answerable", "tuning", False, "?", facts=tuple(sorted(self.relevant)))
        units = [EvidenceRecord(name, "S1", "", (name,), i, 0.5, used=False) for i, name in enumerate(self.ranked, 1)]
        return source_recall(k, sample, units, {})


@pytest.fixture(scope="module")
def rankings() -> dict[str, Ranking]:
    """200 random rankings of 0 to 30 of 40 documents, 1 to 15 of which are relevant: some lie below rank ten, some are
    not found, and some rankings are missing."""
    chance = random.Random(SEED)
    documents = [f"S1.{n}" for n in range(40)]
    return {
        f"q{n}": Ranking(
            tuple(chance.sample(documents, chance.choice((0, 1, 3, 10, 11, 30)))),
            frozenset(chance.sample(documents, chance.randint(1, 15))),
        )
        for n in range(RUNS)
    }


def ours(ranking: Ranking) -> dict[str, float]:
    values = {"mrr": mrr(ranking.flags), "ndcg": ndcg(ranking.flags, len(ranking.relevant))}
    values |= {f"hit {k}": hit_at(k, ranking.flags) for k in CUTS}
    return values | {f"recall {k}": ranking.source_recall(k) for k in CUTS}


def test_the_rankings_try_every_case(rankings: dict[str, Ranking]) -> None:
    assert len(rankings) == RUNS
    assert any(not r.ranked for r in rankings.values())  # a missing ranking
    assert any(len(r.relevant) > 10 for r in rankings.values())  # more to be found than ten places hold
    assert any(mrr(r.flags) == 0 and any(r.flags) for r in rankings.values())  # found below rank ten only
    assert any(len(set(r.ranked) & r.relevant) >= 3 for r in rankings.values())  # several found


def test_a_missing_ranking_scores_zero(rankings: dict[str, Ranking]) -> None:
    missing = [r for r in rankings.values() if not r.ranked]
    assert all(set(ours(r).values()) == {0.0} for r in missing)


def test_trec_eval_gives_the_same_numbers(rankings: dict[str, Ranking]) -> None:
    import pytrec_eval

    asked = {name: r for name, r in rankings.items() if r.ranked}
    judged = {name: r.judged for name, r in asked.items()}
    cuts = ",".join(map(str, CUTS))
    measures = {f"success.{cuts}", f"recall.{cuts}", "ndcg_cut.10"}
    found = pytrec_eval.RelevanceEvaluator(judged, measures).evaluate({n: r.scored for n, r in asked.items()})
    first_ten = {n: {d: s for d, s in r.scored.items() if d in r.ranked[:10]} for n, r in asked.items()}
    reciprocal = pytrec_eval.RelevanceEvaluator(judged, {"recip_rank"}).evaluate(first_ten)
    for name, ranking in asked.items():
        theirs = {"mrr": reciprocal[name]["recip_rank"], "ndcg": found[name]["ndcg_cut_10"]}
        theirs |= {f"hit {k}": found[name][f"success_{k}"] for k in CUTS}
        theirs |= {f"recall {k}": found[name][f"recall_{k}"] for k in CUTS}
        assert ours(ranking) == pytest.approx(theirs, rel=0, abs=CLOSE), name


def test_ranx_gives_the_same_numbers(rankings: dict[str, Ranking]) -> None:
    from ranx import Qrels, Run, evaluate

    asked = {name: r for name, r in rankings.items() if r.ranked}
    measures = {"mrr": "mrr@10", "ndcg": "ndcg@10"}
    measures |= {f"hit {k}": f"hit_rate@{k}" for k in CUTS} | {f"recall {k}": f"recall@{k}" for k in CUTS}
    qrels = Qrels({name: r.judged for name, r in asked.items()})
    run = Run({name: r.scored for name, r in asked.items()})
    evaluate(qrels, run, list(measures.values()), return_mean=False)
    for name, ranking in asked.items():
        theirs = {ours_: run.scores[measure][name] for ours_, measure in measures.items()}
        assert ours(ranking) == pytest.approx(theirs, rel=0, abs=CLOSE), name
