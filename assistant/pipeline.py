"""The pipeline, readable aloud: a question is read, made standalone, placed in scope, given evidence, drafted, verified."""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from assistant import replies
from assistant.adapter import load_adapter
from assistant.answers import Answer, AnswerStatus, Citation, EvidenceRecord, IndexRecord, RouteRecord, Statement
from assistant.citations import verify
from assistant.confidence import Calibration, load_calibration
from assistant.differences import side_by_side
from assistant.drafting import Claim, Draft
from assistant.extractive import Part, extractive_drafter
from assistant.followups import standalone
from assistant.parts import parts, sides
from assistant.questions import Question, Reader
from assistant.ranking import load_ranking
from assistant.reading import readable, what_is_needed
from assistant.retrieval import Evidence, HybridRetriever
from assistant.scope import Scope, ScopeClassifier, ScopeReading, load_classifier
from assistant.settings import Settings
from assistant.suggestions import suggestions
from corpus.routes import Route, load_routes
from corpus.sources import Corpus, load_corpus
from corpus.vocabulary import Vocabulary, load_vocabulary
from ingest.index import Index, open_index

MOST_EVIDENCE = 10


@dataclass(frozen=True)
class Assistant:
    """Everything that answers, open and ready."""

    corpus: Corpus
    index: Index
    retriever: HybridRetriever
    answer: Runnable[Question, Answer]
    """Never raises: breakage becomes a `failed` answer."""


@dataclass(frozen=True)
class Stages:
    """The parts that the pipeline is made of."""

    corpus: Corpus
    vocabulary: Vocabulary
    routes: tuple[Route, ...]
    index: Index
    retriever: HybridRetriever
    classifier: ScopeClassifier
    calibration: Calibration
    drafter: Runnable[Sequence[Part], Draft]


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the published index. Raises PreceptorshipError when corpus, index or model cannot be used."""
    corpus = load_corpus(settings.corpus)
    index = open_index(corpus, settings.index, settings.embedder)
    vocabulary = load_vocabulary(corpus.root)
    retriever = HybridRetriever(
        index=index,
        corpus=corpus,
        vocabulary=vocabulary,
        ranking=load_ranking(),
        adapter=load_adapter(index.manifest.model),
    )
    stages = Stages(
        corpus=corpus,
        vocabulary=vocabulary,
        routes=load_routes(corpus.root),
        index=index,
        retriever=retriever,
        classifier=load_classifier(index.manifest.model, index.embedder),
        calibration=load_calibration(),
        drafter=extractive_drafter(index),
    )
    return Assistant(corpus, index, retriever, build_assistant(stages))


def build_assistant(stages: Stages) -> Runnable[Question, Answer]:
    """Question → Answer."""

    def answer(question: Question) -> Answer:
        started = time.perf_counter()
        try:
            found = _answer(question, stages)
        except Exception as error:  # the outermost function: a person is waiting
            found = _failed(question, stages, error)
        return replace(found, id=question.id, seconds=round(time.perf_counter() - started, 4))

    return RunnableLambda(answer)


def _answer(question: Question, stages: Stages) -> Answer:
    if needed := what_is_needed(question.text, stages.retriever.words):
        return _without_statements(stages, AnswerStatus.NEEDS_DETAIL, needed)
    asked = standalone(readable(question.text), question.history)
    scope = _scope(asked, question, stages)
    if scope.scope in (Scope.GREETING, Scope.CAPABILITY):
        return _conversational(scope.scope, asked, stages)
    if scope.scope is not Scope.TOPIC and not scope.scope.is_sensitive:
        return _outside(scope, asked, question.reader, stages)
    text = readable(question.text)
    if asked != text:
        found = [Part(asked, _evidence(asked, question.reader, stages, turn=text))]
    else:
        found = [Part(part, _evidence(part, question.reader, stages)) for part in parts(asked)]
    confidences = [stages.calibration.confidence(part.evidence, scope) for part in found]
    if scope.scope.is_sensitive:
        return _signposted(scope, asked, found, confidences, question.reader, stages)
    return _answered(asked, found, confidences, question.reader, stages)


def _scope(asked: str, question: Question, stages: Stages) -> ScopeReading:
    """What the message itself is about; a follow-up that says little on its own is read with what it follows."""
    embed = stages.index.embedder.embed_query
    text = readable(question.text)
    alone = stages.classifier.read(text, embed(text))
    if alone.scope is Scope.TOPIC or asked == text:
        return alone
    together = stages.classifier.read(asked, embed(asked))
    return together if together.scope is Scope.TOPIC and not alone.scope.is_sensitive else alone


def _evidence(text: str, reader: Reader, stages: Stages, turn: str = "") -> tuple[Evidence, ...]:
    retriever = stages.retriever
    last = retriever.query(turn) if turn else None
    return retriever.evidence(retriever.query(text), reader, k=MOST_EVIDENCE, turn=last)


def _answered(
    asked: str, found: Sequence[Part], confidences: Sequence[float], reader: Reader, stages: Stages
) -> Answer:
    whole = found if len(found) == 1 else [Part(asked, _evidence(asked, reader, stages))]
    if difference := side_by_side(asked, whole[0].evidence, stages.vocabulary, stages.retriever, reader):
        return _composed(asked, difference, whole, (), max(confidences), AnswerStatus.SOURCES_DIFFER, reader, stages)
    if compared := _sides(asked, whole[0], reader, stages):
        draft = stages.drafter.invoke(compared)
        return _composed(asked, draft, compared, (), max(confidences), AnswerStatus.ANSWERED, reader, stages)
    good = [
        part
        for part, confidence in zip(found, confidences, strict=True)
        if confidence >= stages.calibration.threshold and not part.evidence[0].passage.is_gap
    ]
    missing = tuple(part.question for part in found if part not in good)
    if not good:
        return _not_in_corpus(asked, whole, max(confidences), reader, stages)
    status = AnswerStatus.PARTLY_ANSWERED if missing else AnswerStatus.ANSWERED
    draft = stages.drafter.invoke(good)
    return _composed(asked, draft, found, missing, min(confidences), status, reader, stages)


def _sides(asked: str, whole: Part, reader: Reader, stages: Stages) -> list[Part]:
    """A comparison's parts: what sets the two apart, then each side; empty when the question compares nothing."""
    pair = sides(asked)
    if pair is None:
        return []
    return [whole, *(Part(f"What is {side}?", _evidence(f"What is {side}?", reader, stages)) for side in pair)]


def _composed(
    asked: str,
    draft: Draft,
    found: Sequence[Part],
    missing: tuple[str, ...],
    confidence: float,
    status: AnswerStatus,
    reader: Reader,
    stages: Stages,
) -> Answer:
    statements, citations, claims = verify(draft, stages.index.by_id, stages.corpus)
    if not statements:
        return _not_in_corpus(asked, found, confidence, reader, stages)
    text = _text(claims, statements)
    if missing:
        text += "\n\n" + "\n".join([replies.PARTLY, *(f"- {part}" for part in missing)])
    return _answer_object(
        stages,
        status,
        text,
        asked,
        statements=statements,
        citations=citations,
        evidence=_records(found, citations),
        confidence=confidence,
        missing=missing,
        routes=_routes(stages, "preceptorship", reader) if missing else (),
        suggestions=suggestions(
            stages.index, found[0].evidence, frozenset(citation.passage_id for citation in citations), asked
        ),
    )


def _not_in_corpus(
    asked: str, found: Sequence[Part], confidence: float, reader: Reader, stages: Stages
) -> Answer:
    evidence = found[0].evidence
    gap = next((item for item in evidence[:3] if item.passage.is_gap), None)
    draft = Draft(tuple(_quoted([gap] if gap else [])))
    statements, citations, claims = verify(draft, stages.index.by_id, stages.corpus)
    text = replies.NOT_IN_CORPUS
    if statements:
        text += " " + _text(claims, statements)
    elif evidence:
        nearest = evidence[0].passage
        title = stages.corpus.source(nearest.source_id).title
        text += f" The nearest place in them is {title}, {nearest.clause}; it may not be what you need."
    return _answer_object(
        stages,
        AnswerStatus.NOT_IN_CORPUS,
        text,
        asked,
        statements=statements,
        citations=citations,
        evidence=_records(found, citations),
        confidence=confidence,
        missing=tuple(part.question for part in found),
        routes=_routes(stages, "preceptorship", reader),
        suggestions=suggestions(stages.index, evidence, frozenset(), asked),
    )


def _signposted(
    scope: ScopeReading,
    asked: str,
    found: Sequence[Part],
    confidences: Sequence[float],
    reader: Reader,
    stages: Stages,
) -> Answer:
    routes = _routes(stages, replies.route_topic(scope.scope), reader)
    lines = [replies.SIGNPOSTED[scope.scope], *(f"- {route.name}: {route.contact} ({route.checked})" for route in routes)]
    return _answer_object(
        stages,
        AnswerStatus.SIGNPOSTED,
        "\n".join(lines),
        asked,
        evidence=_records(found, ()),
        confidence=max(confidences),
        routes=routes,
    )


def _outside(scope: ScopeReading, asked: str, reader: Reader, stages: Stages) -> Answer:
    return _without_statements(
        stages,
        AnswerStatus.OUT_OF_SCOPE,
        replies.OUT_OF_SCOPE[scope.scope],
        asked,
        routes=_routes(stages, replies.route_topic(scope.scope), reader),
    )


def _conversational(scope: Scope, asked: str, stages: Stages) -> Answer:
    text = replies.GREETING if scope is Scope.GREETING else replies.CAPABILITY
    examples = tuple(p.asks[0] for p in stages.index.passages if p.asks and not p.is_gap)[:3]
    return _without_statements(stages, AnswerStatus.NEEDS_DETAIL, text, asked, suggestions=examples)


def _failed(question: Question, stages: Stages, error: Exception) -> Answer:
    import logging

    reference = uuid.uuid4().hex[:8]
    logging.getLogger(__name__).error("reference %s", reference, exc_info=error)
    text = replies.FAILED.format(reference=reference)
    return _without_statements(stages, AnswerStatus.FAILED, text, notice=f"Failed; reference {reference}.")


def _without_statements(stages: Stages, status: AnswerStatus, text: str, asked: str = "", **fields: Any) -> Answer:
    return _answer_object(stages, status, text, asked, **fields)


def _answer_object(stages: Stages, status: AnswerStatus, text: str, asked: str, **fields: Any) -> Answer:
    blank: dict[str, Any] = {
        "statements": (),
        "citations": (),
        "evidence": (),
        "confidence": 0.0,
        "missing": (),
        "routes": (),
        "suggestions": (),
        "notice": None,
    }
    manifest = stages.index.manifest
    return Answer(
        id=None,
        answer_status=status,
        text=text,
        standalone=asked,
        index=IndexRecord(manifest.digest, manifest.built),
        model=None,
        seconds=0.0,
        **(blank | fields),
    )


def _quoted(evidence: Sequence[Evidence]) -> list[Claim]:
    from assistant.drafting import quoting

    return [quoting(found) for found in evidence]


def _records(found: Sequence[Part], citations: Sequence[Citation]) -> tuple[EvidenceRecord, ...]:
    used = {citation.passage_id for citation in citations}
    merged: dict[str, Evidence] = {}
    for item in sorted((item for part in found for item in part.evidence), key=lambda item: item.rank):
        merged.setdefault(item.passage.id, item)
    return tuple(
        EvidenceRecord(
            passage_id=item.passage.id,
            source_id=item.passage.source_id,
            clause=item.passage.clause,
            facts=item.passage.facts,
            rank=rank,
            relevance=item.relevance,
            used=item.passage.id in used,
        )
        for rank, item in enumerate(list(merged.values())[:MOST_EVIDENCE], 1)
    )


def _routes(stages: Stages, topic: str, reader: Reader) -> tuple[RouteRecord, ...]:
    return tuple(
        RouteRecord(route.name, route.contact, route.nations, route.checked)
        for route in stages.routes
        if route.serves(topic, reader.nation)
    )


def _text(claims: Sequence[Claim], statements: Sequence[Statement]) -> str:
    """The answer as shown: sentences run on, list items and parts on lines of their own, each with its `[1]`."""
    text = ""
    for claim, statement in zip(claims, statements, strict=True):
        marked = statement.text + " " + "".join(f"[{number}]" for number in statement.citations)
        if claim.heading:
            text += f"\n\n{claim.heading}: {marked}"
        elif claim.label:
            mark = "-" if claim.label == "•" else f"- {claim.label}" if claim.label[0].isalpha() else claim.label
            text += f"\n{mark} {marked}"
        else:
            text += f" {marked}" if text and not text.endswith("\n") else marked
    return text.strip()
