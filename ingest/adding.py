"""Files join the library: each is read once to see that it can be, and described by what it says of itself."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from corpus.additions import checked, next_id, plain_stem, with_additions
from corpus.errors import CorpusError
from corpus.sources import Source
from ingest.library import Library
from ingest.loading import KINDS
from ingest.outcomes import Outcome, Unreadable
from ingest.parsing import FileReader
from ingest.progress import Progress
from ingest.reading import About

UNNAMED = "publisher not stated"


@dataclass(frozen=True)
class Arrival:
    """A file that is to join the library."""

    path: Path
    url: str = ""
    """Where it was downloaded from; empty for a file of one's own."""


@dataclass(frozen=True)
class Added:
    """What became of the files."""

    sources: tuple[Source, ...]
    """All added sources of the library as they would be, old and new."""
    new: tuple[Source, ...] = ()
    replaced: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    """One sentence for each file that was left out or is worth a second look."""
    left_out: int = 0
    """Files that could not be read."""


def arrivals_in(paths: Iterable[Path]) -> Iterator[Arrival]:
    """The files, and those of the folders below them that can be read, in order; what is hidden is passed over.

    Raises CorpusError when a path is not there, or a folder holds nothing that can be read."""
    for path in paths:
        if not path.is_dir():
            if not path.exists():
                raise CorpusError(f"There is no file or folder {path}.", "Check its name.")
            yield Arrival(path)
            continue
        found = sorted(file for file in path.rglob("*") if _is_document(file, path))
        if not found:
            raise CorpusError(f"The folder {path} holds no document.", f"Documents end in {', '.join(KINDS)}.")
        yield from map(Arrival, found)


def add(
    library: Library, arrivals: Sequence[Arrival], given: dict[str, Any], replaces: str | None, progress: Progress
) -> Added:
    """Keep the files that can be read, and say what the register would hold; nothing is registered yet.

    given: fields of Source that were named for these files. replaces: the id of the added source whose document the one
    file takes the place of. Raises CorpusError when `replaces` names no added source."""
    found = Added(sources=library.additions.sources())
    with FileReader() as reader:
        for number, arrival in enumerate(arrivals, 1):
            name = arrival.path.name
            try:
                file = reader.read(arrival.path, name, partial(progress, f"Reading {name}"))
                if not file.passages:
                    raise Unreadable(
                        Outcome.NO_TEXT, f"The file of {name} holds no sentence.", "Replace it, or leave it out."
                    )
            except Unreadable as refusal:
                found = replace(found, notes=(*found.notes, str(refusal)), left_out=found.left_out + 1)
            else:
                found = _with(found, library, arrival, file.about, given, replaces)
            progress("Adding", number, len(arrivals))
    return found


def _with(
    found: Added, library: Library, arrival: Arrival, about: About, given: dict[str, Any], replaces: str | None
) -> Added:
    """What was found so far, and this file."""
    path = arrival.path
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if same := next((source for source in found.sources if source.sha256 == digest), None):
        library.additions.keep(path)  # its copy may have been lost
        return replace(found, notes=(*found.notes, f"{path.name} is held already, as {same.id}."))
    if replaces:
        before = _named(replaces, found.sources)
        told = {"published": about.published, "language": about.language}
        said = {name: value for name, value in told.items() if value} | given
        source = checked(replace(before, file=library.additions.keep(path), sha256=digest, **said))
        sources = tuple(source if each is before else each for each in found.sources)
        return replace(found, sources=sources, replaced=(*found.replaced, source))
    name = next_id(with_additions(library.base, library.additions, found.sources), library.used_ids())
    source = _described(name, arrival, about, library.additions.keep(path), digest, given)
    notes = (*found.notes, *_namesakes(path, found.sources))
    return replace(found, sources=(*found.sources, source), new=(*found.new, source), notes=notes)


def without(library: Library, ids: Sequence[str]) -> tuple[Source, ...]:
    """The added sources without these. Raises CorpusError for an id that was not added."""
    sources = library.additions.sources()
    gone = {_named(name, sources).id for name in ids}
    return tuple(source for source in sources if source.id not in gone)


def _is_document(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    inside = file.resolve().is_relative_to(folder.resolve())  # a link may lead anywhere
    return file.is_file() and inside and not hidden and file.suffix.lower() in KINDS


def _described(name: str, arrival: Arrival, about: About, file: str, digest: str, given: dict[str, Any]) -> Source:
    path = arrival.path
    source = Source(
        id=name,
        title=about.title or path.stem.replace("-", " ").replace("_", " ").strip() or path.name,
        publisher=about.publisher or UNNAMED,
        published=about.published,
        language=about.language,
        url=arrival.url,
        file=file,
        sha256=digest,
    )
    return checked(replace(source, **given))


def _named(name: str, sources: Sequence[Source]) -> Source:
    for source in sources:
        if source.id == name:
            return source
    raise CorpusError(f"{name} is not among the added documents.", _which(sources))


def _namesakes(path: Path, sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        held = Path(source.file)
        if held.name.rpartition("-")[0] == plain_stem(path) and held.suffix == path.suffix.lower():
            yield f"{source.id} has the same file name as {path.name}. For a newer copy of it, use --replace {source.id}."


def _which(sources: Sequence[Source]) -> str:
    if not sources:
        return "No document was added yet."
    return f"Added are {', '.join(source.id for source in sources)}: see `preceptorship ingest list`."
