"""A small corpus of three sources, and answers made of its passages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import (
    Answer,
    AnswerStatus,
    Citation,
    EvidenceRecord,
    IndexRecord,
    RouteRecord,
    Statement,
)
from corpus.sources import Corpus, Source
from ingest.passages import Passage

TEXTS = {
    # id: (source, clause, label, text, facts)
    "S5:a": ("S5", "Principle 4", "", "A preceptor does not have to belong to the preceptee's profession.", ("S5.3",)),
    "S5:b": ("S5", "Principle 4 a)", "a)", "A preceptor should set a professional example.", ("S5.4",)),
    "S5:c": ("S5", "Principle 4 b)", "b)", "A preceptor may help with team working.", ("S5.5",)),
    "S52:a": ("S52", "Length", "", "Preceptorship in England lasts 12 months.", ("S52.1",)),
    "N1:a": ("N1", "Gaps", "", "No source says what pay follows preceptorship.", ("G11",)),
}
NATIONS = {"S5": ("UK",), "S52": ("England",), "N1": ("UK",)}


@pytest.fixture
def passages() -> dict[str, Passage]:
    return {
        name: Passage(name, source, text, (clause,), clause, 0, position, label=label, facts=facts)
        for position, (name, (source, clause, label, text, facts)) in enumerate(TEXTS.items())
    }


@pytest.fixture
def corpus() -> Corpus:
    sources = tuple(Source(id=name, title=name, publisher="P", nations=nations) for name, nations in NATIONS.items())
    return Corpus(root=Path(), name="three", home_nation="Scotland", sources=sources)


@pytest.fixture
def make_answer(passages: dict[str, Passage]) -> Callable[..., Answer]:
    """make_answer([(sentence, [passage ids])], evidence=[passage ids], …): an answer; a None sentence is verbatim."""

    def make(
        said: list[tuple[str | None, list[str]]] | None = None,
        *,
        status: AnswerStatus = AnswerStatus.ANSWERED,
        evidence: list[str] | None = None,
        routes: list[str] | None = None,
        text: str | None = None,
        confidence: float = 0.5,
    ) -> Answer:
        said = said or []
        used = list(dict.fromkeys(name for _, names in said for name in names))
        number = {name: n for n, name in enumerate(used, 1)}
        statements = tuple(
            Statement(sentence or passages[names[0]].text, tuple(number[name] for name in names))
            for sentence, names in said
        )
        shown = " ".join(s.text + "".join(f" [{n}]" for n in s.citations) for s in statements)
        return Answer(
            id=None,
            answer_status=status,
            text=shown if text is None else text,
            statements=statements,
            citations=tuple(_citation(number[name], passages[name]) for name in used),
            evidence=tuple(_evidence(rank, passages[name]) for rank, name in enumerate(evidence or used, 1)),
            standalone="?",
            confidence=confidence,
            missing=(),
            routes=tuple(RouteRecord(name, "", ("UK",), "2026-11") for name in routes or []),
            suggestions=(),
            notice=None,
            index=IndexRecord("d" * 64, "2026-11-23"),
            model=None,
            seconds=0.1,
        )

    return make


def _citation(number: int, passage: Passage) -> Citation:
    return Citation(
        number=number,
        passage_id=passage.id,
        source_id=passage.source_id,
        title="Guidance",
        publisher="HCPC",
        nations=NATIONS[passage.source_id],
        audience=(),
        professions=(),
        wording="digest",
        currency="current",
        published="2023",
        checked="2026-11",
        clause=passage.clause,
        clause_slug=passage.clause_slug,
        page=None,
        time=None,
        url="",
        url_confirmed=False,
        source_path="/source/x",
        quote=passage.text,
        start=0,
        end=len(passage.text),
        facts=passage.facts,
    )


def _evidence(rank: int, passage: Passage) -> EvidenceRecord:
    return EvidenceRecord(passage.id, passage.source_id, passage.clause, passage.facts, rank, 1 / rank, used=True)
