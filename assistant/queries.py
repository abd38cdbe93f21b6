"""A standalone question becomes a query: misspellings mended, abbreviations spelt out, places and nations named."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import category

from corpus.sources import NATIONS
from corpus.vocabulary import Vocabulary
from ingest.spelling import mend

_CLAUSE = re.compile(
    r"\b(principle|p|standard|section|step|part)\s*\(?(\d+(?:\.\d+)?)\)?\s*(?:\(?\s*([a-h])\s*\)|([a-h])\b(?!\s+\w+\s+that))?",
    re.IGNORECASE,
)
_NATION_WORDS = {
    "Scotland": r"scotland|scottish|scots|nes|turas|nhs\s?scotland|flying start",
    "England": r"england|english|nhs england|hee|london",
    "Wales": r"wales|welsh|heiw",
    "Northern Ireland": r"northern ireland|northern irish|\bni\b|nipec|belfast",
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_ORDERED = re.compile(
    rf"\b({'|'.join(_ORDINALS)}|[1-8](?:st|nd|rd|th)) (?=(principle|standard|section|step)\b)", re.IGNORECASE
)
_WORDED = re.compile(rf"\b(principle|standard|section|step|part) ({'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_PICTURES = frozenset(["So", "Sk"])
"""Unicode categories of emoji and their like, which say nothing that could be looked up."""
_NURSING = re.compile(r"\b(nurs\w+|midwi\w+|nmc|health visitors?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """What goes into a retriever."""

    text: str
    """The question with misspellings mended and abbreviations spelt out."""
    besides: str
    """What its everyday words stand for."""
    vector: tuple[float, ...] = ()
    """The text's embedding, of unit length; empty until a retriever has read it."""
    clauses: tuple[str, ...] = ()
    """Slugs of clauses that the question names: `principle-3-e`."""
    nations: tuple[str, ...] = ()
    """Nations that the question names."""
    nursing: bool = False
    """Whether the question is about nurses or midwives."""


def read_query(question: str, vocabulary: Vocabulary, words: frozenset[str]) -> Query:
    """The query of a standalone question; `words` are the corpus's own, in lower case."""
    plain = " ".join("".join(" " if category(sign) in _PICTURES else sign for sign in question).split())
    mended = _WORDED.sub(
        lambda match: f"{match[1]} {_NUMBERS.index(match[2].lower()) + 1}", mend(vocabulary.respelt(plain), words)
    )
    text = vocabulary.spelt_out(mended)
    lowered = f"{mended} {text}".lower()
    return Query(
        text=text,
        besides=vocabulary.besides(mended),
        clauses=tuple(
            dict.fromkeys([*_clause_slugs(mended.lower()), *_named_clauses(mended.lower(), vocabulary.clauses)])
        ),
        nations=tuple(nation for nation in NATIONS if re.search(rf"\b(?:{_NATION_WORDS[nation]})\b", lowered)),
        nursing=bool(_NURSING.search(lowered)),
    )


def _clause_slugs(text: str) -> Iterable[str]:
    text = re.sub(
        r"\b(one|two|three|four|five|six|seven|eight)\b", lambda match: str(_NUMBERS.index(match[0]) + 1), text
    )
    for number, kind in _ORDERED.findall(text):
        yield f"{kind}-{_ORDINALS.index(number) + 1 if number in _ORDINALS else number[0]}"
    for kind, number, bracketed, bare in _CLAUSE.findall(text):
        label = "principle" if kind == "p" else kind
        letter = bracketed or bare
        yield "-".join([label, *number.split("."), *([letter] if letter else [])])


def _named_clauses(text: str, names: Mapping[str, str]) -> Iterable[str]:
    """Slugs of clauses called by name; the longest name that occurs decides."""
    if "principle" in text:
        found = [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)]
        yield from {names[name] for name in found if not any(name != other and name in other for other in found)}
