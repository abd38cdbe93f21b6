"""Documents that a maintainer added: their own register and files, kept apart from the corpus they join."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import MISSING, asdict, dataclass, fields, replace
from pathlib import Path

from corpus.errors import CorpusError
from corpus.sources import Corpus, Source, check, read_register, source_from

_PREFIX = "A"
"""Ids of added sources are A1, A2 …"""


@dataclass(frozen=True)
class Additions:
    """The added documents of one corpus, in a folder of their own."""

    folder: Path

    @property
    def official(self) -> Path:
        """Where the publishers' own documents are kept."""
        return self.folder / "official"

    def sources(self) -> tuple[Source, ...]:
        """The added sources, in the order they were added. Raises CorpusError when the register cannot be used."""
        register = self.folder / "sources.toml"
        if not register.exists():
            return ()
        entries = read_register(register).get("source", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise CorpusError(f"The register {register} is not a list of sources.", "Mend it and try again.")
        return tuple(source_from(entry, number) for number, entry in enumerate(entries, 1))

    def keep(self, path: Path) -> str:
        """Keep a copy of a document, named by its content; where it lies, relative to the folder."""
        content = path.read_bytes()
        name = f"documents/{plain_stem(path)}-{hashlib.sha256(content).hexdigest()[:12]}{path.suffix.lower()}"
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            draft = target.with_name(target.name + ".new")
            shutil.copyfile(path, draft)
            os.replace(draft, target)
        return name

    def write(self, sources: Iterable[Source]) -> None:
        """Make these the added sources, atomically."""
        import tomli_w

        self.folder.mkdir(parents=True, exist_ok=True)
        text = tomli_w.dumps({"source": [_entry(source) for source in sources]})
        draft = self.folder / "sources.toml.new"
        with draft.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, self.folder / "sources.toml")

    def drop_unused(self, sources: Iterable[Source]) -> None:
        """Remove the kept files that none of these sources names."""
        used = {self.folder / source.file for source in sources}
        for file in (self.folder / "documents").glob("*"):
            if file not in used:
                file.unlink(missing_ok=True)


def plain_stem(path: Path) -> str:
    """The file's name without its ending, in letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", path.stem).strip("-")[:60] or "document"


def with_additions(corpus: Corpus, additions: Additions, sources: Iterable[Source]) -> Corpus:
    """The corpus with added sources. Raises CorpusError when they do not agree with it."""
    sources = tuple(sources)
    joined = replace(
        corpus,
        sources=(*corpus.sources, *sources),
        folders={**corpus.folders, **dict.fromkeys((source.id for source in sources), additions.folder)},
    )
    check(joined)
    return joined


def checked(source: Source) -> Source:
    """The source, when its values may stand in a register. Raises CorpusError with the remedy."""
    return source_from(_entry(source), 1)


def next_id(corpus: Corpus, used: Iterable[str] = ()) -> str:
    """An id that no source of the corpus has, and none of those `used` before."""
    taken = {source.id for source in corpus.sources} | set(used)
    return next(name for n in range(1, len(taken) + 2) if (name := f"{_PREFIX}{n}") not in taken)


def _entry(source: Source) -> dict[str, object]:
    """What the register says of the source: only what differs from the defaults."""
    defaults = {f.name: f.default for f in fields(Source) if f.default is not MISSING}
    values = {name: value for name, value in asdict(source).items() if name not in defaults or value != defaults[name]}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
