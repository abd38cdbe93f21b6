"""Word files that are tangled, endless, misnamed, or not Word files at all."""

from collections.abc import Callable

from ingest.outcomes import Outcome
from tests.ingest.hostile.file import BORNE, MENDED, READ, UNSOUND, WORDS, Hostile
from tests.ingest.hostile.office_archives import office_archives
from tests.ingest.hostile.office_writing import DOCUMENT, OFFICE, PARAGRAPH, compound, docx, without, zipped
from tests.ingest.hostile.packing import archive

_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_NEVER = "secret plan"


def hostile_office() -> tuple[Hostile, ...]:
    """All hostile Word files."""
    return (*office_archives(), *_other_content(), *_xml(), *_parts(), *_long())


def _other_content() -> tuple[Hostile, ...]:
    misnamed = frozenset({Outcome.MISNAMED})
    either = misnamed | {Outcome.DAMAGED}
    old = frozenset({Outcome.UNKNOWN_KIND})
    return (
        Hostile("zero-bytes.docx", lambda: b"", frozenset({Outcome.EMPTY})),
        Hostile("plain-archive.docx", lambda: zipped({"chains.txt": WORDS.encode()}), either),
        Hostile("empty-archive.docx", lambda: archive([]), either),
        Hostile("word-file-in-an-archive.docx", lambda: zipped({"chains.docx": zipped(docx())}), either),
        Hostile(
            "spreadsheet.docx", lambda: zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), either
        ),
        Hostile("page.docx", lambda: f"<html><p>{WORDS}</p></html>".encode(), misnamed),
        Hostile("words.docx", lambda: WORDS.encode(), misnamed),
        Hostile("old-word-file.docx", lambda: compound("WordDocument", "1Table"), misnamed),
        Hostile("old-word-file.doc", lambda: compound("WordDocument", "1Table"), old),
        Hostile("encrypted.docx", lambda: compound("EncryptionInfo", "EncryptedPackage"), frozenset({Outcome.LOCKED})),
        Hostile("compound-header-only.docx", lambda: compound("WordDocument")[:512], either),
    )


def _xml() -> tuple[Hostile, ...]:
    laughs = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(10))
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    remote = '<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">'
    squared = f'<!DOCTYPE x [<!ENTITY e "{"oil " * 25_000}">]>'
    entity = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    return (
        _word("billion-laughs", entity.format("&e10;"), before=f'<!DOCTYPE x [<!ENTITY e0 "oil">{laughs}]>'),
        _word("entity-squared", entity.format("&e;" * 25_000), before=squared),
        _word("entity-outside", PARAGRAPH + entity.format("&e;"), before=outside, never="root:"),
        _word("definition-outside", PARAGRAPH, before=remote),
        _word("unclosed", "<w:p><w:r><w:t>Oil", allowed=UNSOUND),
        _word("no-words", "<w:p/>", allowed=frozenset({Outcome.NO_TEXT})),
        _word("wild-letters", entity.format("&#xD800; &#0; \ud800"), allowed=UNSOUND),
        _word(
            "hidden-words",
            PARAGRAPH + f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{_NEVER}</w:t></w:r></w:p>",
            allowed=frozenset({READ}),
            never=_NEVER,
        ),
        Hostile("main-part-is-noise.docx", lambda: zipped(docx() | {DOCUMENT: bytes(range(256))}), UNSOUND),
        Hostile("main-part-in-utf-16.docx", _in_utf_16, MENDED),
        Hostile("types-are-noise.docx", lambda: zipped(docx() | {"[Content_Types].xml": b"\xff"}), MENDED),
    )


def _word(name: str, body: str, *, before: str = "", allowed: frozenset[str] = BORNE, never: str = "") -> Hostile:
    return Hostile(f"{name}.docx", lambda: zipped(docx(body, before=before)), allowed, never=never)


def _in_utf_16() -> bytes:
    parts = docx()
    text = parts[DOCUMENT].decode().replace("UTF-8", "UTF-16")
    return zipped(parts | {DOCUMENT: text.encode("utf-16")})


def _parts() -> tuple[Hostile, ...]:
    traversal = {"../../outside.txt": b"a", "/outside.txt": b"a", "C:\\outside.txt": b"a", "word/../../x": b"a"}
    read = frozenset({READ})
    broken = UNSOUND | {Outcome.MISNAMED}
    return (
        Hostile("names-lead-outside.docx", lambda: zipped(docx() | traversal), read, holds=WORDS),
        Hostile("name-is-a-null.docx", lambda: zipped(docx() | {"word/\0.xml": b""}), MENDED),
        Hostile("main-part-missing.docx", lambda: zipped(without(DOCUMENT)), broken),
        Hostile("types-missing.docx", lambda: zipped(without("[Content_Types].xml")), broken | {READ}),
        Hostile("links-missing.docx", lambda: zipped(without("_rels/.rels")), broken | {READ}),
        Hostile(
            "with-macros.docx",
            lambda: zipped(docx(main=_MACROS) | {"word/vbaProject.bin": compound("VBA")}),
            frozenset({READ, Outcome.MISNAMED}),
            holds=WORDS,
        ),
        *(
            Hostile(f"link-{name}.docx", _linked(kind, target, mode), MENDED)
            for name, kind, target, mode in (
                ("to-itself", "header", "document.xml", ""),
                ("to-nothing", "footnotes", "nothing.xml", ""),
                ("to-its-links", "styles", "_rels/document.xml.rels", ""),
                ("to-outside", "numbering", "../../../../etc/passwd", ""),
                ("to-the-network", "image", "http://localhost:9/a.png", 'TargetMode="External"'),
                ("to-a-template", "attachedTemplate", "http://localhost:9/a.dotm", 'TargetMode="External"'),
                ("to-a-chunk", "aFChunk", "document.xml", ""),
            )
        ),
    )


def _linked(kind: str, target: str, mode: str) -> Callable[[], bytes]:
    """A Word file with a link of this kind, used in every way."""
    link = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}" {mode}/>'
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    uses = f'<w:altChunk r:id="rId9"/><w:p><w:r><w:drawing><a:blip {drawing} r:embed="rId9"/></w:drawing></w:r></w:p>'
    return lambda: zipped(docx(PARAGRAPH + uses, links=link))


def _long() -> tuple[Hostile, ...]:
    return (
        _word("tables-500-deep", _tables(500)),
        _word("tables-5000-deep", _tables(5_000)),
        _word("runs-100000-deep", "<w:smartTag>" * 100_000 + "</w:smartTag>" * 100_000),
        _word("200000-paragraphs", PARAGRAPH * 200_000),
        _word("one-paragraph-of-500000-runs", f"<w:p>{'<w:r><w:t>oil </w:t></w:r>' * 500_000}</w:p>"),
        _word("table-spanning-10-to-9", _spanning()),
        _word("list-10-to-9-deep", _listed()),
    )


def _tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * depth


def _spanning() -> str:
    width = '<w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
    return f"<w:tbl><w:tr><w:tc>{width}{PARAGRAPH}</w:tc></w:tr></w:tbl>"


def _listed() -> str:
    level = '<w:pPr><w:numPr><w:ilvl w:val="1000000000"/><w:numId w:val="-1"/></w:numPr></w:pPr>'
    return f"<w:p>{level}<w:r><w:t>{WORDS}</w:t></w:r></w:p>"
