"""Captions (WebVTT, SubRip): spoken words become whole sentences, each at the time of the cue it begins in."""

import html
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.documents import Document

from ingest.cleaning import clean, one_line
from ingest.loading.captions_speech import Cue, Line, heard_once, sentences
from ingest.loading.text import decoded, language, literal
from ingest.misleading import findings
from ingest.outcomes import Outcome, Unreadable
from ingest.reading import About, Pages, Reading

if TYPE_CHECKING:
    from webvtt import Caption, WebVTT

_MOST_SECONDS = 1000 * 3600
"""A time from which on a cue is malformed: WebVTT lets hours have three digits, but no recording is that long."""
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,80})?[ \t]+([^<>\n]{1,200})>")
_TAG = re.compile(r"</?[A-Za-z0-9][^<>]{0,200}>|<[/.]?>|\{\\[^{}]{0,200}\}")
_SOUND = re.compile(r"\[[^\[\]]{0,80}\]|♪[^♪]{0,300}♪|[♪♫]")
_SOUND_LINE = re.compile(r"^[-–—\s]*\([^()]{0,80}\)$")
_SPEAKER = re.compile(r"^(?:[-–—]\s|>{2,3})\s*")
_HEADER = re.compile(r"^(title|language)\s*:\s*(.+)$", re.IGNORECASE)


def load(path: Path, name: str, pages: Pages) -> Reading:
    """One document for each sentence, `time` in its metadata. Raises Unreadable."""
    captions = _captions(decoded(path.read_bytes(), name), name)
    lines = list(heard_once(_cues(captions.captions)))
    if not lines:
        raise Unreadable(
            Outcome.NO_TEXT,
            f"The file of {name} holds no spoken words.",
            "Replace it with one whose captions have text.",
        )
    documents = tuple(
        Document(literal(one_line(clean(text))), metadata={"time": _clock(start)}) for text, start in sentences(lines)
    )
    pages(1, 1)
    return Reading(documents, _about(captions.metadata), findings("\n".join(line.text for line in lines), None))


def _captions(text: str, name: str) -> "WebVTT":
    """The cues that can be read; malformed ones are left out. Raises Unreadable."""
    from webvtt import WebVTT

    text = text.lstrip()
    if text.startswith("WEBVTT"):
        captions = WebVTT.from_buffer(StringIO(text))
    elif "-->" in text:
        captions = WebVTT.from_buffer(StringIO(_numbered(text)), format="srt")
    else:
        raise Unreadable(
            Outcome.MISNAMED, f"The file of {name} holds no captions.", "Give it the ending of its kind, or replace it."
        )
    if not captions.captions and "-->" in text:
        raise Unreadable(
            Outcome.DAMAGED,
            f"The file of {name} cannot be read: no caption in it has a time and words.",
            "Replace it with a sound copy.",
        )
    return captions


def _numbered(text: str) -> str:
    """SubRip from its first time on, each cue with a number: some programs leave the numbers out."""
    found: list[str] = []
    for line in text.split("\n"):
        if "-->" in line:
            if found and found[-1].strip().isdigit():
                found.pop()
            found += ["", "0"] if found else ["0"]
        if found:
            found.append(line)
    return "\n".join(found)


def _cues(captions: Iterable["Caption"]) -> Iterator[Cue]:
    """Cues that have words, in the order of time."""
    voice = ""
    for caption in sorted(captions, key=lambda each: (_seconds(each.start), _seconds(each.end))):
        lines: list[Line] = []
        unvoiced, *voiced = _VOICE.split(caption.raw_text)
        for name, text in [("", unvoiced), *zip(voiced[::2], voiced[1::2], strict=True)]:
            heard = _lines(text)
            changes = bool(heard and name and voice and name != voice)
            lines += [Line(each.text, each.new_speaker or (changes and not at)) for at, each in enumerate(heard)]
            voice = name or voice
        if lines and _seconds(caption.start) < _MOST_SECONDS:
            yield Cue(_seconds(caption.start), _seconds(caption.end), tuple(lines))


def _lines(text: str) -> list[Line]:
    """What is said in a part of a cue: no tags, no sounds."""
    spoken = _SOUND.sub(" ", html.unescape(_TAG.sub("", text)))
    lines = (one_line(line) for line in spoken.split("\n") if not _SOUND_LINE.match(line.strip()))
    return [Line(_SPEAKER.sub("", line), bool(_SPEAKER.match(line))) for line in lines if _SPEAKER.sub("", line)]


def _about(metadata: Iterable[str]) -> About:
    """What the header of a WebVTT file says."""
    told = {match[1].lower(): match[2] for match in map(_HEADER.match, map(str.strip, metadata)) if match}
    return About(title=one_line(clean(told.get("title", ""))), language=language(told.get("language", "")))


def _seconds(time: str) -> float:
    """From `HH:MM:SS.mmm`."""
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _clock(seconds: float) -> str:
    """`HH:MM:SS`, rounded down, so that a player that is sent there plays the whole cue."""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"
