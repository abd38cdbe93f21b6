"""Headings and blocks: a document's Markdown becomes sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from langchain_core.documents import Document
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.attributes import split_statements
from ingest.cleaning import one_line

_LABEL = re.compile(r"^\(?([a-z]|[ivx]{1,4}|\d{1,2})[).]\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph, or one item of a list."""

    text: str
    """The Markdown's words with their attribute lists still on."""
    list_number: int | None = None
    """Which list of the section the item belongs to, from 0; None for a paragraph."""
    label: str = ""
    """`c)`, `3.` or `•` for an item."""


@dataclass(frozen=True)
class Section:
    """What stands under one heading of one page or part."""

    headings: tuple[str, ...]
    """Outer to inner; the document's own title is left out."""
    clause: str
    """The label of the innermost heading that has one, else empty."""
    blocks: tuple[Block, ...]
    page: int | None = None
    time: str | None = None
    fragment: str = ""
    gap: bool = False
    """Whether the section says what its source does not say."""


@dataclass
class _Reading:
    """Where the reader of the Markdown stands."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    clauses: list[tuple[int, str]] = field(default_factory=list)
    fragment: str = ""
    gap: bool = False
    titled: bool = False
    """Whether the document's own title was read; a later heading of its level is a heading like any other."""
    blocks: list[Block] = field(default_factory=list)
    lists: int = 0

    def section(self, document: Document) -> Section:
        return Section(
            headings=tuple(text for _, text in self.headings),
            clause=self.clauses[-1][1] if self.clauses else "",
            blocks=tuple(self.blocks),
            page=document.metadata.get("page"),
            time=document.metadata.get("time"),
            fragment=self.fragment,
            gap=self.gap,
        )


def sections(documents: Iterable[Document]) -> Iterator[Section]:
    """The sections of one source, in order; a heading stays in force over the pages that follow it."""
    reading, markdown = _Reading(), MarkdownIt().enable("table")
    for document in documents:
        for event in _events(markdown.parse(document.page_content)):
            if isinstance(event, Block):
                reading.blocks.append(event)
            else:
                yield from _flush(reading, document)
                _enter(reading, *event)
        yield from _flush(reading, document)


def _flush(reading: _Reading, document: Document) -> Iterator[Section]:
    if reading.blocks:
        yield reading.section(document)
        reading.blocks = []


def _enter(reading: _Reading, level: int, text: str) -> None:
    title, attributes, _ = next(split_statements(text), ("", {}, 0))
    reading.headings = [(n, t) for n, t in reading.headings if n < level]
    if level > 1 or reading.titled:
        reading.headings.append((level, title))
    reading.titled = reading.titled or level == 1
    reading.clauses = [(n, c) for n, c in reading.clauses if n < level]
    if clause := attributes.get("clause"):
        reading.clauses.append((level, clause))
    reading.fragment = attributes.get("id", "")
    reading.gap = attributes.get("kind") == "gap"


def _events(tokens: list[Token]) -> list[Block | tuple[int, str]]:
    """Blocks and (heading level, heading text), in order. Nested lists count as one list with their parent."""
    found: list[Block | tuple[int, str]] = []
    number = -1
    counters: list[int | None] = []  # of the lists around, outer to inner; None for bullets
    labels: list[str] = []  # of the items around
    heads: list[str] = []  # of the columns of the table around
    row: list[str] = []
    for position, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            number += not counters
            first = token.attrGet("start")
            counters.append((1 if first is None else int(first)) if token.type.startswith("ordered") else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            counters.pop()
        elif token.type == "list_item_open":
            labels.append("")
        elif token.type == "list_item_close":
            labels.pop()
            if counters[-1] is not None:
                counters[-1] += 1
        elif token.type == "table_open":
            heads = []
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            if not heads:
                heads = row
            elif told := _row(row, heads):
                found.append(Block(told))
        elif token.type in ("inline", "fence", "code_block"):
            text = one_line(_plain(token))
            if tokens[position - 1].type in ("th_open", "td_open"):
                row.append(text)
                continue
            before = [earlier.type for earlier in tokens[max(position - 2, 0) : position]]
            if before[-1:] == ["heading_open"]:
                found.append((int(tokens[position - 1].tag[1]), text))
            elif not labels:
                found.append(Block(text))
            elif "paragraph_close" in before and isinstance(found[-1], Block):  # a further paragraph of the same item
                found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
            else:
                item = _item(text, number, labels[-1], counters[-1])
                labels[-1] = item.label
                found.append(item)
    return found


def _row(cells: list[str], heads: list[str]) -> str:
    """One row of a table as a line that can be read by itself: `Head: cell; Head: cell.`"""
    told = [f"{head}: {cell}" if head else cell for cell, head in zip(cells, heads, strict=True) if cell]
    text = "; ".join(part.rstrip(".") for part in told)
    return text if text[-1:] in ("", "!", "?") else f"{text}."


def _plain(token: Token) -> str:
    """The words of a token without Markdown's marks: no asterisks, link addresses or escapes."""
    if token.children is None:
        return token.content
    return "".join(" " if child.type.endswith("break") else child.content for child in token.children)


def _item(text: str, number: int, label: str, count: int | None) -> Block:
    if label:
        return Block(text, number, label)
    if match := _LABEL.match(text):
        return Block(text[match.end() :], number, match[0].strip())
    return Block(text, number, "•" if count is None else f"{count}.")
