"""Word files whose archive is wrong: packed to burst, lying about sizes, cut off."""

import zlib
from functools import partial

from ingest.outcomes import Outcome
from tests.ingest.hostile.file import BORNE, LIMITED, MENDED, UNSOUND, WORDS, Hostile
from tests.ingest.hostile.office_writing import DOCUMENT, docx, without, zipped
from tests.ingest.hostile.packing import MEBIBYTE, Member, archive, deflated, packed

_TWO_GIBIBYTES = 2048
"""Mebibytes."""


def office_archives() -> tuple[Hostile, ...]:
    """Word files that unpack to very much, or cannot be unpacked."""
    return (
        Hostile("spaces-2-gb.docx", _spaces, LIMITED),
        Hostile("picture-2-gb.docx", _picture, BORNE, holds=WORDS),
        Hostile("20000-entries.docx", _entries, BORNE, holds=WORDS),
        Hostile("says-10-bytes-is-100-mb.docx", partial(_lying, 10), LIMITED),
        Hostile("says-4-gb-is-1-kb.docx", partial(_lying, 0xFFFFFFFE, mebibytes=0), MENDED | LIMITED),
        Hostile("shared-data.docx", _shared, MENDED | LIMITED),
        Hostile("same-name-twice.docx", lambda: zipped(docx(), packed(DOCUMENT, b"<x/>")), MENDED),
        Hostile("checksum-wrong.docx", _wrong_checksum, UNSOUND),
        Hostile("method-unknown.docx", _unknown_method, UNSOUND),
        Hostile("deflate-is-noise.docx", _noise, UNSOUND),
        Hostile("needs-a-password.docx", _with_password, UNSOUND | {Outcome.LOCKED}),
        Hostile("first-half.docx", lambda: zipped(docx())[: len(zipped(docx())) // 2], UNSOUND),
        Hostile("directory-missing.docx", lambda: zipped(docx()).split(b"PK\1\2")[0], UNSOUND),
        Hostile("a-word-file-after-junk.docx", lambda: b"junk" * 300 + zipped(docx()), MENDED | {Outcome.MISNAMED}),
        Hostile("comment-after-the-end.docx", lambda: zipped(docx()) + b"PK\5\6" * 20, MENDED),
    )


def _document(data: bytes, size: int, crc: int, *, method: int = 8, flags: int = 0) -> bytes:
    """A Word file whose main part is this member."""
    return zipped(without(DOCUMENT), Member(DOCUMENT, data, size, crc, method, flags))


def _spaces() -> bytes:
    """Sound XML with 2 GB of spaces before its end."""
    before, after = docx()[DOCUMENT].split(b"</w:body>")
    unit = b" " * MEBIBYTE
    return _document(
        deflated(unit, _TWO_GIBIBYTES, before, b"</w:body>" + after),
        _TWO_GIBIBYTES * MEBIBYTE + len(before) + len(b"</w:body>" + after),
        _checksum(unit, _TWO_GIBIBYTES, before, b"</w:body>" + after),
    )


def _picture() -> bytes:
    unit, times = bytes(MEBIBYTE), _TWO_GIBIBYTES - 1  # one less: some readers take two gibibytes as negative
    data = deflated(unit, times)
    return zipped(docx(), Member("word/media/image1.png", data, times * MEBIBYTE, _checksum(unit, times)))


def _checksum(unit: bytes, times: int, before: bytes = b"", after: bytes = b"") -> int:
    checksum = zlib.crc32(before)
    for _ in range(times):
        checksum = zlib.crc32(unit, checksum)
    return zlib.crc32(after, checksum)


def _entries() -> bytes:
    return zipped(docx(), *(Member(f"word/media/{n}.xml", b"\x03\x00", 0) for n in range(20_000)))


def _lying(size: int, mebibytes: int = 100) -> bytes:
    before, after = docx()[DOCUMENT].split(b"</w:body>")
    unit, end = b" " * MEBIBYTE, b"</w:body>" + after
    return _document(deflated(unit, mebibytes, before, end), size, _checksum(unit, mebibytes, before, end))


def _shared() -> bytes:
    """5,000 entries whose data are the first one's 100 MB."""
    unit = b" " * MEBIBYTE
    first = Member("word/media/0.xml", deflated(unit, 100), 100 * MEBIBYTE, _checksum(unit, 100))
    others = (Member(f"word/media/{n}.xml", first.data, first.size, first.crc, shared=True) for n in range(1, 5000))
    return archive([first, *(packed(name, content) for name, content in docx().items()), *others])


def _wrong_checksum() -> bytes:
    content = docx()[DOCUMENT]
    return _document(deflated(content, 1), len(content), zlib.crc32(content) ^ 1)


def _unknown_method() -> bytes:
    content = docx()[DOCUMENT]
    return _document(content, len(content), zlib.crc32(content), method=99)


def _noise() -> bytes:
    return _document(bytes(range(256)) * 4, 1000, 7)


def _with_password() -> bytes:
    content = docx()[DOCUMENT]
    return _document(deflated(content, 1), len(content), zlib.crc32(content), flags=1)
