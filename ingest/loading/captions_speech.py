"""Speech from cues: what is still shown is heard once, and sentences run over cues."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

PAUSE = 2.0
"""Seconds of silence at which speech without punctuation is cut: longer than a breath."""
LONG = 40
"""Words after which speech without punctuation is cut at the next line: two or three spoken sentences."""
LONGEST = 120
"""Words after which any speech is cut: as many as a passage may have."""
_WORDS_PER_STOP = 60
"""More words than this for each full stop, and captions count as unpunctuated; spoken sentences have 10 to 20."""
_TOUCHING = 0.3
"""Seconds between two cues within which an equal line is the same line still shown, not said again."""

_STOP = re.compile(r"[.!?…][\"”’')]*$")
_NO_STOP = re.compile(r"^\W*(?:dr|mr|mrs|ms|prof|vs|e\.g|i\.e|[A-Z]|\d{1,2})\.$", re.IGNORECASE)
_BEGINS = re.compile(r"^[\"“‘'(]*[^\Wa-z_]")


@dataclass(frozen=True)
class Line:
    """A line of a cue, without mark-up."""

    text: str
    new_speaker: bool


@dataclass(frozen=True)
class Cue:
    """What is shown from one moment to another, in seconds."""

    start: float
    end: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Heard:
    """A line, or the rest of one, when it is first shown."""

    text: str
    start: float
    end: float
    """Of its cue, in seconds."""
    new_speaker: bool


def heard_once(cues: Iterable[Cue]) -> Iterator[Heard]:
    """The lines of cues that are in the order of time, without what the cue before still showed.

    Automatic captions roll: a cue repeats the lines of the one before it, or grows its last line word by word."""
    shown: tuple[str, ...] = ()
    end = 0.0
    for cue in cues:
        before = shown if cue.start - end <= _TOUCHING else ()
        for line in cue.lines:
            if rest := _new(line.text, before):
                yield Heard(rest, cue.start, cue.end, line.new_speaker)
        shown, end = tuple(line.text for line in cue.lines), cue.end


def _new(text: str, before: Sequence[str]) -> str:
    if text in before:
        return ""
    grown = max((len(earlier) for earlier in before if text.startswith(f"{earlier} ")), default=-1)
    return text[grown + 1 :]


def sentences(lines: Sequence[Heard]) -> Iterator[tuple[str, float]]:
    """Sentences with the start, in seconds, of the cue in which each begins."""
    has_stops = _has_stops(lines)
    words: list[str] = []
    start = end = 0.0
    for line in lines:
        if words and (line.new_speaker or (not has_stops and (line.start - end >= PAUSE or len(words) >= LONG))):
            yield " ".join(words), start
            words = []
        for word in line.text.split():
            if words and (len(words) >= LONGEST or _ends(words[-1], word)):
                yield " ".join(words), start
                words = []
            start = start if words else line.start
            words.append(word)
        end = line.end
    if words:
        yield " ".join(words), start


def _has_stops(lines: Iterable[Heard]) -> bool:
    words = [word for line in lines for word in line.text.split()]
    stops = sum(bool(_STOP.search(word)) for word in words)
    return stops > 0 and len(words) <= _WORDS_PER_STOP * stops


def _ends(word: str, following: str) -> bool:
    """Whether a sentence ends between two words: after a full stop, before what looks like a beginning."""
    return bool(_STOP.search(word) and not _NO_STOP.match(word) and _BEGINS.match(following))
