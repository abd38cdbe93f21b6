"""Confidence: the probability that the documents answer, from signs that can be read, calibrated on the tuning split."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.extractive import Part
from assistant.queries import Query
from assistant.retrieval import Evidence, HybridRetriever
from assistant.unanswered import Unanswered, load_unanswered
from ingest.lexical import tokens

CALIBRATION = Path(__file__).parent / "data" / "calibration.json"

CLUES = (
    "relevance",
    "second meaning",
    "own words",
    "gap first",
    "gap near",
    "not covered",
    "rarest not covered",
    "unknown words",
    "asks a number",
    "no number there",
    "no number set",
    "sounds answered",
    "near unanswered",
    "among unanswered",
)
"""relevance: of the best passage; second meaning, own words: as in `ranking.SIGNS`; gap first: the best passage says what
is not said; gap near: relevance of the best gap statement less that of the best other passage; not covered: share of the
question's words, weighed by idf, that neither the best passage nor its example questions hold; rarest not covered: the
greatest idf among words that its source does not hold, in tenths; unknown words: share that no document holds; asks a
number, no number there, no number set: the question asks for one, the best passage has none, or says that there
is none; sounds answered: log odds, in fifths, that a question of this meaning is answered, learned from the corpus's example questions and
from on-topic questions that the documents do not answer; near unanswered, among unanswered: cosine with the nearest of
those unanswered questions, and with the nearest three on average."""

FAR_OFF, UNCOVERED = 0.6, 0.8
"""A corpus that nothing was learned for answers only where the nearest entry has this cosine with the question, or where
no more than this share of the question's words, weighed by idf, is missing from the best passage."""

_ASKS_NUMBER = re.compile(
    r"\b(how (long|often|many|soon|far|big|old)|how much (time|money|pay|more|extra|notice|leave|does|do|is|are|of|updating|supervision)|(what|which) (percentage|proportion|share|number|fraction|age|year|date|rate)|"
    r"when (is|was|will|does|did)|what'?s the (date|number|rate|cost|price|fee)|deadline|costs?|fees?|price)\b",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|yearly|half|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|no fixed|no minimum|no number|sets no|vary|varies|depends|how often|how long|how many)\b",
    re.IGNORECASE,
)
_SETS_NONE = re.compile(
    r"\b(?:sets|gives|names|asks for|has) no\b|\bdoes not (?:set|fix|give|require|limit)\b|\bno (?:fixed|set|minimum|maximum)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Confidence:
    """Logistic regression over the clues."""

    retriever: HybridRetriever
    intercept: float
    weights: Mapping[str, float]
    threshold: float
    """Confidence from which a question is answered."""
    unanswered: Unanswered

    def of(self, query: Query, evidence: Sequence[Evidence]) -> float:
        """0 to 1: that the documents answer."""
        if not evidence:
            return 0.0
        clues = dict(zip(CLUES, self.clues(query, evidence), strict=True))
        score = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in clues.items())
        return round(1 / (1 + math.exp(-score)), 4)

    def answers(self, part: Part, confidence: float) -> bool:
        """Whether a part is answered: confident enough, its best passage no gap statement, and the corpus not far off."""
        if confidence < self.threshold or not part.evidence or part.evidence[0].passage.is_gap:
            return False
        if self.unanswered.weights is not None:
            return True
        uncovered = self.clues(part.query, part.evidence)[CLUES.index("not covered")]
        return uncovered <= UNCOVERED or self.retriever.nearest(part.query) >= FAR_OFF

    def clues(self, query: Query, evidence: Sequence[Evidence]) -> tuple[float, ...]:
        """The CLUES of a question."""
        lead = evidence[0]
        gaps = [found.relevance for found in evidence if found.passage.is_gap]
        others = [found.relevance for found in evidence if not found.passage.is_gap]
        weights = {word: self.retriever.index.lexical.idf(word) for word in set(tokens(query.text))}
        total = sum(weights.values()) or 1.0
        own = self._passage_words(lead)
        source = self._source_words[lead.passage.source_id]
        asks_number = bool(_ASKS_NUMBER.search(query.text))
        return (
            lead.relevance,
            lead.second,
            lead.own_words,
            float(lead.passage.is_gap),
            (gaps[0] if gaps else 0.0) - (others[0] if others else 0.0),
            sum(weight for word, weight in weights.items() if word not in own) / total,
            max((weight for word, weight in weights.items() if word not in source), default=0.0) / 10,
            sum(weight for word, weight in weights.items() if word not in self._known_words) / total,
            float(asks_number),
            float(asks_number and not _HAS_NUMBER.search(lead.passage.text)),
            float(asks_number and bool(_SETS_NONE.search(lead.passage.text))),
            self.unanswered.sounds_answered(query),
            *self.unanswered.nearness(query),
        )

    def _passage_words(self, lead: Evidence) -> set[str]:
        passage = lead.passage
        texts = " ".join([passage.text, passage.clause, *passage.headings, *passage.asks])
        return set(tokens(self.retriever.vocabulary.spelt_out(texts)))

    @cached_property
    def _source_words(self) -> dict[str, set[str]]:
        vocabulary = self.retriever.vocabulary
        words: dict[str, set[str]] = {}
        for source in self.retriever.corpus.sources:
            words[source.id] = set(
                tokens(vocabulary.spelt_out(" ".join([source.title, source.publisher, *source.nations])))
            )
        for passage in self.retriever.index.passages:
            texts = " ".join([passage.text, passage.clause, *passage.headings, *passage.asks])
            words[passage.source_id] |= set(tokens(vocabulary.spelt_out(texts)))
        return words

    @cached_property
    def _known_words(self) -> set[str]:
        return set().union(*self._source_words.values())


def load_confidence(retriever: HybridRetriever) -> Confidence:
    """The shipped calibration."""
    stored = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    unanswered = load_unanswered(retriever.index.manifest.model, retriever.corpus.name)
    return Confidence(retriever, stored["intercept"], stored["weights"], stored["threshold"], unanswered)
