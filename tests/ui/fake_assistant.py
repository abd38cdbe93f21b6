"""A small assistant at the public seam: a register, a few passages, and answers chosen by the question's words."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answers import Answer, AnswerStatus, Citation, EvidenceRecord, IndexRecord, RouteRecord, Statement
from assistant.questions import Question, Reader
from assistant.retrieval import Evidence
from corpus.sources import Corpus, Source
from ingest.passages import Passage, passage_id
from ui.live import Live

PRINCIPLE_4 = Source(
    id="S5", title="Focus on being a preceptor (Principle 4)", publisher="Health and Care Professions Council",
    published="2023-11", checked="2026-11", url="https://www.hcpc-uk.org/principle-4", url_confirmed=False,
    audience=("HCPC registrants",), wording="digest", file="S5.md",
)  # fmt: skip
ENGLAND = Source(
    id="S54", title="Preceptorship framework", publisher="NHS England", published="2022", checked="2026-11",
    url="https://www.england.nhs.uk/framework.pdf", nations=("England",), audience=("nurses and midwives",),
    currency="superseded", wording="official", licence="all rights reserved", file="S54.pdf",
)  # fmt: skip
UNHELD = Source(id="S90", title="An animation", publisher="NES", no_file="Only the film is published.")

_STATEMENTS = {
    ("S5", "Principle 4: the preceptor's role", "Principle 4"): (
        "A preceptor does not have to belong to the preceptee's profession: the preceptor should be the most "
        "appropriate person to give the support.",
        "Preceptors should have suitable training to understand and carry out the role.",
    ),
    ("S5", "What Principle 4 asks of preceptors", "Principle 4"): (
        "Principle 4 has two lettered elements.",
        "a) Preceptors should set a professional example.",
        "b) Preceptors should help <b>networks</b> & *peers* | ![x](https://evil.example/x.png).",
    ),
    ("S5", "Principle 4 in practice", "Principle 4, in practice"): ("Registrants should be offered the role.",),
    ("S54", "Meetings", "Meetings"): (
        "The preceptor and the preceptee meet at least monthly.",
        "Secret second paragraph of the publisher.",
    ),
}


def _passages() -> tuple[Passage, ...]:
    made: list[Passage] = []
    for (source_id, heading, clause), statements in _STATEMENTS.items():
        for statement in statements:
            label, text = (statement[:2], statement[3:]) if statement[1] == ")" else ("", statement)
            place = f"{clause} {label}".strip()
            made.append(
                Passage(
                    id=passage_id(source_id, (heading, place), text, 0), source_id=source_id, text=text,
                    headings=(heading,), clause=place, start=0, position=len(made), label=label,
                    page=3 if source_id == "S54" else None,
                )
            )  # fmt: skip
    return tuple(made)


@dataclass(frozen=True)
class FakeManifest:
    digest: str = "0123abcd"
    built: str = "2026-11-23T00:00:00Z"


@dataclass(frozen=True)
class FakeIndex:
    passages: tuple[Passage, ...]
    manifest: FakeManifest = FakeManifest()
    notice: str | None = None

    @property
    def by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    def close(self) -> None:
        """It holds nothing."""


@dataclass(frozen=True)
class FakeRetriever:
    """Finds every passage, in order, and the less relevant the later."""

    passages: tuple[Passage, ...]

    def query(self, text: str) -> str:
        if "break" in text:
            raise RuntimeError(text)
        return text

    def evidence(self, query: str, reader: Reader, k: int = 10) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(passage=passage, rank=rank, relevance=round(1 / rank, 4))
            for rank, passage in enumerate(self.passages[:k], 1)
        )


@dataclass(frozen=True)
class FakeAssistant:
    answer: Runnable[Question, Answer]
    corpus: Corpus
    index: FakeIndex
    retriever: FakeRetriever = FakeRetriever(())


PASSAGES = _passages()
CORPUS = Corpus(root=Path("."), name="test", home_nation="Scotland", sources=(PRINCIPLE_4, ENGLAND, UNHELD))
SAMARITANS = RouteRecord("Samaritans", "116 123, free, all day, every day", ("UK",), "well known")
NES = RouteRecord("NES AHP practice education", "ahp.practice.ed@nes.scot.nhs.uk", ("Scotland",), "as published")


def cite(number: int, passage: Passage, quote: str = "") -> Citation:
    """A citation of `quote` (the whole passage without one)."""
    source = CORPUS.source(passage.source_id)
    quote = quote or passage.text
    start = passage.text.index(quote)
    return Citation(
        number=number, passage_id=passage.id, source_id=source.id, title=source.title, publisher=source.publisher,
        nations=source.nations, audience=source.audience, professions=source.professions, wording=source.wording,
        currency=source.currency, published=source.published, checked=source.checked, clause=passage.clause,
        clause_slug=passage.clause_slug, page=passage.page, time=None, url=source.url,
        url_confirmed=source.url_confirmed, source_path=f"/source/{source.id}/{passage.clause_slug}", quote=quote,
        start=start, end=start + len(quote), facts=(),
    )  # fmt: skip


def make_answer(status: AnswerStatus, text: str, **fields: Any) -> Answer:
    """An answer with `status`; everything else empty unless given."""
    citations: tuple[Citation, ...] = fields.get("citations", ())
    values: dict[str, Any] = {
        "id": None,
        "statements": (Statement(text, tuple(c.number for c in citations)),) if citations else (),
        "citations": (), "evidence": (), "standalone": "", "confidence": 0.5, "missing": (), "routes": (),
        "suggestions": (), "notice": None, "index": IndexRecord("0123abcd", "2026-11-23T00:00:00Z"), "model": None,
        "seconds": 0.1,
    }  # fmt: skip
    return Answer(answer_status=status, text=text, **{**values, **fields})


def reply(question: Question) -> Answer:
    """The fake's answer: chosen by a word of the question."""
    text = question.text.lower()
    first, training, _, item_a, item_b, _, meeting, _ = PASSAGES
    if "break" in text:
        raise RuntimeError(question.text)
    if not text.strip():
        return make_answer(AnswerStatus.NEEDS_DETAIL, "Type a question about preceptorship.")
    if "meet" in text:
        return make_answer(
            AnswerStatus.SOURCES_DIFFER,
            f"HCPC sets no number of meetings. [1]\nNHS England: {meeting.text} [2]",
            citations=(cite(1, first), cite(2, meeting)),
        )
    if "elements" in text:
        return make_answer(
            AnswerStatus.PARTLY_ANSWERED,
            f"Principle 4 asks:\na) {item_a.text} [1]\nb) {item_b.text} [2]",
            citations=(cite(1, item_a), cite(2, item_b)),
            missing=("how many hours it takes",),
            routes=(NES,),
        )
    if "pay" in text:
        return make_answer(
            AnswerStatus.NOT_IN_CORPUS,
            "The documents held do not say which pay band follows preceptorship.",
            evidence=(EvidenceRecord(training.id, "S5", training.clause, (), 1, 0.2, False),),
            routes=(NES,),
        )
    if "weather" in text:
        return make_answer(AnswerStatus.OUT_OF_SCOPE, "It answers questions about preceptorship only.", routes=(NES,))
    if "bullied" in text:
        return make_answer(AnswerStatus.SIGNPOSTED, "You do not have to deal with this alone.", routes=(SAMARITANS,))
    return make_answer(
        AnswerStatus.ANSWERED,
        f"{first.text} [1] {training.text} [2]",
        citations=(
            cite(1, first, "A preceptor does not have to belong to the preceptee's profession"),
            cite(2, training),
        ),
        suggestions=("What does Principle 4 ask of preceptors?", "How often should we meet?"),
    )


def fake_live() -> Live:
    """A server's holder of the fake; nothing new is ever published."""
    return Live(fake_assistant, lambda: "")


def fake_assistant() -> FakeAssistant:
    """The assistant's shape, answering at once."""
    return FakeAssistant(RunnableLambda(reply), CORPUS, FakeIndex(PASSAGES), FakeRetriever(PASSAGES))
