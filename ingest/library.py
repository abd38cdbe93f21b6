"""The library: a corpus, and what was added to it. Everything that answers or indexes opens its documents here."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.additions import Additions, with_additions
from corpus.errors import CorpusError
from corpus.sources import Corpus, Source, load_corpus
from ingest.fetching.records import fetched
from ingest.generations import Generations, IndexUnusable
from ingest.passages import slug
from ingest.records import read_added


@dataclass(frozen=True)
class Library:
    """A corpus with a folder for its index and for what is added."""

    base: Corpus
    """The corpus as it was given; never written to."""
    additions: Additions
    generations: Generations

    def corpus(self, added: tuple[Source, ...] | None = None) -> Corpus:
        """The corpus with the added sources, or with `added` in their place, and with the publishers' own documents that
        were downloaded. Raises CorpusError when they do not agree."""
        joined = with_additions(self.base, self.additions, self.additions.sources() if added is None else added)
        folder, ids = self.additions.official, {source.id for source in joined.documents()}
        official = {name: folder / record.file for name, record in fetched(folder).items() if name in ids}
        return replace(joined, official=official)

    def known_corpus(self) -> Corpus:
        """The corpus as far as it can be known: without what was added where that is spoilt. For those who only read."""
        try:
            return self.corpus()
        except CorpusError:
            return self.base

    def used_ids(self) -> frozenset[str]:
        """Ids that added sources have or had: a link to one must never show another."""
        told = " ".join(line.what for line in self.generations.history())
        return frozenset(re.findall(r"\bA\d+\b", told)) | {source.id for source in self.additions.sources()}

    def roll_back(self) -> Path:
        """Go back to the generation before, and to the added sources that it was built from. Raises IndexUnusable."""
        before = self.generations.roll_back()
        try:
            self.additions.write(read_added(before))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnusable(
                "The earlier index does not say what was added to it.", "Run `preceptorship ingest`."
            ) from error
        return before

    def drop_unused(self) -> None:
        """Remove the files of added documents that neither the register nor a kept generation names."""
        kept = [*self.additions.sources()]
        for path in self.generations.candidates():
            kept.extend(read_added(path))
        self.additions.drop_unused(kept)


def open_library(root: Path, folder: Path) -> Library:
    """The library of the corpus in `root`, its index and additions in `folder`. Raises CorpusError."""
    base = load_corpus(root)
    return Library(base, Additions(folder / "added" / slug(base.name)), Generations(folder))
