"""One result, arranged for a person: what was said and not supported, said and missed, expected and found."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answers import EvidenceRecord, Statement
from evals.grounding import cited
from evals.key_points import is_made
from evals.reporting.plain_words import plainly
from evals.results import Result
from evals.retrieval_metrics import is_relevant
from evals.wording import content_tokens
from ingest.passages import Passage

_WORD = re.compile(r"\w[\w'’-]*|\W+")

Passages = Mapping[str, Passage]


@dataclass(frozen=True)
class ReadStatement:
    """One answer sentence."""

    parts: tuple[tuple[str, bool], ...]
    """Its text in pieces, and whether each piece is a word that nothing cited holds; only in unsupported sentences."""
    citations: tuple[int, ...]
    supported: bool


@dataclass(frozen=True)
class ReadPoint:
    """One key point, and whether the answer makes it."""

    text: str
    made: bool
    vital: bool


@dataclass(frozen=True)
class ReadPlace:
    """One passage that was found."""

    record: EvidenceRecord
    text: str
    """Empty when the documents changed since."""
    expected: bool


@dataclass(frozen=True)
class ReadResult:
    """A result as the page shows it."""

    statements: tuple[ReadStatement, ...]
    points: tuple[ReadPoint, ...]
    found: tuple[ReadPlace, ...]
    """By rank."""
    expected: tuple[str, ...]
    """The labelled places in words."""
    shortfalls: tuple[str, ...]
    """Why it did not pass, with statuses in plain words."""


def read_result(result: Result, passages: Passages) -> ReadResult:
    """The result, held against the passages of the index that is served."""
    sample, answer = result.sample, result.answer
    records = sorted(answer.evidence, key=lambda record: record.rank)
    return ReadResult(
        statements=tuple(_statement(result, statement, passages) for statement in answer.statements),
        points=tuple(ReadPoint(" / ".join(p.wordings), is_made(p, answer), p.vital) for p in sample.key_points),
        found=tuple(_place(result, record, passages) for record in records),
        expected=_expected(result, passages),
        shortfalls=tuple(plainly(sentence) for sentence in result.shortfalls),
    )


def _statement(result: Result, statement: Statement, passages: Passages) -> ReadStatement:
    supported = statement.text not in result.unsupported
    if supported:
        return ReadStatement(((statement.text, False),), statement.citations, True)
    held = content_tokens(" ".join(piece.text for piece in cited(statement, result.answer, passages)))
    parts = tuple((part, not content_tokens(part) <= held) for part in _WORD.findall(statement.text))
    return ReadStatement(parts, statement.citations, False)


def _place(result: Result, record: EvidenceRecord, passages: Passages) -> ReadPlace:
    passage = passages.get(record.passage_id)
    return ReadPlace(record, passage.text if passage else "", is_relevant(result.sample, record, passages))


def _expected(result: Result, passages: Passages) -> tuple[str, ...]:
    """The copied words, else what carries the labelled facts, else source and clause."""
    sample = result.sample
    place = " ".join(filter(None, (sample.source, sample.clause)))
    copied = tuple(f"{place}: “{words}”" if place else f"“{words}”" for words in sample.words)
    carrying = tuple(
        f"{passage.source_id} {passage.clause}: {passage.text}"
        for passage in passages.values()
        if set(sample.facts).intersection(passage.facts)
    )
    return copied or carrying or tuple(filter(None, (place,)))
