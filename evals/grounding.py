"""Does each answer sentence follow from what it cites? The support function, and the citation measures built on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Citation, Statement
from corpus.sources import Corpus
from evals.scores import Score, share, unscored
from evals.wording import (
    content_tokens,
    coverage,
    holds,
    modals,
    norm,
    numbers,
    same_polarity,
    sentences,
)
from ingest.passages import Passage

KNOWLEDGE_PRECISION = 0.75  # t_kp: the best cut on three BEGIN sets (METRICS.md), frozen


@dataclass(frozen=True)
class Knowledge:
    """What a citation stands on."""

    text: str
    """The cited passage, with its list label."""
    context: str = ""
    """Headings, title, publisher and nations: words that may name the place, never its content."""


def knowledge(citation: Citation, passages: Mapping[str, Passage]) -> Knowledge:
    """The passage behind a citation; nothing when the passage is unknown, so that its sentence is unsupported."""
    passage = passages.get(citation.passage_id)
    if passage is None:
        return Knowledge("")
    named = (*passage.headings, passage.clause, citation.title, citation.publisher, *citation.nations)
    return Knowledge(f"{passage.label} {passage.text}".strip(), " ".join(named))


def supports(pieces: Sequence[Knowledge], sentence: str) -> bool:
    """φ(c, s) of METRICS.md for c = the pieces joined: the sentence is there word for word, or
    KP(s, c) ≥ 0.75 and, against the source sentence b with the largest overlap, num(s) ⊆ num(b), equal negation parity
    and modals(s) ⊆ modals(b).

    KP is knowledge precision (Adlakha et al., TACL 12, 2024); the three checks catch changed numbers, negation and
    modals, which KP alone accepts."""
    text = "\n".join(piece.text for piece in pieces)
    if not content_tokens(sentence) or not text.strip():
        return False
    if holds(text, norm(sentence).rstrip(".;:, ")):
        return True
    context = " ".join(piece.context for piece in pieces)
    if coverage(f"{text}\n{context}", sentence) < KNOWLEDGE_PRECISION:
        return False
    best = max(sentences(text), key=lambda part: len(content_tokens(part) & content_tokens(sentence)))
    return numbers(sentence) <= numbers(best) and same_polarity(sentence, best) and modals(sentence) <= modals(best)


def cited(statement: Statement, answer: Answer, passages: Mapping[str, Passage]) -> tuple[Knowledge, ...]:
    """C_s: what the sentence cites, in the order of its numbers."""
    by_number = {citation.number: citation for citation in answer.citations}
    return tuple(knowledge(by_number[n], passages) for n in statement.citations if n in by_number)


def unsupported(answer: Answer, passages: Mapping[str, Passage]) -> tuple[str, ...]:
    """The answer sentences that their citations do not support: a gate, it must be empty."""
    flags = sentence_support(answer, passages)
    return tuple(s.text for s, held in zip(answer.statements, flags, strict=True) if not held)


def sentence_support(answer: Answer, passages: Mapping[str, Passage]) -> tuple[bool, ...]:
    """For each answer sentence, φ(concat C_s, s), in order.

    Knowledge precision = supported sentences / sentences, over all answers: K-Precision (Adlakha et al., TACL 12, 2024)
    by sentence in place of by word."""
    return tuple(supports(cited(s, answer, passages), s.text) for s in answer.statements)


def is_valid(citation: Citation, passages: Mapping[str, Passage], corpus: Corpus | None = None) -> bool:
    """Whether the citation's source, passage and clause are in the corpus, and the quoted words at the given span."""
    passage = passages.get(citation.passage_id)
    if passage is None or not citation.quote.strip() or passage.source_id != citation.source_id:
        return False
    known = corpus is None or any(source.id == citation.source_id for source in corpus.sources)
    at_span = norm(passage.text[citation.start : citation.end]) == norm(citation.quote)
    return known and at_span and passage.clause_slug == citation.clause_slug


def citation_valid(answer: Answer, passages: Mapping[str, Passage], corpus: Corpus | None = None) -> Score:
    """CitationValid = valid citations / citations (METRICS.md); unscored without citations."""
    return share((is_valid(citation, passages, corpus) for citation in answer.citations), "nothing is cited")


def citation_recall(answer: Answer, passages: Mapping[str, Passage]) -> Score:
    """CitationRecall = mean over sentences of φ(concat C_s, s), 0 when C_s is empty. ALCE (Gao et al., EMNLP 2023)."""
    return share(sentence_support(answer, passages), "there is no answer sentence")


def citation_precision(answer: Answer, passages: Mapping[str, Passage]) -> Score:
    """CitationPrecision = citations that are needed / citations, over the citations of all sentences (ALCE).

    c is needed when φ(concat C_s, s) = 1 and (|C_s| = 1, or φ(c, s) = 1, or φ(C_s without c, s) = 0)."""
    flags: list[bool] = []
    for statement in answer.statements:
        pieces = cited(statement, answer, passages)
        whole = supports(pieces, statement.text)
        flags += [whole and _needed(i, pieces, statement.text) for i in range(len(pieces))]
    return share(flags, "nothing is cited") if answer.statements else unscored("there is no answer sentence")


def _needed(i: int, pieces: tuple[Knowledge, ...], sentence: str) -> bool:
    rest = pieces[:i] + pieces[i + 1 :]
    return not rest or supports(pieces[i : i + 1], sentence) or not supports(rest, sentence)
