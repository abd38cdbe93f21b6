"""Every document of a corpus is read, each in a child process, and becomes passages; one that cannot be read stops no other."""

from dataclasses import dataclass, replace
from functools import partial

from corpus.sources import Corpus, Source
from ingest.official import in_place_of
from ingest.outcomes import Outcome, Unreadable
from ingest.parsing import FileReader
from ingest.passages import Passage
from ingest.progress import Progress, quietly
from ingest.reading import About, Finding


@dataclass(frozen=True)
class Unread:
    """A document that was left out, and why."""

    source_id: str
    outcome: Outcome
    sentence: str
    """What happened and what to do."""


@dataclass(frozen=True)
class Collected:
    """What the documents of a corpus hold."""

    passages: tuple[Passage, ...]
    """Source by source, in reading order."""
    sources: tuple[Source, ...]
    """The register's entries, completed by what the documents say of themselves where the register is silent."""
    unread: tuple[Unread, ...] = ()
    findings: tuple[tuple[str, Finding], ...] = ()
    """(source id, what would mislead)."""


def collect(corpus: Corpus, progress: Progress = quietly) -> Collected:
    """The passages of every document, and which documents could not be read."""
    passages: list[Passage] = []
    unread: list[Unread] = []
    findings: list[tuple[str, Finding]] = []
    abouts: dict[str, About] = {}
    documents = corpus.documents()
    with FileReader() as reader:
        for number, source in enumerate(documents, 1):
            found: tuple[Passage, ...] = ()
            for path in filter(None, (corpus.path(source), corpus.official.get(source.id))):
                try:
                    is_official = path == corpus.official.get(source.id)
                    file = reader.read(
                        path,
                        source.id,
                        partial(progress, f"Reading {source.id}"),
                        attributed=not is_official and source.id not in corpus.folders,
                    )
                except Unreadable as refusal:
                    unread.append(Unread(source.id, refusal.outcome, str(refusal)))
                    continue
                found = in_place_of(found, file.passages) if is_official else file.passages
                findings.extend((source.id, finding) for finding in file.findings)
                abouts[source.id] = file.about
            passages.extend(found)
            progress("Reading documents", number, len(documents))
    sources = tuple(_completed(source, abouts.get(source.id)) for source in corpus.sources)
    return Collected(tuple(passages), sources, tuple(unread), tuple(findings))


def _completed(source: Source, about: About | None) -> Source:
    if about is None:
        return source
    return replace(source, published=source.published or about.published, language=source.language or about.language)
