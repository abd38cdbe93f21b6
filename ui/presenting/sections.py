"""Where a passage stands: its section, its neighbours, and the clauses of a source in order."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from corpus.sources import Corpus, Source
from ingest.passages import Passage

OPEN_LICENCES = ("open government licence", "ogl", "cc by", "cc0", "creative commons", "apache", "mit")
"""Licences, by their beginning, that let official wording be shown in full."""

UNLABELLED = "Text without a heading"
"""The label of a place that its source gives none."""


@dataclass(frozen=True)
class Section:
    """The passages under one heading, in order."""

    headings: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Clause:
    """A place with a page of its own: the sections whose first passage carries this label."""

    slug: str
    label: str
    sections: tuple[Section, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of them, in order."""
        return tuple(passage for section in self.sections for passage in section.passages)


@dataclass(frozen=True)
class Sections:
    """The passages of an index, arranged as a reader meets them."""

    corpus: Corpus
    passages: tuple[Passage, ...]

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        """Passages by their id."""
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def _of_source(self) -> dict[str, tuple[Section, ...]]:
        grouped: dict[tuple[str, tuple[str, ...]], list[Passage]] = defaultdict(list)
        for passage in sorted(self.passages, key=lambda p: (p.source_id, p.position)):
            grouped[passage.source_id, passage.headings].append(passage)
        sections: dict[str, list[Section]] = defaultdict(list)
        for (source_id, headings), members in grouped.items():
            sections[source_id].append(Section(headings, tuple(members)))
        return {source_id: tuple(found) for source_id, found in sections.items()}

    @cached_property
    def _clauses(self) -> dict[str, tuple[Clause, ...]]:
        found: dict[str, tuple[Clause, ...]] = {}
        for source_id, sections in self._of_source.items():
            grouped: dict[str, list[Section]] = defaultdict(list)
            for section in sections:
                grouped[section.passages[0].clause_slug].append(section)
            found[source_id] = tuple(
                Clause(slug, members[0].passages[0].clause or UNLABELLED, tuple(members))
                for slug, members in grouped.items()
            )
        return found

    def source(self, source_id: str) -> Source | None:
        """The source with this id, if the register has it."""
        return next((s for s in self.corpus.sources if s.id == source_id), None)

    def clauses(self, source_id: str) -> tuple[Clause, ...]:
        """The clauses of a source, in order; none when it has no passage."""
        return self._clauses.get(source_id, ())

    def count(self, source_id: str) -> int:
        """How many passages of a source can be cited; 0 when its text is not held."""
        return sum(len(section.passages) for section in self._of_source.get(source_id, ()))

    def clause(self, source_id: str, slug: str) -> Clause | None:
        """The clause with this slug, or the one that holds a passage so labelled (`principle-4-c`)."""
        clauses = self.clauses(source_id)
        own = (c for c in clauses if c.slug == slug)
        holding = (c for c in clauses if any(p.clause_slug == slug for p in c.passages))
        return next(own, None) or next(holding, None)

    def around(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The statements before and after, under the same heading."""
        for section in self._of_source.get(passage.source_id, ()):
            if section.headings == passage.headings:
                at = section.passages.index(passage)
                after = section.passages[at + 1 : at + 2]
                return (section.passages[at - 1] if at else None, after[0] if after else None)
        return None, None


def may_show_in_full(source: Source, wording: str = "") -> bool:
    """Whether text of this source may be shown beyond a short quotation: our own words, or an open licence.

    wording: that of the passage, where it differs from its source's."""
    return (wording or source.wording) != "official" or source.licence.lower().startswith(OPEN_LICENCES)


def held_document(source: Source) -> str:
    """Where the source's own PDF can be opened here; empty when it is none, or its licence does not let it be shown."""
    shown = source.wording == "official" and may_show_in_full(source)
    return f"/documents/{quote(source.id)}" if shown and source.file.lower().endswith(".pdf") else ""
