"""Near-repeats: held-back questions that stand, nearly word for word, in what the assistant learns from."""

from collections.abc import Iterable

from evals.samples import Sample
from evals.wording import content_tokens

# Dice similarity of two questions' sets of content stems. At 0.85 two questions of up to three content words repeat
# only when all are equal; one word may be added to three or more, and one in seven may be exchanged. Lower, questions
# that differ in the one word that matters would count (“how many hours a month for preceptees / preceptors”: 0.80).
NEAR = 0.85
# Two stems of five letters or more are one word spelt twice from this indel ratio: “preceptership” (92) is
# “preceptorship”; “preceptor” and “preceptee” (82) stay apart.
SAME_WORD = 88
LONG_WORD = 5


def near_repeats(held_back: Iterable[Sample], others: Iterable[str]) -> list[tuple[str, str, str]]:
    """(id, question, the other text) for every pair that is nearly one question; order of the arguments.

    others: example questions, tuning questions, synonyms, training texts. A question that is the only natural wording
    (“What is preceptorship?”) still counts: what the assistant was given, it was not tested on."""
    theirs = [(text, content_tokens(text)) for text in dict.fromkeys(others)]
    ours = [(sample, content_tokens(sample.question)) for sample in held_back]
    spelling = _one_spelling(_all(words for _, words in ours), _all(words for _, words in theirs))
    respelt = [(text, frozenset(spelling.get(word, word) for word in words)) for text, words in theirs]
    return [
        (sample.id, sample.question, text)
        for sample, words in ours
        for text, other in respelt
        if dice(words, other) >= NEAR
    ]


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """2 |A ∩ B| / (|A| + |B|) (Dice 1945), in [0, 1]; 0 when either set is empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _one_spelling(ours: list[str], theirs: list[str]) -> dict[str, str]:
    """For each of their long words that we do not have, our word that it most likely spells."""
    from rapidfuzz import fuzz, process

    known = set(ours)
    targets = [word for word in ours if len(word) >= LONG_WORD]
    spelling: dict[str, str] = {}
    for word in theirs:
        if word not in known and len(word) >= LONG_WORD:
            best = process.extractOne(word, targets, scorer=fuzz.ratio, score_cutoff=SAME_WORD)
            if best is not None:
                spelling[word] = str(best[0])
    return spelling


def _all(sets: Iterable[frozenset[str]]) -> list[str]:
    return sorted(frozenset[str]().union(*sets))
