"""Entries: the texts by which a passage can be found. Both sides of the index hold the same ones, in the same order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.vocabulary import Vocabulary
from ingest.passages import Passage
from ingest.spelling import mend


@dataclass(frozen=True)
class Entry:
    """One text that leads to a passage."""

    id: str
    """The passage's id for its own words, `{passage id}?{n}` for an example question."""
    passage_id: str
    text: str


def entries(passages: Iterable[Passage], vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """For each passage its words in context (clause or heading first), then its example questions; all spelt out.

    Example questions are respelt and mended as a reader's question is, so that like meets like."""
    passages = tuple(passages)
    words = frozenset(re.findall("[a-z]+", " ".join(map(in_context, passages)).lower()))
    found: list[Entry] = []
    for passage in passages:
        texts = (in_context(passage), *(mend(vocabulary.respelt(ask), words) for ask in passage.asks))
        ids = (passage.id, *(f"{passage.id}?{n}" for n in range(len(passage.asks))))
        found.extend(Entry(name, passage.id, vocabulary.spelt_out(text)) for name, text in zip(ids, texts, strict=True))
    return tuple(found)


def in_context(passage: Passage) -> str:
    """The passage with the place it stands in: its headings and clause say what it is about."""
    places = dict.fromkeys([*passage.headings[-1:], passage.clause])
    return ". ".join([*(place for place in places if place), passage.text])
