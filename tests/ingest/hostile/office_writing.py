"""Word files, zip archives and compound files, put together part by part."""

import struct
from collections.abc import Mapping

from tests.ingest.hostile.file import WORDS
from tests.ingest.hostile.packing import Member, archive, packed

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""What the kinds of links begin with."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PARAGRAPH = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"
DOCUMENT = "word/document.xml"
"""Name of the main part."""


def docx(body: str = PARAGRAPH, *, before: str = "", main: str = _MAIN, links: str = "") -> dict[str, bytes]:
    """The parts of a small Word file: what stands in its body, before its root, its type and its further links."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    types = (
        f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    root = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    document = f"{head}{before}<w:document {_W} {_R}><w:body>{body}</w:body></w:document>"
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": f"{head}<Relationships {relationships}>{root}</Relationships>".encode(),
        "word/_rels/document.xml.rels": f"{head}<Relationships {relationships}>{links}</Relationships>".encode(),
        DOCUMENT: document.encode("utf-8", "surrogatepass"),
    }


def zipped(parts: Mapping[str, bytes], *further: Member) -> bytes:
    """A zip archive of the parts, then of the further members as they are."""
    return archive([*(packed(name, content) for name, content in parts.items()), *further])


def without(name: str) -> dict[str, bytes]:
    """The parts but for one."""
    return {part: content for part, content in docx().items() if part != name}


def compound(*names: str) -> bytes:
    """A compound file as old office programs write it, with empty streams of these names (three at most)."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", table, end, *[free] * 126)
    entries = [_entry("Root Entry", 5, 1), *(_entry(name, 2, free) for name in names)]
    return head + sectors + b"".join(entries).ljust(512, b"\0")


def _entry(name: str, kind: int, child: int) -> bytes:
    """A directory entry: kind 5 is the root, 2 a stream."""
    text = name.encode("utf-16-le")
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    links = struct.pack("<HBBIII", len(text) + 2, kind, 1, none, none, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", end, 0)
