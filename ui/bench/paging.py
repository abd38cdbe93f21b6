"""Pages: a long list, some rows at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar
from urllib.parse import urlencode

Row = TypeVar("Row")
PER_PAGE = 200
"""Rows that a browser shows at once, and a person still looks through."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list."""

    rows: Sequence[Row]
    first: int
    """The place of the first of the rows in the list, from 1."""
    total: int
    earlier: str = ""
    """The query of the page before; empty where there is none."""
    later: str = ""

    @classmethod
    def of(cls, found: Sequence[Row], query: Mapping[str, str]) -> Self:
        """The page that the query names by `page`, from 1; the nearest where there is no such page."""
        pages = max(1, -(-len(found) // PER_PAGE))
        asked = query.get("page", "")
        number = min(int(asked), pages) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        number = max(number, 1)
        start = (number - 1) * PER_PAGE

        def to(page: int) -> str:
            return urlencode({**query, "page": page}) if 1 <= page <= pages else ""

        return cls(found[start : start + PER_PAGE], start + 1, len(found), to(number - 1), to(number + 1))
