"""The zip archive of a Word document: checked before and while it is unpacked, its parts as XML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from ingest.outcomes import Outcome, Unreadable

MOST_UNPACKED = 200 * 2**20
"""Bytes that a document may unpack to, pictures included: four times the largest file that is read."""
MOST_RATIO = 200
"""Bytes unpacked for each packed one: the most repetitive tables of real documents reach about 100."""
_SMALL = 10 * 2**20
"""Bytes below which the ratio says nothing."""
MOST_PARTS = 5_000
"""Parts that a document may have: real ones have a dozen, and one for each picture."""
_CHUNK = 2**16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = re.compile(r"word/document\d*\.xml")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's own elements; the strict variant's is rewritten to it."""
_NEEDED = frozenset(
    {
        *(f"{W}{root}" for root in ("document", "footnotes", "endnotes", "styles", "numbering")),
        "{http://schemas.openxmlformats.org/package/2006/relationships}Relationships",
        "{http://schemas.openxmlformats.org/package/2006/content-types}Types",
    }
)
"""Roots of the parts that text is made from."""
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


@dataclass(frozen=True)
class Package:
    """A Word document's parts that are XML, by their names; pictures and other files are left packed."""

    parts: Mapping[str, Element]

    def packed(self) -> BytesIO:
        """The parts as an archive again, comments and what no text needs left out."""
        content = BytesIO()
        with ZipFile(content, "w", ZIP_STORED) as archive:
            needed = ((name, root) for name, root in self.parts.items() if root.tag in _NEEDED)
            for name, root in needed:
                archive.writestr(name, ElementTree.tostring(root, "utf-8", xml_declaration=True))
        return content


def unpacked(path: Path, name: str) -> Package:
    """The document's parts. Raises Unreadable: LOCKED, MISNAMED, TOO_LARGE or DAMAGED; nothing else for a bad archive."""
    _check_kind(path, name)
    try:
        with ZipFile(path) as archive:
            _check_members(archive.infolist(), name)
            return Package(_parts(archive, name))
    except (
        BadZipFile,
        ZlibError,
        ElementTree.ParseError,
        NotImplementedError,
        EOFError,
        ValueError,
        LookupError,
    ) as error:
        raise damaged(name) from error


def damaged(name: str) -> Unreadable:
    """The refusal of a document whose structure cannot be followed."""
    return Unreadable(
        Outcome.DAMAGED, f"The file of {name} is damaged and cannot be read.", "Save it anew in Word, or replace it."
    )


def _check_kind(path: Path, name: str) -> None:
    with path.open("rb") as file:
        start = file.read(2**20)
    if start.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in start:
            raise _locked(name)
        raise Unreadable(
            Outcome.MISNAMED, f"The file of {name} is an old Office document, not a .docx.", "Save it as .docx."
        )
    if not start.startswith(b"PK"):
        raise Unreadable(
            Outcome.MISNAMED, f"The file of {name} cannot be read: it is no Word document.", "Save it as .docx."
        )


def _locked(name: str) -> Unreadable:
    return Unreadable(Outcome.LOCKED, f"The file of {name} is locked with a password.", "Save it without a password.")


def _check_members(members: list[ZipInfo], name: str) -> None:
    """What the archive says of itself. Raises Unreadable."""
    names = [member.filename for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise _locked(name)
    unpacked_size = sum(member.file_size for member in members)
    packed_size = sum(member.compress_size for member in members)
    if (
        len(members) > MOST_PARTS
        or unpacked_size > MOST_UNPACKED
        or unpacked_size > max(_SMALL, packed_size * MOST_RATIO)
    ):
        raise _too_large(name)
    if not any(map(_MAIN.fullmatch, names)):
        raise Unreadable(
            Outcome.MISNAMED, f"The file of {name} is no Word document, although it ends like one.", "Save it as .docx."
        )
    if len(set(names)) < len(names) or any(each.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for each in members):
        raise damaged(name)


def _too_large(name: str) -> Unreadable:
    return Unreadable(
        Outcome.TOO_LARGE, f"The file of {name} unpacks to more than is read.", "Save it without pictures, or split it."
    )


def _parts(archive: ZipFile, name: str) -> dict[str, Element]:
    parts: dict[str, Element] = {}
    left = MOST_UNPACKED
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            content = _content(archive, member, left, name)
            left -= len(content)
            parts[member.filename] = _parsed(content)
    return parts


def _content(archive: ZipFile, member: ZipInfo, most: int, name: str) -> bytes:
    """The part, counted while it is unpacked, since what the archive says of sizes may be false."""
    content = bytearray()
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > most:
                raise _too_large(name)
    return bytes(content)


class _WithoutDoctype(ElementTree.TreeBuilder):
    """Refuses a document type, and with it every entity that a part could declare."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("a part declares a document type")


def _parsed(content: bytes) -> Element:
    """Raises ValueError or ParseError."""
    root: Element = ElementTree.fromstring(content, ElementTree.XMLParser(target=_WithoutDoctype()))
    if _transitional(root.tag) != root.tag:
        for element in root.iter():
            element.tag = _transitional(element.tag)
            element.attrib = {_transitional(key): value for key, value in element.attrib.items()}
    return root


def _transitional(name: str) -> str:
    match = re.match(r"\{(.*?)\}", name)
    return f"{{{_STRICT[match[1]]}}}{name[match.end() :]}" if match and match[1] in _STRICT else name
