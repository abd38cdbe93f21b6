"""Word documents made part by part, and what they are read as."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from ingest.loading.docx import load
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.sections import sections
from ingest.splitting import split

NAMESPACES = " ".join(
    [
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
    ]
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Workshop head"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Level8"><w:name w:val="heading 8"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Circle"><w:name w:val="Circle"/><w:basedOn w:val="Circle"/></w:style>
<w:style w:type="paragraph" w:styleId="Quiet"><w:name w:val="Quiet"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Ghostly"><w:name w:val="Ghostly"/><w:basedOn w:val="Ghost"/></w:style>
<w:style w:type="table" w:styleId="Dark"><w:name w:val="Dark"/><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:tblStylePr></w:style>
"""
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, numbering: str = "", footnotes: str = "", **parts: str | bytes) -> dict[str, str | bytes]:
    """The parts of a document with this body; `parts` adds to them or replaces them."""
    names = {"styles": STYLES, "numbering": numbering, "footnotes": footnotes}
    relations = "".join(f'<Relationship Id="r{name}" Type="{TYPE}/{name}" Target="{name}.xml"/>' for name in names)
    relationships = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{relationships}<Relationship Id="r1" Type="{TYPE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{relationships}{relations}</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{name} {NAMESPACES}>{text}</w:{name}>" for name, text in names.items()},
    }
    return found | parts


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    properties = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{properties}{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def item(text: str, number: int = 1, level: int = 0, properties: str = "") -> str:
    return p(text, f'{properties}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: list[str], properties: str = "", row_properties: str = "") -> str:
    cells = ["".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows]
    head, *rest = (f"<w:tr>{{}}{each}</w:tr>" for each in cells)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{head.format(row_properties)}{''.join(each.format('') for each in rest)}</w:tbl>"


def levels(*shapes: tuple[str, str], number: int = 1, more: str = "") -> str:
    """A list with the number format and text of each level."""
    written_out = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (shape, text) in enumerate(shapes)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{written_out}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/>{more}</w:num>'
    )


def picture() -> bytes:
    """A PNG of one dot."""
    chunks = [(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    sums = [(kind, data, zlib.crc32(kind + data)) for kind, data in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", c) for k, d, c in sums)


def load_bytes(folder: Path, content: bytes) -> Reading:
    (folder / "a.docx").write_bytes(content)
    return load(folder / "a.docx", "A", lambda done, total: None)


def read(folder: Path, body: str, **parts: Any) -> Reading:
    return load_bytes(folder, zipped(package(body, **parts)))


def read_word(folder: Path, document: Any) -> Reading:
    document.save(folder / "a.docx")
    return load(folder / "a.docx", "A", lambda done, total: None)


def passages(reading: Reading) -> tuple[Passage, ...]:
    return split("A", sections(reading.documents))


def texts(reading: Reading) -> list[str]:
    return [" ".join(filter(None, [passage.label, passage.text])) for passage in passages(reading)]
