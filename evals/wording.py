"""What two texts are compared by: folded spelling, content words, numbers, negation and modal verbs."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

# Words that carry no content. Question words (who, what, when, where, why, how, which) stay out of the list: they tell
# one question from another. Negation and modal verbs are in it because they are compared apart.
_STOP_WORDS = """
    a an the and or but if of to in on at by for from with as into about than then so such that this these those it
    its they them their he she his her you your we our us i my me is are was were be been being am do does did has have
    had having there here also very just any some each both own not no never without unless except cannot must should
    may can will shall would could might
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
NEGATIONS = frozenset({"not", "no", "never", "without", "unless", "except"})
MODALS = frozenset({"must", "should", "may", "can", "will", "shall"})

_NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
}  # fmt: skip
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_UNIT = r"(hour|minute|day|week|month|year|percent|per cent|%)"
# Curly, low and prime quotation marks, grave and acute accents; hyphens, dashes and the minus sign.
_SINGLE = "\u2018\u2019\u201a\u201b\u2032`\u00b4"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_QUOTES = str.maketrans({**dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"')})
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
_SHORT_FORMS = (("cannot", "can not"), ("can't", "can not"), ("won't", "will not"), ("shan't", "shall not"))


@lru_cache(maxsize=8192)
def norm(text: str) -> str:
    """The text in one spelling: NFKC, lower case, quotes, dashes and white space folded, hyphenated line breaks joined.

    Other punctuation stays: folding it would make "15 hours" match "1.5 hours"."""
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES).translate(_DASHES)).replace("\u00ad", "")
    text = re.sub(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[a-z])", "", text)
    return " ".join(re.sub(r"[\u200b-\u200d\u2060\ufeff]", "", text).lower().split())


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of `norm(text)` in order; number words as figures, short forms in full, no possessive."""
    folded = norm(text)
    for short, full in _SHORT_FORMS:
        folded = re.sub(rf"\b{short}\b", full, folded)
    folded = re.sub(r"n't\b", " not", folded)
    folded = re.sub(r"'s?\b", " ", re.sub(r"(?<=\d),(?=\d{3}\b)", "", folded))
    found = re.findall(r"\d+(?:[.:]\d+)*|[^\W\d_]+", folded)
    return tuple(_NUMBER_WORDS.get(word, word) for word in found)


@lru_cache(maxsize=8192)
def content_tokens(text: str) -> frozenset[str]:
    """ct(x) of METRICS.md: the stems (Snowball's English stemmer) of the words that are not stop words."""
    return frozenset(_stem(word) for word in tokens(text) if word not in STOP_WORDS)


@lru_cache(maxsize=8192)
def numbers(text: str) -> frozenset[str]:
    """num(x): numbers, each also with its unit where one follows ("18 month"), and the months of dates."""
    words = " ".join(tokens(re.sub(r"%", " percent ", norm(text)).replace("per cent", "percent")))
    words = re.sub(rf"\bone(?= {_UNIT})", "1", words)
    found = {match.group() for match in re.finditer(r"\d+(?:[.:]\d+)*", words)}
    found |= {f"{value} {unit}" for value, unit in re.findall(rf"(\d+(?:[.:]\d+)*) {_UNIT}", words)}
    dates = re.findall(rf"(?<=\d )(?:{_MONTHS})\b|\b(?:{_MONTHS})(?= \d)", words)
    return frozenset(found.union(dates))


def negations(text: str) -> int:
    """How many words of negation the text has; two texts agree when both counts are odd or both even."""
    return sum(word in NEGATIONS for word in tokens(text))


def same_polarity(one: str, other: str) -> bool:
    """Whether the two texts have equal negation parity."""
    return negations(one) % 2 == negations(other) % 2


def modals(text: str) -> frozenset[str]:
    """The modal verbs of the text; "May" beside a number is the month."""
    words = " ".join(tokens(text))
    return MODALS.intersection(re.sub(r"\d may\b|\bmay(?= \d)", " ", words).split())


def positions(wording: str, text: str) -> tuple[int, ...]:
    """Where `norm(wording)` stands in `norm(text)`, at word boundaries: "5 hours" is not in "15 hours"."""
    sought, within = norm(wording), norm(text)
    if not sought or sought not in within:
        return ()
    before = r"(?<!\w)(?<!\d[.,:])" if re.match(r"\w", sought) else ""
    after = r"(?!\w)(?![.,:]\d)" if re.search(r"\w$", sought) else ""
    return tuple(match.start() for match in re.finditer(before + re.escape(sought) + after, within))


def holds(text: str, wording: str) -> bool:
    """Whether the text has the wording, folded, at word boundaries."""
    return bool(positions(wording, text))


def coverage(text: str, wording: str) -> float:
    """KP(wording, text) = |ct(wording) ∩ ct(text)| / |ct(wording)|; 0 when the wording has no content word."""
    sought = content_tokens(wording)
    return len(sought & content_tokens(text)) / len(sought) if sought else 0.0


def sentences(text: str) -> tuple[str, ...]:
    """The text cut after full stops, question and exclamation marks, semicolons, and at line ends."""
    return tuple(part.strip() for part in re.split(r"(?<=[.!?;])\s+|\n+", text) if part.strip())


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")
