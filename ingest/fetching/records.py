"""What was fetched: the documents in a folder, and `fetched.json` beside them, which says where each came from."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ingest.fetching.content import ENDINGS
from ingest.sealing import sync

RECORDS = "fetched.json"
MOST_IN_HEADER = 1_000
"""Characters of an ETag or a date that are kept: many times what any server sends."""


@dataclass(frozen=True)
class Fetched:
    """One document that was fetched."""

    id: str
    """Of its source."""
    file: str
    """Its name in the folder."""
    url: str
    """The address in the register when it was fetched."""
    final_url: str
    """Where it was found, after redirects."""
    etag: str
    """As the host gave it, like the next; empty when it gave none."""
    last_modified: str
    sha256: str
    size: int
    """Bytes."""
    content_type: str
    """As the host gave it, such as `text/html; charset=utf-8`."""
    fetched: str
    """When it was last downloaded or found unchanged, ISO 8601, UTC."""


def fetched(folder: Path) -> Mapping[str, Fetched]:
    """The documents in the folder that are there and as they were fetched, by source id; damaged ones are left out."""
    return {name: record for name, record in read_records(folder).items() if _is_whole(folder, record)}


def read_records(folder: Path) -> dict[str, Fetched]:
    """All records that can be read, by source id, whether or not their documents are there."""
    try:
        found = json.loads((folder / RECORDS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    records = (_record(name, values) for name, values in found.items())
    return {record.id: record for record in records if record}


def write_records(folder: Path, records: Mapping[str, Fetched]) -> None:
    """Store the records, by source id, in place of those that are there."""
    values = {name: asdict(records[name]) for name in sorted(records)}
    write_whole(folder / RECORDS, json.dumps(values, indent=2, ensure_ascii=False).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Store the bytes in place of what is there: after a break, either is there whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
        sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes; empty when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def header(value: str) -> str:
    """A header's value as it can be sent back; empty when it cannot."""
    fits = value.isascii() and value.isprintable() and len(value) <= MOST_IN_HEADER
    return value.strip() if fits else ""


def _is_whole(folder: Path, record: Fetched) -> bool:
    return digest_of(folder / record.file) == record.sha256


def _record(name: str, values: Any) -> Fetched | None:
    """The record that JSON holds for a source; None when it is damaged."""
    kinds = {field.name: field.type for field in fields(Fetched)}
    if not isinstance(values, dict) or values.keys() != kinds.keys() or values["id"] != name:
        return None
    if not all(type(values[field]) is kind for field, kind in kinds.items()):
        return None
    if values["file"] not in {f"{name}{ending}" for ending in ENDINGS}:
        return None
    if any(values[field] != header(values[field]) for field in ("etag", "last_modified")):
        return None
    return Fetched(**values)
