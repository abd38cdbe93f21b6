"""The lens: how nation, profession and currency change the order of evidence, never its truth."""

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.queries import Query
from assistant.questions import Reader
from corpus.sources import Corpus, Source
from ingest.passages import Passage

OTHER_NATION = 0.80
"""Weight of a source that does not speak for the reader's nation, unless the question names its nation."""
NURSING = 0.75
"""Weight of a source for nurses and midwives, unless the question is about them."""
OTHER_PROFESSION = 0.90
"""Weight of a source for one profession that is not the reader's."""
NOT_CURRENT = 0.90
"""Weight of a superseded, historical or unconfirmed source."""
NAMED = 1.06
"""Weight of a source of the very nation that the question names."""
WITHIN = 0.5
"""Share of a named clause's bonus for the places within it: `Principle 4 c)` when Principle 4 is named."""


@dataclass(frozen=True)
class Lens:
    """Weights for the passages of a corpus, for one query and reader."""

    corpus: Corpus
    query: Query
    reader: Reader

    def weight(self, passage: Passage) -> float:
        """What the passage's score is multiplied by."""
        return self._weights[passage.source_id]

    def names(self, passage: Passage) -> float:
        """How far the question names the passage's clause: 1 for the very clause, half for a place within it."""
        slug = passage.clause_slug
        return max((naming(slug, named) for named in self.query.clauses), default=0.0)

    def is_contrast(self, passage: Passage) -> bool:
        """Whether the passage speaks for another nation, for nurses, for a body that the question does not name, or for the
        past.

        Such a passage never leads where a statement for the reader's own nation answers as well."""
        return passage.source_id in self._contrasts

    def prefers(self, one: Passage, other: Passage) -> bool:
        """Whether the question asks for the place, nation or publisher of `one` and not for that of `other`."""
        if self.names(one) != self.names(other):
            return self.names(one) > self.names(other)
        if self.is_contrast(one) != self.is_contrast(other):
            return self.is_contrast(other)
        return one.source_id in self.publishers_named and other.source_id not in self.publishers_named

    @cached_property
    def publishers_named(self) -> frozenset[str]:
        """Ids of the sources whose publisher the question names."""
        return frozenset(source.id for source in self.corpus.sources if self._names_publisher(source))

    @cached_property
    def _contrasts(self) -> frozenset[str]:
        return frozenset(source.id for source in self.corpus.sources if self._contrasting(source))

    def _contrasting(self, source: Source) -> bool:
        if self._names_publisher(source):
            return False
        named = self.query.nations
        nations = named if named and self.reader.nation not in named else (self.reader.nation,)
        elsewhere = not any(source.covers(nation) for nation in nations)
        nursing = source.audience == ("nurses and midwives",) and not self.query.nursing
        doubtful = source.currency != "current"
        of_one = bool(source.professions) and self.reader.profession not in source.professions
        return elsewhere or nursing or of_one or doubtful

    def _names_publisher(self, source: Source) -> bool:
        """Whether the question names who published the source."""
        text = self.query.text.lower()
        return any(name.strip().lower() in text for name in re.split(r"[/(),]", source.publisher) if name.strip())

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {source.id: self._weight(source) for source in self.corpus.sources}

    def _weight(self, source: Source) -> float:
        weight = 1.0
        named = [nation for nation in self.query.nations if source.covers(nation)]
        if self.query.nations:
            own = [nation for nation in named if "UK" not in source.nations]
            weight *= NAMED if own else (1.0 if named else OTHER_NATION)
        elif not source.covers(self.reader.nation):
            weight *= OTHER_NATION
        if source.audience == ("nurses and midwives",) and not self.query.nursing:
            weight *= NURSING
        if source.professions and self.reader.profession not in source.professions:
            weight *= OTHER_PROFESSION
        if source.currency != "current":
            weight *= NOT_CURRENT
        return weight


def naming(slug: str, named: str) -> float:
    """How far naming one clause names another: 1 for itself, half for a place within it, 0 for any other."""
    if slug == named:
        return 1.0
    return WITHIN if slug.startswith(f"{named}-") else 0.0
