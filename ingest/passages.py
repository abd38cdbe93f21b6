"""Passage: the unit that is indexed, retrieved and cited; the only place where its metadata keys are spelt."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Passage:
    """A digest statement, a list item, or a paragraph of a document; never across a heading."""

    id: str
    """`{source}:{12 hex digits}`, a pure function of content: see `passage_id`."""
    source_id: str
    text: str
    """What is quoted: the statement without its attributes."""
    headings: tuple[str, ...]
    """Outer to inner, without the document's title."""
    clause: str
    """The labelled place (`Principle 4 c)`), or the innermost heading where the source has no label."""
    start: int
    """Offset of the passage in its section's text, in characters."""
    position: int
    """Order within the source, from 0."""
    page: int | None = None
    """1-based page of the file, where it has pages."""
    time: str | None = None
    """Start time of a caption, `HH:MM:SS`."""
    fragment: str = ""
    """The heading's id in the published page, for a link that opens there."""
    label: str = ""
    """How a list item is marked: `c)`, `3.`, `•`; empty outside lists."""
    list_id: str = ""
    """Shared by the items of one list and its introduction; empty outside lists."""
    facts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """Example questions that this passage answers."""
    is_gap: bool = False
    """Whether the passage says what a source does not say."""
    point: str = ""
    """Names a point that statements of several places make; empty for a point made once."""
    leads: bool = False
    """Whether this is the statement that leads its point."""
    wording: str = ""
    """`official` for the publisher's own words in place of a digest's; empty where it is worded as its source is."""

    @property
    def clause_slug(self) -> str:
        """The clause in lower case, words joined by hyphens: `principle-4-c`."""
        return slug(self.clause)

    @property
    def is_item(self) -> bool:
        """Whether the passage is an item of a list."""
        return bool(self.label)


def slug(label: str) -> str:
    """`Principle 3 d)` → `principle-3-d`."""
    return "-".join(re.findall(r"[a-z0-9]+", label.lower())) or "whole"


def passage_id(source_id: str, clause_path: tuple[str, ...], text: str, occurrence: int) -> str:
    """`{source}:{12 hex digits of SHA-256 over source, clause path, text, occurrence}`."""
    content = json.dumps([source_id, clause_path, text, occurrence], ensure_ascii=False)
    return f"{source_id}:{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def to_record(passage: Passage) -> dict[str, Any]:
    """The passage as a JSON-ready object."""
    return asdict(passage)


def from_record(record: dict[str, Any]) -> Passage:
    """The inverse of `to_record`. Raises TypeError when the record is not a passage's."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
    return Passage(**values)
