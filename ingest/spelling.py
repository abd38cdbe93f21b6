"""Misspelt words become the words of the corpus: in questions, and in the example questions that they are matched with."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

MIN_SIMILARITY = 80.0
"""Of rapidfuzz's ratio, 0 to 100: `precepter` and `preceptor` have 89; `weather` and `whether` 86 but both are English words."""
SHORTEST_MISSPELT = 5
"""Letters below which a word is never mended: short unknown words are names and abbreviations."""


def mend(text: str, words: Iterable[str]) -> str:
    """The text with unknown words of five letters or more replaced by the nearest word of the corpus, if one is near."""
    from rapidfuzz import fuzz, process

    known = words if isinstance(words, frozenset | set) else frozenset(words)
    mended: list[str] = []
    for word in re.split(r"([A-Za-z]+)", text):
        lowered = word.lower()
        if (
            len(word) >= SHORTEST_MISSPELT
            and word.isalpha()
            and lowered not in known
            and not _english().known([lowered])
        ):
            near = process.extract(lowered, known, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, limit=None)
            nearest = min(near, key=lambda found: (-found[1], *_strangeness(found[0], lowered)), default=None)
            word = nearest[0] if nearest and nearest[0][0] == lowered[0] else word
        mended.append(word)
    return "".join(mended)


def _strangeness(word: str, typed: str) -> tuple[bool, bool, str]:
    """Which of equally near words is meant: people keep first and last letters (`precepter` is no `preceptee`).

    The alphabet decides the rest, as a set's own order differs from one start of Python to the next."""
    return word[0] != typed[0], word[-1] != typed[-1], word


@lru_cache(maxsize=1)
def _english() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language="en")
