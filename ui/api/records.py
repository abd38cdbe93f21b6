"""What the API says of a source and of the service's health: only what may be shown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from corpus.sources import Currency, Source, Wording
from ui.presenting.sections import Sections, held_document

if TYPE_CHECKING:
    from ui.live import Live


@dataclass(frozen=True)
class SourceRecord:
    """One source of the register."""

    id: str
    title: str
    publisher: str
    published: str
    checked: str
    language: str
    url: str
    """Empty when no address may be shown."""
    url_confirmed: bool
    nations: tuple[str, ...]
    audience: tuple[str, ...]
    professions: tuple[str, ...]
    currency: Currency
    kind: str
    wording: Wording
    licence: str
    supersedes: tuple[str, ...]
    passages: int
    """How many passages of it can be cited; 0 when its text is not held."""
    not_held: str
    """Why its text is not held; empty when it is."""
    source_path: str
    """Where this service shows it: `/source/S5`."""
    document_path: str
    """Where its own document can be opened here; empty when it may not be shown."""


@dataclass(frozen=True)
class ClauseRecord:
    """A place in a source that has a page of its own."""

    clause: str
    clause_slug: str
    source_path: str
    passages: int


@dataclass(frozen=True)
class SourceDetail:
    """One source with its clauses in order."""

    source: SourceRecord
    clauses: tuple[ClauseRecord, ...]


@dataclass(frozen=True)
class Health:
    """That the service answers, and from which index."""

    status: str
    index: str
    built: str
    notice: str | None
    """One sentence about anything unusual, such as an index that could not be opened."""


def source_record(source: Source, sections: Sections) -> SourceRecord:
    """What may be shown of a source."""
    return SourceRecord(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        checked=source.checked,
        language=source.language,
        url=source.url if source.show else "",
        url_confirmed=source.url_confirmed,
        nations=source.nations,
        audience=source.audience,
        professions=source.professions,
        currency=source.currency,
        kind=source.kind,
        wording=source.wording,
        licence=source.licence,
        supersedes=source.supersedes,
        passages=sections.count(source.id),
        not_held=source.no_file,
        source_path=f"/source/{quote(source.id)}",
        document_path=held_document(source),
    )


def source_detail(source: Source, sections: Sections) -> SourceDetail:
    """A source with its clauses."""
    record = source_record(source, sections)
    clauses = tuple(
        ClauseRecord(clause.label, clause.slug, f"{record.source_path}/{quote(clause.slug)}", len(clause.passages))
        for clause in sections.clauses(source.id)
    )
    return SourceDetail(record, clauses)


def health(live: "Live") -> Health:
    """The health of the service at this moment."""
    with live.lease() as opened:
        index = opened.assistant.index
        return Health("ok", index.manifest.digest, index.manifest.built, index.notice)
