"""What an answer holds: one of the kinds that can be read, by what it says and by its first bytes, and whole."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.fetching.outcomes import FetchedStatus, NotFetched
from ingest.progress import Progress

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/xhtml+xml": ".html",
    "text/html": ".html",
    _WORD: ".docx",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "text/srt": ".srt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}
_PLAIN = frozenset({".md", ".srt", ".vtt"})
"""Endings of an address that say more than text/plain does."""
ENDINGS = frozenset(_ENDINGS.values())
"""Endings of the files that are kept."""
_NAMES = {
    ".pdf": "a PDF",
    ".docx": "a Word document",
    ".html": "a web page",
    ".vtt": "captions",
    ".srt": "captions",
    ".md": "text",
    ".txt": "text",
    "": "something else",
}
_PAGE_MARKS = ("<!doctype html", "<html", "<head", "<body")
_LOOKED_AT = 4096
"""Bytes at the start that are looked at: room for a long comment before a page begins."""
_BY_HAND = "Download it in a browser, look at it, and add the file with `preceptorship ingest add`."


def ending_of(content_type: str, url: str) -> str:
    """The ending of a file of this type, such as `.pdf`. Raises NotFetched for a type that is not read."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _ENDINGS:
        what = f"it is {kind[:80]}" if kind else "it does not say what kind of document it is"
        raise _refused(f"{what}, which is not read", _BY_HAND)
    in_address = PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()
    return in_address if kind == "text/plain" and in_address in _PLAIN else _ENDINGS[kind]


def whole(
    headers: Mapping[str, str], chunks: Iterable[bytes], url: str, most: int, progress: Progress, what: str
) -> bytes:
    """A document's bytes, at most `most`. Raises NotFetched when it is not of its kind, not whole, or too large."""
    ending = ending_of(headers.get("content-type", ""), url)
    declared = _declared(headers, most)
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) > most:
            raise _too_large(most)
        progress(what, len(found), declared)
    if not found:
        raise _refused("it is empty", "Try again later, or look at it in a browser.")
    if not _is(ending, bytes(found[:_LOOKED_AT])):
        raise _refused(f"it says that it is {_NAMES[ending]} and is {_NAMES[_looks(found)]}", _BY_HAND)
    return bytes(found)


def beginning(chunks: Iterable[bytes], most: int) -> bytes:
    """The first `most` bytes; what comes after is not read."""
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) >= most:
            break
    return bytes(found[:most])


def plain(headers: Mapping[str, str]) -> None:
    """Raises NotFetched when the body is compressed, which was not asked for."""
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise _refused("it came compressed, although it was asked for as it is", _BY_HAND)


def _declared(headers: Mapping[str, str], most: int) -> int:
    """How many bytes there will be; 0 when they come in pieces that say where they end."""
    plain(headers)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return 0
    length = headers.get("content-length", "")
    if not length.isdecimal():
        raise _refused("it does not say where it ends, so that half of it would pass for the whole", _BY_HAND)
    if int(length) > most:
        raise _too_large(most)
    return int(length)


def _is(ending: str, start: bytes) -> bool:
    """Whether a document begins as its kind does."""
    looks = _looks(start)
    if ending in (".txt", ".md"):
        return looks in (".txt", ".srt", ".vtt")
    return looks == ending


def _looks(start: bytes | bytearray) -> str:
    """The ending that the first bytes speak for; empty for none that is read."""
    text = _text(bytes(start[:_LOOKED_AT])).lstrip().lower()
    if text.startswith("%pdf-"):
        return ".pdf"
    if start.startswith(b"PK\x03\x04"):
        return ".docx"
    if "\0" in text or not text:
        return ""
    if text.startswith("webvtt"):
        return ".vtt"
    if any(mark in text for mark in _PAGE_MARKS):
        return ".html"
    return ".srt" if text[0].isdigit() and "-->" in text else ".txt"


def _text(start: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(mark):
            return start[len(mark) :].decode(encoding, errors="replace")
    return start.decode("latin-1")


def _too_large(most: int) -> NotFetched:
    return _refused(f"it has more than {most / 2**20:.3g} MB", "Ask the publisher for a smaller copy, or its parts.")


def _refused(why: str, hint: str) -> NotFetched:
    return NotFetched(FetchedStatus.REFUSED, why, hint)
