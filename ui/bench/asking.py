"""What the assistant that is served finds and answers, for a form that must not lose what was typed."""

from typing import TYPE_CHECKING

from fastapi import Request

from assistant.questions import PROFESSIONS, ROLES, Question, Reader
from corpus.sources import NATIONS
from evals.run import failed
from ui.bench.session import bench_of

if TYPE_CHECKING:
    from assistant.answers import Answer
    from ingest.passages import Passage

FOUND = 6
"""Passages that a search offers: a screenful."""


def passage(request: Request, passage_id: str) -> "Passage | None":
    """The passage, if the documents still have it."""
    with bench_of(request).live.lease() as opened:
        return opened.assistant.index.by_id.get(passage_id)


def found(request: Request, words: str) -> "tuple[Passage, ...]":
    """What the retriever finds for the words, as the assistant would."""
    if not words:
        return ()
    with bench_of(request).live.lease() as opened:
        retriever = opened.assistant.retriever
        evidence = retriever.evidence(retriever.query(words), Reader(), FOUND)
        return tuple(each.passage for each in evidence)


def answered(request: Request, question: str, role: str = "", nation: str = "", profession: str = "") -> "Answer":
    """Today's answer, `failed` where it breaks; what the reader is not, or is in no list, counts as not said."""
    reader = Reader(
        role=role if role in ROLES else "other",
        nation=nation if nation in NATIONS else "Scotland",
        profession=profession if profession in PROFESSIONS else "other",
    )
    asked = Question(question, reader=reader)
    with bench_of(request).live.lease() as opened:
        try:
            return opened.assistant.answer.invoke(asked)
        except Exception as error:  # as in a run: a question that breaks the assistant is one to write down
            return failed(asked, error)
