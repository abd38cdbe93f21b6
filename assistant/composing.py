"""Answers are put together here: every ending of the pipeline, and the text as a person reads it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant import replies
from assistant.answers import (
    Answer,
    AnswerStatus,
    Citation,
    EvidenceRecord,
    IndexRecord,
    RouteRecord,
    Statement,
    blank_answer,
)
from assistant.citations import verify
from assistant.drafting import Claim, Draft, quoting
from assistant.extractive import Part
from assistant.questions import Reader
from assistant.retrieval import Evidence
from assistant.scope import Scope
from assistant.suggestions import suggestions
from corpus.faults import Fault
from corpus.routes import Route
from corpus.sources import Corpus
from ingest.index import Index

_THANKS = re.compile(r"\b(thank\w*|thanx|cheers|ta|bye|goodbye|see you)\b", re.IGNORECASE)
MOST_EVIDENCE = 10
GAP_DEPTH = 3
"""How far down the evidence a gap statement still belongs to the question."""


@dataclass(frozen=True)
class Composer:
    """Makes the answer object for each status."""

    corpus: Corpus
    routes: tuple[Route, ...]
    index: Index

    def needs_detail(self, text: str, asked: str = "") -> Answer:
        """The message cannot be answered as it stands; `text` says what is needed."""
        return self._answer(AnswerStatus.NEEDS_DETAIL, text, asked)

    def conversational(self, scope: Scope, asked: str) -> Answer:
        """A short, useful reply to a greeting, to thanks or to a question about the assistant."""
        if scope is Scope.GREETING and _THANKS.search(asked):
            return self._answer(AnswerStatus.NEEDS_DETAIL, replies.THANKS, asked)
        text = replies.GREETING if scope is Scope.GREETING else replies.CAPABILITY
        openings: dict[str, str] = {}
        for passage in self.index.passages:
            if passage.asks and not passage.is_gap:
                openings.setdefault(passage.source_id, passage.asks[0])
        return self._answer(AnswerStatus.NEEDS_DETAIL, text, asked, suggestions=tuple(openings.values())[:3])

    def outside(self, scope: Scope, asked: str, reader: Reader, found: Sequence[Part] = ()) -> Answer:
        """Another subject, with the right place to ask."""
        return self._answer(
            AnswerStatus.OUT_OF_SCOPE,
            replies.OUT_OF_SCOPE[scope],
            asked,
            evidence=_records(found, ()),
            routes=self._routes(replies.route_topic(scope), reader),
        )

    def signposted(
        self, scope: Scope, asked: str, draft: Draft, found: Sequence[Part], confidence: float, reader: Reader
    ) -> Answer:
        """Routes first, then what the documents say, where the draft says something."""
        routes = self._routes(replies.route_topic(scope), reader)
        named = [f"- {route.name}: {route.contact} ({route.checked})" for route in routes]
        statements, citations, claims = verify(draft, self.index.by_id, self.corpus)
        guidance = ["", f"{replies.GUIDANCE} {_text(claims, statements)}"] if statements else []
        return self._answer(
            AnswerStatus.SIGNPOSTED,
            "\n".join([replies.SIGNPOSTED[scope], *named, *guidance]),
            asked,
            statements=statements,
            citations=citations,
            evidence=_records(found, citations),
            confidence=confidence,
            routes=routes,
        )

    def answered(
        self,
        status: AnswerStatus,
        asked: str,
        draft: Draft,
        found: Sequence[Part],
        confidence: float,
        reader: Reader,
    ) -> Answer:
        """The draft's verified statements; `not_in_corpus` when none is left."""
        statements, citations, claims = verify(draft, self.index.by_id, self.corpus)
        if not statements:
            return self.not_in_corpus(asked, found, confidence, reader)
        text = _text(claims, statements)
        if draft.missing:
            text += "\n\n" + "\n".join([replies.PARTLY, *(f"- {part}" for part in draft.missing)])
        used = frozenset(citation.passage_id for citation in citations)
        return self._answer(
            status,
            text,
            asked,
            statements=statements,
            citations=citations,
            evidence=_records(found, citations),
            confidence=confidence,
            missing=draft.missing,
            routes=self._routes("preceptorship", reader) if draft.missing else (),
            suggestions=suggestions(self.index, found[0].evidence, used, asked),
        )

    def not_in_corpus(self, asked: str, found: Sequence[Part], confidence: float, reader: Reader) -> Answer:
        """On topic, not stated: the gap statement where there is one, else the nearest place, and whom to ask."""
        evidence = found[0].evidence
        gap = next((item for item in evidence[:GAP_DEPTH] if item.passage.is_gap), None)
        draft = Draft((quoting(gap.passage),) if gap else ())
        statements, citations, claims = verify(draft, self.index.by_id, self.corpus)
        text = replies.NOT_IN_CORPUS
        if statements:
            text += " " + _text(claims, statements)
        elif evidence:
            nearest = evidence[0].passage
            page = f"page {nearest.page}" if nearest.page else ""
            place = ", ".join(filter(None, (self.corpus.source(nearest.source_id).title, nearest.clause, page)))
            text += " " + replies.NEAREST.format(place=place)
        return self._answer(
            AnswerStatus.NOT_IN_CORPUS,
            text,
            asked,
            statements=statements,
            citations=citations,
            evidence=_records(found, citations),
            confidence=confidence,
            missing=tuple(part.question for part in found),
            routes=self._routes("preceptorship", reader),
            suggestions=suggestions(self.index, evidence, frozenset(), asked),
        )

    def no_such_clause(self, slug: str, asked: str, found: Sequence[Part], reader: Reader) -> Answer:
        """The question names a clause that no source has."""
        answer = self.not_in_corpus(asked, found, 0.0, reader)
        text = replies.NO_SUCH_CLAUSE.format(clause=slug.replace("-", " ").capitalize())
        return replace(answer, text=text, statements=(), citations=(), missing=(asked,))

    def failed(self, fault: Fault) -> Answer:
        """Breakage: an apology, a reference and what to do."""
        return self._answer(AnswerStatus.FAILED, str(fault), "", notice=f"Failed; reference {fault.reference}.")

    def _routes(self, topic: str, reader: Reader) -> tuple[RouteRecord, ...]:
        return tuple(
            RouteRecord(route.name, route.contact, route.nations, route.checked)
            for route in self.routes
            if route.serves(topic, reader.nation)
        )

    def _answer(self, status: AnswerStatus, text: str, asked: str, **fields: Any) -> Answer:
        manifest = self.index.manifest
        known = {"notice": self.index.notice, "standalone": asked} | fields
        return blank_answer(status, text, IndexRecord(manifest.digest, manifest.built), **known)


def _records(found: Sequence[Part], citations: Sequence[Citation]) -> tuple[EvidenceRecord, ...]:
    """Evidence of every part, each part's best first, up to MOST_EVIDENCE."""
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


def _text(claims: Sequence[Claim], statements: Sequence[Statement]) -> str:
    """The answer as shown: sentences run on, list items and parts on lines of their own, each with its `[1]`."""
    text = ""
    for claim, statement in zip(claims, statements, strict=True):
        marked = statement.text + " " + "".join(f"[{number}]" for number in statement.citations)
        if claim.heading:
            text += f"\n\n{claim.heading}: {marked}"
        elif claim.label:
            text += f"\n{_mark(claim.label)} {marked}"
        else:
            text += f" {marked}" if text and not text.endswith("\n") else marked
    return text.strip()


def _mark(label: str) -> str:
    if label == "•":
        return "-"
    return f"- {label}" if label[0].isalpha() else label
