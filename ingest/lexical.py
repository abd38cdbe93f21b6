"""The BM25 side of the index: built once per generation, memory-mapped when opened."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

K1, B = 1.2, 0.75
"""The usual values; on question → paragraph they reached Hit@5 .927 alone."""

BESIDES = 0.5
"""Weight of a synonym beside the word that was typed."""

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "for",
        "from",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "am",
        "im",
        "ive",
        "get",
        "got",
        "please",
        "tell",
        "say",
        "says",
        "said",
        "about",
        "any",
    ]
)

_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*")


def tokens(text: str) -> list[str]:
    """Stemmed words and numbers in lower case, stop words out; `Principle 3 d)` keeps its `d`."""
    stem = _stemmer()
    return [
        word if word[0].isdigit() else stem.stemWord(word)
        for word in _WORD.findall(text.lower().replace("'", "").replace("\u2019", ""))
        if word not in STOP_WORDS
    ]


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@dataclass(frozen=True)
class LexicalIndex:
    """BM25 over entries; scores are shares of what a perfect match could reach."""

    bm25: Any
    document_frequency: dict[str, int]
    size: int

    def idf(self, word: str) -> float:
        """Inverse document frequency as BM25 (Lucene's form) weighs it; an unknown word weighs most."""
        n = self.document_frequency.get(word, 0)
        return float(np.log1p((self.size - n + 0.5) / (n + 0.5)))

    def scores(self, words: Sequence[str], besides: Sequence[str] = ()) -> np.ndarray:
        """How much of the question's weight in words each entry carries, 0 to 1: BM25 over the sum of the words' idf.

        Unknown words count in that sum. `besides` are words that may stand for the question's own; they count half."""
        ceiling = sum(self.idf(word) for word in words)
        if not ceiling:
            return np.zeros(self.size, dtype=np.float32)
        found = self._sum(words) + BESIDES * self._sum([word for word in besides if word not in words])
        return np.clip((K1 + 1) * found / ceiling, 0.0, 1.0)

    def _sum(self, words: Sequence[str]) -> np.ndarray:
        known = [word for word in words if word in self.document_frequency]
        return self.bm25.get_scores(known) if known else np.zeros(self.size, dtype=np.float32)


def build_lexical(texts: Sequence[str], folder: Path) -> None:
    """Write the BM25 index of `texts` to `folder`."""
    import bm25s

    bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
    bm25.index([tokens(text) or ["\u2205"] for text in texts], show_progress=False)
    bm25.save(str(folder), show_progress=False)


def open_lexical(folder: Path) -> LexicalIndex:
    """The BM25 index in `folder`, memory-mapped."""
    import bm25s

    bm25 = bm25s.BM25.load(str(folder), mmap=True)
    indptr = np.asarray(bm25.scores["indptr"])
    frequency = {word: int(indptr[n + 1] - indptr[n]) for word, n in bm25.vocab_dict.items() if n + 1 < len(indptr)}
    return LexicalIndex(bm25=bm25, document_frequency=frequency, size=int(bm25.scores["num_docs"]))
