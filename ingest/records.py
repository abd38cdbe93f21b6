"""The parts of a generation that are JSON: its passages, its entries, and the register it was built from."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from corpus.sources import Corpus, Source
from ingest.entries import Entry
from ingest.generations import write_json
from ingest.passages import Passage, from_record, to_record


def write_passages(folder: Path, passages: Iterable[Passage]) -> None:
    """Store the passages, in order."""
    _write_lines(folder / "passages.jsonl", map(to_record, passages))


def read_passages(folder: Path) -> tuple[Passage, ...]:
    """The passages of a generation. Raises OSError, ValueError or TypeError when they are damaged."""
    return tuple(from_record(record) for record in _read_lines(folder / "passages.jsonl"))


def write_entries(folder: Path, entries: Iterable[Entry]) -> None:
    """Store the entries, in order."""
    _write_lines(folder / "entries.jsonl", map(asdict, entries))


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """The entries of a generation. Raises OSError, ValueError or TypeError when they are damaged."""
    return tuple(Entry(**record) for record in _read_lines(folder / "entries.jsonl"))


def write_register(folder: Path, corpus: Corpus) -> None:
    """Store the register that a generation is built from."""
    added = [source.id for source in corpus.sources if source.id in corpus.folders]
    write_json(folder / "register.json", {"sources": [asdict(source) for source in corpus.sources], "added": added})


def read_register(folder: Path) -> tuple[Source, ...]:
    """The sources of a generation. Raises OSError, ValueError, KeyError or TypeError when they are damaged."""
    return tuple(_source(record) for record in _register(folder)["sources"])


def read_added(folder: Path) -> tuple[Source, ...]:
    """Those of its sources that a maintainer added. Raises as `read_register` does."""
    register = _register(folder)
    return tuple(_source(record) for record in register["sources"] if record["id"] in register["added"])


def as_built(corpus: Corpus, folder: Path) -> Corpus:
    """The corpus with the sources of a generation. Raises as `read_register` does."""
    return replace(corpus, sources=read_register(folder))


def _register(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "register.json").read_text(encoding="utf-8"))
    return found


def _source(record: dict[str, Any]) -> Source:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
    return Source(**values)


def _write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]
