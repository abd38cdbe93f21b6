"""The pipeline, readable aloud: a question is read, made standalone, placed in scope, given evidence, drafted, verified."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from assistant.answers import Answer, AnswerStatus
from assistant.comparisons import compared
from assistant.composing import MOST_EVIDENCE, Composer
from assistant.confidence import Confidence, load_confidence
from assistant.differences import side_by_side
from assistant.drafting import Draft, joined
from assistant.extractive import Part, extractive_drafter
from assistant.followups import SUBJECT, depends, standalone
from assistant.parts import parts
from assistant.progress import Stage, Told, told_by
from assistant.queries import Query
from assistant.questions import Question, Reader
from assistant.ranking import load_ranking
from assistant.reading import content, is_vague, readable, what_is_needed
from assistant.retrieval import HybridRetriever
from assistant.scope import Scope, ScopeClassifier, ScopeReading, load_classifier
from assistant.settings import Settings
from corpus.faults import fault
from corpus.routes import load_routes
from corpus.sources import Corpus
from corpus.vocabulary import Vocabulary, load_vocabulary
from ingest.index import Index, open_index
from ingest.library import open_library

OFF_TOPIC = 0.5
"""Probability of the topic below which a question without an answer is called out of scope."""
CERTAIN = 0.85
"""Probability from which a message's own words decide what it is about."""
ANSWERING = 0.5
"""Relevance of the best passage from which a doubtful message is on topic."""
SENSITIVE_ENOUGH, SENSITIVE_FOR_SURE = 0.65, 0.97
"""Probability from which a message is shown routes first although it names the subject, or although the documents surely
answer it."""
ANSWERED, ANSWERED_FOR_SURE = 0.75, 0.90
"""Confidence from which a message that is sensitive rather less than more, or rather more than less, is answered."""


@dataclass(frozen=True)
class Assistant:
    """Everything that answers, open and ready."""

    corpus: Corpus
    index: Index
    retriever: HybridRetriever
    stages: "Stages"
    answer: Runnable[Question, Answer]
    """Never raises: breakage becomes a `failed` answer. Tells its stages to whom `assistant.progress.telling` names."""


@dataclass(frozen=True)
class Stages:
    """The parts that the pipeline is made of."""

    retriever: HybridRetriever
    vocabulary: Vocabulary
    classifier: ScopeClassifier
    confidence: Confidence
    drafter: Runnable[Sequence[Part], Draft]
    compose: Composer


@dataclass(frozen=True)
class Asked:
    """A question as the pipeline reads it."""

    text: str
    """The message alone, on one line."""
    standalone: str
    query: Query
    """Of the standalone question."""
    reader: Reader
    scope: ScopeReading
    turn: Query | None
    """The message alone as a query, when it follows on from an earlier one."""


def open_assistant(settings: Settings, is_healthy: Callable[[Path], bool] = lambda path: True) -> Assistant:
    """The assistant over the published index. Raises PreceptorshipError when corpus, index or model cannot be used.

    is_healthy: a further trial of a generation's files before they are opened."""
    library = open_library(settings.corpus, settings.index)
    return assistant_over(open_index(library.known_corpus(), settings.index, settings.embedder, is_healthy))


def assistant_over(index: Index) -> Assistant:
    """The assistant that answers from this index."""
    corpus = index.corpus
    vocabulary = load_vocabulary(corpus.root)
    retriever = HybridRetriever(
        index=index,
        corpus=corpus,
        vocabulary=vocabulary,
        ranking=load_ranking(),
    )
    stages = Stages(
        retriever=retriever,
        vocabulary=vocabulary,
        classifier=load_classifier(index.manifest.model, corpus.name, index.embedder),
        confidence=load_confidence(retriever),
        drafter=extractive_drafter(index),
        compose=Composer(corpus, load_routes(corpus.root), index),
    )
    return Assistant(corpus, index, retriever, stages, build_assistant(stages))


def build_assistant(stages: Stages) -> Runnable[Question, Answer]:
    """Question → Answer."""

    def answer(question: Question, config: RunnableConfig) -> Answer:
        started = time.perf_counter()
        try:
            found = _answer(question, stages, told_by(config))
        except Exception as error:  # the outermost function: a person is waiting
            found = stages.compose.failed(fault(error))
        return replace(found, id=question.id, seconds=round(time.perf_counter() - started, 4))

    return RunnableLambda(answer)


def _answer(question: Question, stages: Stages, told: Told) -> Answer:
    told(Stage.READING)
    if needed := what_is_needed(question.text, stages.retriever.words):
        return stages.compose.needs_detail(needed)
    if is_vague(question.text) and not question.history:
        return stages.compose.conversational(Scope.CAPABILITY, readable(question.text))
    asked = read(question, stages)
    told(Stage.LOOKING)
    found = _find(asked, stages)
    confidences = [stages.confidence.of(part.query, part.evidence) for part in found]
    scope = _settled(asked.scope, found, max(confidences), stages)
    if scope in (Scope.GREETING, Scope.CAPABILITY):
        return stages.compose.conversational(scope, asked.standalone)
    if scope is not Scope.TOPIC and not scope.is_sensitive:
        return stages.compose.outside(scope, asked.standalone, asked.reader)
    if scope.is_sensitive:
        draft = _guidance(scope, found, confidences, stages)
        if draft.claims:
            told(Stage.CHECKING)
        return stages.compose.signposted(scope, asked.standalone, draft, found, max(confidences), asked.reader)
    return _on_topic(asked, found, confidences, stages, told)


def read(question: Question, stages: Stages) -> Asked:
    """The question standalone, with what it is about."""
    text = readable(question.text)
    whole = standalone(text, question.history)
    query = stages.retriever.query(text)
    scope = stages.classifier.read(text, query.vector)
    if query.clauses:
        scope = scope.on(Scope.TOPIC)
    if whole == text:
        return Asked(text, whole, query, question.reader, scope, None)
    of_whole = stages.retriever.query(whole)
    if scope.scope is not Scope.TOPIC and scope.sure < CERTAIN:
        scope = stages.classifier.read(whole, of_whole.vector)
    return Asked(text, whole, of_whole, question.reader, scope, query)


def _settled(reading: ScopeReading, found: Sequence[Part], confidence: float, stages: Stages) -> Scope:
    """What the message is about; a doubtful reading gives way to evidence that answers just such a question, and to
    the subject's own words. Words that decide on their own never give way."""
    if reading.decided:
        return reading.scope
    named = any(stages.vocabulary.names_subject(part.query.text) for part in found)
    if reading.scope.is_sensitive:
        answered = reading.sure < SENSITIVE_FOR_SURE and confidence >= ANSWERED_FOR_SURE
        likelier = reading.sure < 0.5 and confidence >= ANSWERED
        return Scope.TOPIC if answered or likelier or (named and reading.sure < SENSITIVE_ENOUGH) else reading.scope
    answers = any(part.evidence and part.evidence[0].relevance >= ANSWERING for part in found)
    answered = answers or confidence >= ANSWERED_FOR_SURE
    on_topic = (answered and reading.sure < CERTAIN) or (named and reading.is_outside)
    return Scope.TOPIC if on_topic else reading.scope


def _find(asked: Asked, stages: Stages) -> list[Part]:
    """Evidence for each part of the question; a follow-up is taken whole, and a later part that leans on an earlier
    one is read as a follow-up to the whole."""
    if asked.turn:
        return [_part(asked.standalone, asked, stages, asked.turn)]
    first, *later = parts(asked.standalone)
    found = [_part(first, asked, stages)]
    for question in later:
        if depends(question) or len(content(question)) < SUBJECT:
            found.append(
                replace(_part(asked.standalone, asked, stages, stages.retriever.query(question)), question=question)
            )
        else:
            found.append(_part(question, asked, stages))
    return found


def _part(question: str, asked: Asked, stages: Stages, turn: Query | None = None) -> Part:
    query = asked.query if question == asked.standalone else stages.retriever.query(question)
    evidence = stages.retriever.evidence(query, asked.reader, k=MOST_EVIDENCE, turn=turn)
    return Part(question, turn or query, evidence)


def _on_topic(asked: Asked, found: Sequence[Part], confidences: Sequence[float], stages: Stages, told: Told) -> Answer:
    told(Stage.COMPOSING)
    compose, whole, reader = stages.compose, asked.standalone, asked.reader
    together = found if len(found) == 1 else [_part(whole, asked, stages, asked.turn)]
    if unknown := [slug for slug in together[0].query.clauses if stages.retriever.lacks_clause(slug)]:
        return compose.no_such_clause(unknown[0], whole, together, reader)
    compares = len(found) == 1 and not asked.turn
    if compares and (both := compared(found[0], partial(_part, asked=asked, stages=stages), stages.confidence, reader)):
        found, missing = both
        status = AnswerStatus.PARTLY_ANSWERED if missing else AnswerStatus.ANSWERED
        draft = replace(stages.drafter.invoke(found), missing=missing)
        told(Stage.CHECKING)
        return compose.answered(status, whole, draft, found, max(confidences), reader)
    drafts = [_draft(part, sure, found, stages) for part, sure in zip(found, confidences, strict=True)]
    missing = tuple(part.question for part, draft in zip(found, drafts, strict=True) if draft is None)
    made = [draft for draft in drafts if draft]
    if not made:
        near = any(part.evidence and part.evidence[0].relevance >= ANSWERING for part in together)
        named = any(stages.vocabulary.names_subject(part.query.text) for part in together)
        if asked.scope.on_topic < OFF_TOPIC and not near and not named:
            return compose.outside(Scope.OTHER, whole, reader, together)
        return compose.not_in_corpus(whole, together, max(confidences), reader)
    told(Stage.CHECKING)
    status = AnswerStatus.SOURCES_DIFFER if any(draft.differs for draft in made) else AnswerStatus.ANSWERED
    return compose.answered(
        AnswerStatus.PARTLY_ANSWERED if missing else status,
        whole,
        joined(made, missing),
        found,
        min(confidences),
        reader,
    )


def _guidance(scope: Scope, found: Sequence[Part], confidences: Sequence[float], stages: Stages) -> Draft:
    """What may follow the routes: the first part that the documents surely answer; nothing where a person is in need."""
    if scope in (Scope.DANGER, Scope.DISTRESS):
        return Draft(())
    sure = [
        part
        for part, confidence in zip(found, confidences, strict=True)
        if confidence >= ANSWERED_FOR_SURE and stages.confidence.answers(part, confidence)
    ]
    return stages.drafter.invoke(sure[:1])


def _draft(part: Part, sure: float, parts: Sequence[Part], stages: Stages) -> Draft | None:
    """The draft of one part; None when the documents do not answer it."""
    about = stages.classifier.read(part.question, part.query.vector)
    if len(parts) > 1 and about.is_outside and about.sure >= CERTAIN:
        return None
    if difference := side_by_side(part, stages.vocabulary, stages.retriever):
        return difference
    return stages.drafter.invoke([part]) if stages.confidence.answers(part, sure) else None
