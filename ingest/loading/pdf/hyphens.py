"""Words that were broken at a line's end, whole again: the document itself or a list of English words tells which hyphens stay."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ingest.loading.pdf.layout import HYPHEN

_BROKEN = re.compile(rf"(?P<word>[^\W_]+(?:-[^\W_]+)*)[-{HYPHEN}]$")
_FIRST = re.compile(r"[^\W_]+")
_INSIDE = re.compile(rf"([^\W\d_]+){HYPHEN}(?=([^\W\d_]+))")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Hyphens:
    """Knows from a whole document's lines which hyphens belong to its words."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words = {word for line in lines for word in _WORD.findall(line.lower())}

    def joined(self, before: str, after: str) -> str:
        """Two lines, or parts of one, as one line."""
        if before[-1:] not in ("-", HYPHEN) or not (match := _BROKEN.search(before, before.rfind(" ") + 1)):
            return f"{before} {after}"
        following = _FIRST.match(after)
        keeps = following is None or self._keeps(match["word"].lower(), following[0])
        return before[:-1] + ("-" if keeps else "") + after

    def mended(self, line: str) -> str:
        """The line without soft hyphens: each becomes a hyphen or nothing."""
        line = _INSIDE.sub(lambda match: match[1] + ("-" if self._keeps(match[1].lower(), match[2]) else ""), line)
        return line.replace(HYPHEN, "-")

    def _keeps(self, first: str, second: str) -> bool:
        if not second[0].islower() or f"{first}-{second}" in self._words:
            return True
        part = first.rpartition("-")[2]
        if not part.isalpha():
            return True
        if first + second in self._words or self._is_english(part + second):
            return False
        return self._is_english(part) and self._is_english(second)

    def _is_english(self, word: str) -> bool:
        return bool(self._english.known([word]))

    @cached_property
    def _english(self) -> Any:
        from spellchecker import SpellChecker

        return SpellChecker(language="en")
