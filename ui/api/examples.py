"""Examples for the API's description: requests as a hub may send them, and what comes back."""

import json
from typing import Any

from assistant.answers import Answer, AnswerStatus, Citation, EvidenceRecord, IndexRecord, Statement
from assistant.progress import Stage
from ui.api.records import ClauseRecord, SourceDetail, SourceRecord
from ui.presenting.searching import Found

QUESTIONS: dict[str, Any] = {
    "a question": {"question": "Can my preceptor be a physio if I'm an OT?"},
    "a reader's question": {
        "id": "q1",
        "question": "How often should we meet?",
        "reader": {"role": "preceptee", "nation": "Scotland", "profession": "occupational therapist"},
    },
    "a follow-up": {
        "question": "And do they need training?",
        "history": [
            {"role": "user", "content": "Can my preceptor be a physio if I'm an OT?"},
            {"role": "assistant", "content": "A preceptor does not have to belong to the preceptee's profession."},
        ],
    },
}
QUERIES: dict[str, Any] = {"a query": {"query": "training for preceptors", "k": 3}}

_SENTENCE = (
    "A preceptor does not have to belong to the preceptee's profession: the preceptor should be the most appropriate "
    "person to give the support."
)
_PLACE: dict[str, Any] = {"passage_id": "S5:197df49691c7", "source_id": "S5", "facts": ("S5.3", "H5.1")}
_SOURCE: dict[str, Any] = {
    "title": "Focus on being a preceptor (Principle 4)",
    "publisher": "Health and Care Professions Council",
    "published": "2023",
    "checked": "2026-11",
    "url": "https://www.hcpc-uk.org/resources/information/principles-for-preceptorship/focus-on-being-a-preceptor",
    "url_confirmed": False,
    "nations": ("UK",),
    "audience": ("HCPC registrants",),
    "professions": (),
    "wording": "digest",
    "currency": "current",
}


def example_answer() -> Answer:
    """An answer of one sentence."""
    citation = Citation(
        number=1,
        clause="Principle 4",
        clause_slug="principle-4",
        page=None,
        time=None,
        source_path="/source/S5/principle-4",
        quote=_SENTENCE,
        start=0,
        end=len(_SENTENCE),
        **_SOURCE,
        **_PLACE,
    )
    return Answer(
        id=None,
        answer_status=AnswerStatus.ANSWERED,
        text=f"{_SENTENCE} [1]",
        statements=(Statement(_SENTENCE, (1,)),),
        citations=(citation,),
        evidence=(EvidenceRecord(clause="Principle 4", rank=1, relevance=0.99, used=True, **_PLACE),),
        standalone="Can my preceptor be a physio if I'm an OT?",
        confidence=0.98,
        missing=(),
        routes=(),
        suggestions=("Do preceptors need training?",),
        notice=None,
        index=IndexRecord("0123456789ab", "2026-11-23T00:00:00Z"),
        model=None,
        seconds=0.2,
    )


def example_found() -> Found:
    """One passage that a search found."""
    return Found(
        clause="Principle 4",
        page=None,
        time=None,
        rank=1,
        relevance=0.97,
        used=False,
        text=_SENTENCE,
        title=_SOURCE["title"],
        nations=_SOURCE["nations"],
        **_PLACE,
    )


def example_source() -> SourceDetail:
    """A source with one of its clauses."""
    record = SourceRecord(
        id="S5",
        language="en-GB",
        kind="principles",
        licence="all rights reserved",
        supersedes=(),
        passages=18,
        not_held="",
        source_path="/source/S5",
        document_path="",
        **_SOURCE,
    )
    return SourceDetail(record, (ClauseRecord("Principle 4", "principle-4", "/source/S5/principle-4", 18),))


def example_events() -> str:
    """A stream as it goes over the wire, the answer object shortened."""
    told = [("stage", {"stage": stage.value, "words": stage.words}) for stage in Stage]
    events = [*told, ("answer", {"answer_status": "answered", "text": f"{_SENTENCE} [1]", "…": "…"})]
    return "".join(f"event: {name}\ndata: {json.dumps(content)}\n\n" for name, content in events)
