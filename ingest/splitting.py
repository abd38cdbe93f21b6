"""Sections become passages: one statement or list item each, never across a heading."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.attributes import choices, split_statements, words
from ingest.passages import Passage, passage_id
from ingest.sections import Block, Section

SPLITTER_VERSION = "4"
"""Raise it when the same document would be cut differently: it is part of an index's identity."""

LONGEST = 120
"""Words a passage may have: above it a paragraph is cut between sentences. all-MiniLM-L6-v2 reads 256 word pieces, about 170 words."""

TOO_LONG = 240
"""Words of one sentence that is still kept whole: longer ones are lists or forms without full stops."""

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")
_LETTER = re.compile(r"^\(?([a-z])[).]$")


@dataclass(frozen=True)
class _Piece:
    text: str
    attributes: Mapping[str, str]
    start: int
    label: str
    list_number: int | None


def split(source_id: str, sections: Iterable[Section]) -> tuple[Passage, ...]:
    """The passages of one source, in reading order."""
    seen: Counter[tuple[object, ...]] = Counter()
    passages: list[Passage] = []
    for number, section in enumerate(sections):
        for piece in _pieces(section.blocks):
            clause = _clause(section, piece.label)
            path = (*section.headings, clause)
            occurrence = seen[path, piece.text]
            seen[path, piece.text] += 1
            passages.append(
                Passage(
                    id=passage_id(source_id, path, piece.text, occurrence),
                    source_id=source_id,
                    text=piece.text,
                    headings=section.headings,
                    clause=clause,
                    start=piece.start,
                    position=len(passages),
                    page=section.page,
                    time=section.time,
                    fragment=section.fragment,
                    label=piece.label,
                    list_id="" if piece.list_number is None else f"{source_id}/{number}/{piece.list_number}",
                    facts=words(piece.attributes, "facts"),
                    asks=choices(piece.attributes, "asks"),
                    is_gap=section.gap or piece.attributes.get("kind") == "gap",
                    point=piece.attributes.get("leads") or piece.attributes.get("point", ""),
                    leads="leads" in piece.attributes,
                )
            )
    return tuple(passages)


def _clause(section: Section, label: str) -> str:
    place = section.clause or (section.headings[-1] if section.headings else "")
    letter = _LETTER.match(label)
    return f"{section.clause} {letter[1]})" if letter and section.clause else place


def _pieces(blocks: tuple[Block, ...]) -> Iterator[_Piece]:
    offset = 0
    for position, block in enumerate(blocks):
        introduced = blocks[position + 1].list_number if position + 1 < len(blocks) else None
        statements = [found for found in split_statements(block.text) if found[0]]
        for count, (text, attributes, start) in enumerate(statements, 1):
            is_introduction = block.list_number is None and count == len(statements)
            for piece, shift in _windows(text):
                yield _Piece(
                    text=piece,
                    attributes=attributes,
                    start=offset + start + shift,
                    label=block.label,
                    list_number=introduced if is_introduction else block.list_number,
                )
        offset += len(block.text) + 1


def _windows(text: str) -> Iterator[tuple[str, int]]:
    """Runs of whole sentences of at most LONGEST words, with their offsets; a sentence of more than TOO_LONG is cut
    between words."""
    if len(text.split()) <= LONGEST:
        yield text, 0
        return
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        following = _SENTENCE_END.search(text, end)
        horizon = following.end() if following else len(text)
        if end == len(text) or len(text[start:horizon].split()) > LONGEST:
            yield from _cut(text, start, end)
            start = end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The words from `start` to `end`, in runs of LONGEST where they are more than TOO_LONG."""
    ends = [match.end() for match in _WORD.finditer(text, start, end)]
    cuts = ends[LONGEST - 1 : -1 : LONGEST] if len(ends) > TOO_LONG else []
    for cut in [*cuts, end]:
        piece = text[start:cut]
        yield piece.strip(), start + len(piece) - len(piece.lstrip())
        start = cut
