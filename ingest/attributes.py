"""Attribute lists at the end of a statement or heading: `A sentence. {facts="S5.3"} {asks="who?|why?"}`."""

import re
from collections.abc import Iterator, Mapping

_PAIR = r'[a-z]+="[^"]*"'
_LISTS = re.compile(rf"(?:\s*\{{\s*{_PAIR}(?:\s+{_PAIR})*\s*\}})+")
_ONE = re.compile(r'([a-z]+)="([^"]*)"')


def split_statements(text: str) -> Iterator[tuple[str, Mapping[str, str], int]]:
    """The statements of one paragraph as (text, attributes, offset); a tail without attributes comes last."""
    position = 0
    for match in _LISTS.finditer(text):
        statement = text[position : match.start()]
        yield statement.strip(), dict(_ONE.findall(match[0])), position + len(statement) - len(statement.lstrip())
        position = match.end()
    tail = text[position:]
    if tail.strip():
        yield tail.strip(), {}, position + len(tail) - len(tail.lstrip())


def words(attributes: Mapping[str, str], name: str) -> tuple[str, ...]:
    """A space-separated attribute as a tuple."""
    return tuple(attributes.get(name, "").split())


def choices(attributes: Mapping[str, str], name: str) -> tuple[str, ...]:
    """A `|`-separated attribute as a tuple."""
    return tuple(part.strip() for part in attributes.get(name, "").split("|") if part.strip())
