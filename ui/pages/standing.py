"""Whether what an answer cited still stands in its sources."""

from dataclasses import dataclass

from assistant.answers import Citation
from corpus.sources import Source
from ingest.passages import Passage
from ui.presenting.sections import Sections
from ui.presenting.wording import CURRENCIES, date


@dataclass(frozen=True)
class Change:
    """What is different now about one citation."""

    number: int
    sentence: str
    """Plain words for the reader, starting with a capital."""


def changes(citations: tuple[Citation, ...], sections: Sections) -> tuple[Change, ...]:
    """What changed in the cited sources since, in the order of the citations; empty when all of it stands."""
    found: list[Change] = []
    for citation in citations:
        source = sections.source(citation.source_id)
        sentences = [_words(citation, source, sections), *(_standing(citation, source) if source else ())]
        found += [Change(citation.number, sentence) for sentence in sentences if sentence]
    return tuple(found)


def _words(citation: Citation, source: Source | None, sections: Sections) -> str:
    """What became of the cited words; empty when they stand where they stood."""
    if source is None:
        return "The source is no longer among those held here."
    passage = sections.by_id.get(citation.passage_id)
    if passage is not None and passage.text[citation.start : citation.end] == citation.quote:
        return ""
    if moved := next((p for p in sections.passages if _holds(p, citation)), None):
        return f"The same words now stand elsewhere in the source: {moved.clause or 'in text without a heading'}."
    if citation.clause_slug and sections.clause(citation.source_id, citation.clause_slug):
        return f"The words of {citation.clause} have changed."
    return "The cited words are no longer in the source."


def _holds(passage: Passage, citation: Citation) -> bool:
    return passage.source_id == citation.source_id and citation.quote in passage.text


def _standing(citation: Citation, source: Source) -> tuple[str, ...]:
    """What the register says differently of the source."""
    told = []
    if source.currency != citation.currency and source.currency in CURRENCIES:
        label = CURRENCIES[source.currency]
        told.append(f"The source is now marked: {label[:1].lower() + label[1:]}.")
    if source.published != citation.published and source.published:
        told.append(f"The source now has the date {date(source.published)}.")
    return tuple(told)
