"""The register: every source that may be cited, read from `sources.toml` and checked."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, cast, get_args

from corpus.errors import CorpusError

Currency = Literal["current", "superseded", "historical", "unconfirmed"]
Wording = Literal["digest", "official", "note"]

NATIONS = ("Scotland", "England", "Wales", "Northern Ireland")
SHIPPED = Path(__file__).parent
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""Ids stand in addresses and passage ids."""


@dataclass(frozen=True)
class Source:
    """One entry of the register."""

    id: str
    title: str
    publisher: str
    published: str = ""
    """A year, month or day (`2023`, `2023-11`, `2023-11-30`); empty when the source shows no date."""
    checked: str = ""
    """When a copy of the source was last read, in the same form."""
    language: str = ""
    """A BCP 47 tag such as `en-GB`; empty when it is not known."""
    url: str = ""
    """The address shown to readers; empty when none may be shown."""
    url_confirmed: bool = True
    show: bool = True
    nations: tuple[str, ...] = ("UK",)
    """`UK` means all four nations."""
    audience: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    """Professions the source is written for; empty means any."""
    currency: Currency = "current"
    kind: str = "guidance"
    wording: Wording = "official"
    licence: str = "all rights reserved"
    file: str = ""
    """The document, relative to the register's folder; empty with a reason in `no_file`."""
    no_file: str = ""
    sha256: str = ""
    """Expected digest of the file; checked when given."""
    supersedes: tuple[str, ...] = ()

    def covers(self, nation: str) -> bool:
        """Whether the source speaks for `nation`."""
        return "UK" in self.nations or nation in self.nations


@dataclass(frozen=True)
class Corpus:
    """A folder with a register and its documents."""

    root: Path
    name: str
    home_nation: str
    """The nation whose readers this corpus serves first."""
    sources: tuple[Source, ...]
    folders: Mapping[str, Path] = field(default_factory=dict)
    """For sources that lie elsewhere than in `root`, the folder that their file is relative to, by source id."""
    official: Mapping[str, Path] = field(default_factory=dict)
    """The publishers' own documents that were downloaded, by source id."""

    def source(self, source_id: str) -> Source:
        """The source with this id. Raises KeyError when the register has none."""
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(source_id)

    def documents(self) -> tuple[Source, ...]:
        """The sources that have a file."""
        return tuple(s for s in self.sources if s.file)

    def path(self, source: Source) -> Path:
        """Where the source's file lies."""
        return self.folders.get(source.id, self.root) / source.file

    def digest(self) -> str:
        """SHA-256 over the register's entries, the vocabulary and the bytes of every document: equal means same corpus.

        A document that is gone since the register was read counts as empty."""
        total = hashlib.sha256()
        if (vocabulary := self.root / "vocabulary.toml").is_file():
            total.update(vocabulary.read_bytes())
        for source in self.sources:
            total.update(repr(source).encode())
            for path in (self.path(source) if source.file else None, self.official.get(source.id)):
                with suppress(OSError):
                    total.update(path.read_bytes() if path else b"")
        return total.hexdigest()


def load_corpus(root: Path) -> Corpus:
    """Read and check the register in `root`. Raises CorpusError with the entry and the remedy."""
    register = root / "sources.toml"
    if not register.exists():
        raise CorpusError(
            f"There is no register at {register}.", "Name a folder that holds a sources.toml with --corpus."
        )
    table = read_register(register)
    entries = table.get("source", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise CorpusError(f"The register {register} names no source.", "Add a [[source]] table for each document.")
    sources = tuple(source_from(entry, number) for number, entry in enumerate(entries, 1))
    corpus = Corpus(
        root=root,
        name=str(table.get("name", root.name)),
        home_nation=str(table.get("home_nation", "Scotland")),
        sources=sources,
    )
    check(corpus)
    return corpus


def read_register(register: Path) -> dict[str, Any]:
    """The tables of a register. Raises CorpusError when it cannot be read."""
    try:
        return tomllib.loads(register.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"The register {register} cannot be read: {error}.", "Mend it and try again.") from error


def source_from(entry: dict[str, Any], number: int) -> Source:
    """The source that entry `number` of a register describes. Raises CorpusError with the remedy."""
    where = f"Entry {number} of the register ({entry.get('id', 'no id')})"
    known = {f.name: f for f in fields(Source)}
    if unknown := sorted(set(entry) - set(known)):
        raise CorpusError(f"{where} has an unknown field: {', '.join(unknown)}.", f"Use only {', '.join(known)}.")
    required = [name for name, f in known.items() if f.default is MISSING]
    if missing := [name for name in required if not entry.get(name)]:
        raise CorpusError(f"{where} lacks {', '.join(missing)}.", "Add it to the register.")
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    for name, value in values.items():
        expected = type(known[name].default) if known[name].default is not MISSING else str
        is_right = isinstance(value, expected) and all(isinstance(item, str) for item in _items(value))
        if not is_right:
            raise CorpusError(f"{where}: {name} should be a {_plain(expected)}.", "Mend it in the register.")
    source = Source(**cast(dict[str, Any], values))
    if not _ID.fullmatch(source.id):
        raise CorpusError(f"{where}: the id is {source.id!r}.", "Use letters, digits, dots, hyphens and underscores.")
    for name, value in (("published", source.published), ("checked", source.checked)):
        if value and not _DATE.fullmatch(value):
            raise CorpusError(f"{where}: {name} is {value!r}.", "Use a year, month or day, such as 2026-05.")
    for name, value, allowed in (
        ("currency", source.currency, get_args(Currency)),
        ("wording", source.wording, get_args(Wording)),
        *(("nations", nation, ("UK", *NATIONS)) for nation in source.nations),
    ):
        if value not in allowed:
            raise CorpusError(f"{where}: {name} is {value!r}.", f"Use one of {', '.join(allowed)}.")
    return source


def _items(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _plain(kind: type) -> str:
    return {str: "text", bool: "true or false", tuple: "list of texts"}.get(kind, kind.__name__)


def check(corpus: Corpus) -> None:
    """Whether the register's entries agree with each other and with their files. Raises CorpusError."""
    if corpus.home_nation not in NATIONS:
        raise CorpusError(f"The register's home_nation is {corpus.home_nation!r}.", f"Use one of {', '.join(NATIONS)}.")
    ids = [source.id for source in corpus.sources]
    if repeated := next((name for name in ids if ids.count(name) > 1), None):
        raise CorpusError(f"Two entries of the register have the id {repeated}.", "Give each its own id.")
    for source in corpus.sources:
        if not source.file:
            if not source.no_file:
                raise CorpusError(
                    f"{source.id} has no file and does not say why.", "Add file = … or no_file = … to its entry."
                )
            continue
        path = corpus.path(source)
        folder = corpus.folders.get(source.id, corpus.root)
        if not path.resolve().is_relative_to(folder.resolve()):
            raise CorpusError(
                f"The file of {source.id}, {source.file}, lies outside the corpus folder.", "Move it into the folder."
            )
        if source.url and not source.url.startswith(("https://", "http://")):
            raise CorpusError(f"The address of {source.id} is not a web address.", "Begin it with https://.")
        if not path.is_file():
            raise CorpusError(
                f"The file of {source.id}, {source.file}, is missing.", "Put it back or change the entry."
            )
        if source.sha256 and hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
            raise CorpusError(
                f"The file of {source.id}, {source.file}, is not the one that was registered (its digest differs).",
                "Put the registered file back, or correct sha256 in the entry.",
            )
