"""Can the message be read as a question in English? If not, what is needed, in one sentence."""

import re
from functools import lru_cache
from typing import Any

from ingest.lexical import STOP_WORDS, tokens
from ingest.spelling import mend

LONGEST_ON_SCREEN = 500
LONGEST = 2_000
"""Characters of a question in the API and on the command line."""

_VAGUE = frozenset(
    [
        "next",
        "help",
        "more",
        "know",
        "want",
        "need",
        "thing",
        "anyth",
        "someth",
        "explain",
        "question",
        "pleas",
        "els",
        "also",
        "mean",
        "many",
        "much",
        "long",
        "often",
        "day",
        "week",
        "month",
        "year",
        "hour",
        "exact",
        "again",
        "now",
        "ok",
        "okay",
        "yes",
        "no",
        "differ",
        "same",
        "second",
        "third",
        "fourth",
        "fifth",
        "first",
        "last",
        "two",
        "three",
    ]
)
"""Stems that name nothing to look up on their own."""

SURE = 0.85
"""Probability of another language from which a message is taken to be in it: short or misspelt English is English."""
FEWEST_WORDS = 3
"""Words below which the language is not judged."""
ENGLISH_SHARE = 0.35
"""Share of plain English or corpus words from which a message is English without asking further."""

_GAELIC = re.compile(
    r"(?<!\w)(?:dè|ciamar|càite|cò|carson|tha|agus|chan|eil|bheil|th['’]|airson|dhan|anns|ann)(?!\w)", re.IGNORECASE
)
"""Everyday words of Scottish Gaelic, which the language detector does not know."""
_UNREADABLE = re.compile(r"[\ud800-\udfff]")
_LETTERS = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def what_is_needed(text: str, corpus_words: frozenset[str]) -> str | None:
    """One sentence that says what is needed, or None when the text can be read."""
    if not text.strip():
        return "There is no question. Type a question about preceptorship."
    if len(text) > LONGEST:
        return (
            f"The question has {len(text):,} characters, and at most {LONGEST:,} can be read. Shorten it and try again."
        )
    if _UNREADABLE.search(text):
        return "The question holds characters that cannot be read. Type it again in plain text."
    letters = _LETTERS.findall(text)
    if len(letters) < 2:
        return "The message has no words that can be read as a question. Ask in a short sentence."
    if sum(1 for letter in letters if _LATIN.match(letter)) < len(letters) / 2 or _is_foreign(text, corpus_words):
        return "Answers are in English only, because the documents are. Please ask in English."
    return None


def is_vague(text: str) -> bool:
    """Whether the message names nothing that could be looked up: "What do I have to do?", "Tell me more"."""
    return not content(text)


def content(text: str) -> list[str]:
    """Stems of the words that say what a message is about."""
    return [stem for stem in tokens(text) if stem not in _VAGUE and not stem.isdigit()]


def readable(text: str) -> str:
    """The text without control and invisible characters, on one line."""
    from ingest.cleaning import clean, one_line

    return one_line(clean(text))


def _is_foreign(text: str, corpus_words: frozenset[str]) -> bool:
    words = _WORD.findall(mend(text, corpus_words).lower())
    if len(words) < FEWEST_WORDS:
        return False
    if len({word.lower() for word in _GAELIC.findall(text)}) >= 2:
        return True
    english = sum(1 for word in words if (word in STOP_WORDS and len(word) > 1) or word in corpus_words)
    if english / len(words) >= ENGLISH_SHARE:
        return False
    found = _detector().compute_language_confidence_values(text)[0]
    return bool(found.language.name != "ENGLISH" and found.value >= SURE)


@lru_cache(maxsize=1)
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    languages = [
        "ENGLISH",
        "WELSH",
        "IRISH",
        "FRENCH",
        "GERMAN",
        "SPANISH",
        "PORTUGUESE",
        "ITALIAN",
        "POLISH",
        "DUTCH",
        "ROMANIAN",
        "TURKISH",
        "SWEDISH",
        "SOMALI",
        "SWAHILI",
        "TAGALOG",
        "VIETNAMESE",
        "HUNGARIAN",
        "LATVIAN",
        "LITHUANIAN",
    ]
    chosen = [getattr(Language, name) for name in languages]
    return LanguageDetectorBuilder.from_languages(*chosen).with_low_accuracy_mode().build()
