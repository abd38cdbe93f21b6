"""A conversation as a record of learning, to keep with one's CPD: Markdown or Word, the same words in the same order."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, Any

from assistant.answers import Answer, Citation
from ui.presenting import wording
from ui.presenting.rendering import ITEM, body, printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TITLE = "Record of learning about preceptorship"
REFLECTION = ("What did I learn?", "How will it change what I do?", "What next?")
"""Headings with room below them."""
ROOM = 72
"""Points left below such a heading in Word: about five lines."""


@dataclass(frozen=True)
class Recorded:
    """A question, its answer, and the nation of the reader who asked."""

    question: str
    answer: Answer
    nation: str = "Scotland"


class Kind(Enum):
    """What a block of the record is."""

    TITLE = 0
    EXCHANGE = 1
    PART = 2
    TEXT = 3
    ITEM = 4
    REFERENCE = 5
    ROOM = 6


@dataclass(frozen=True)
class Block:
    """One paragraph of the record."""

    kind: Kind
    lines: tuple[str, ...] = ()
    """Printable text without line breaks; each on a line of its own."""
    label: str = ""
    """`a)` of a list item, `[1]` of a reference."""
    url: str = ""
    """A reference's web address."""


def as_markdown(exchanges: Sequence[Recorded], made: date) -> str:
    """The record as Markdown (CommonMark). Nothing a person or a document wrote is markup."""
    return "\n".join(_in_markdown(block) for block in _blocks(exchanges, made)).strip() + "\n"


def as_word(exchanges: Sequence[Recorded], made: date) -> bytes:
    """The record as a .docx file; its properties name no author."""
    import docx

    document = docx.Document()
    _prepare(document, made)
    for block in _blocks(exchanges, made):
        _add(document, block)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _blocks(exchanges: Sequence[Recorded], made: date) -> Iterator[Block]:
    yield Block(Kind.TITLE, (TITLE,))
    yield Block(Kind.TEXT, (f"{wording.date(made.isoformat())}, made with the Preceptorship Assistant.",))
    told = "Each answer comes from the documents listed below it. It is not clinical, legal or employment advice."
    yield Block(Kind.TEXT, (told,))
    for at, exchange in enumerate(exchanges, start=1):
        yield Block(Kind.EXCHANGE, (f"Question {at}",))
        yield Block(Kind.TEXT, _lines(exchange.question) or ("(nothing typed)",))
        yield Block(Kind.PART, ("Answer",))
        yield from _answer(exchange.answer)
        if exchange.answer.citations:
            yield Block(Kind.PART, ("References",))
            yield from (_reference(citation, exchange.nation) for citation in exchange.answer.citations)
    yield Block(Kind.EXCHANGE, ("Reflection",))
    for heading in REFLECTION:
        yield Block(Kind.PART, (heading,))
        yield Block(Kind.ROOM)


def _answer(answer: Answer) -> Iterator[Block]:
    for line in _lines(body(answer)):
        if match := ITEM.match(line):
            yield Block(Kind.ITEM, (match["text"],), label=match["after"] or match["label"] or "")
        else:
            yield Block(Kind.TEXT, (line,))


def _reference(citation: Citation, nation: str) -> Block:
    badges = (label.text for label in wording.labels(citation, nation))
    facts = (
        f"{citation.title}, {citation.publisher}",
        citation.clause,
        wording.spot(citation),
        *badges,
        wording.dates(citation),
    )
    official = citation.wording == "official"
    lead = f"Quotation from {citation.publisher}" if official else wording.origin(citation)
    words = f"“{citation.quote}”" if official else citation.quote
    unsure = "" if citation.url_confirmed or not citation.url else "The address is not confirmed."
    lines = _each((f"{'. '.join(filter(None, facts))}.", f"{lead}: {words}", unsure))
    url = citation.url if citation.url.startswith(("https://", "http://")) else ""
    return Block(Kind.REFERENCE, lines, label=f"[{citation.number}]", url=printable(url).replace("\n", ""))


def _lines(text: str) -> tuple[str, ...]:
    """The lines that hold something, without control characters and lone surrogates."""
    return tuple(filter(None, (printable(line).strip() for line in text.splitlines())))


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, (" ".join(_lines(text)) for text in texts)))


def _in_markdown(block: Block) -> str:
    label = f"**{_plain(block.label)}** " if block.label else ""
    text = "  \n".join(_plain(line) for line in block.lines)
    match block.kind:
        case Kind.TITLE | Kind.EXCHANGE | Kind.PART:
            return f"\n{'#' * (block.kind.value + 1)} {text}\n"
        case Kind.ITEM:
            return f"- {label}{text}\n"
        case Kind.REFERENCE:
            address = f"  \n<{block.url.replace('<', '%3C').replace('>', '%3E')}>" if block.url else ""
            return f"{label}{text}{address}\n"
        case Kind.ROOM:
            return "\n\n"
    return f"{text}\n"


def _plain(text: str) -> str:
    """`text` with the few characters escaped that could open markup; ordinary sentences stay as they are."""
    inner = re.sub(r"([\\`*_\[\]<>|~$&])", r"\\\1", text)
    return re.sub(r"^(\s*)(?:(\d{1,9})([.)])|([#+\-=:]))", _opening, inner)


def _opening(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\\{match[3]}" if match[2] else f"{match[1]}\\{match[4]}"


def _prepare(document: "Document", made: date) -> None:
    """A4, a plain face, British English, and properties that hold a title, a date and no name."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        font = _style(document, name).font
        font.name = "Arial"
        for fonts in _style(document, name).element.iter(qn("w:rFonts")):
            for attribute in [a for a in fonts.attrib if a.endswith("Theme")]:
                del fonts.attrib[attribute]
            fonts.set(qn("w:hAnsi"), "Arial")
        if name != "Normal":
            font.color.rgb = RGBColor(0x00, 0x3D, 0x78)
    _style(document, "Normal").font.size = Pt(11)
    _style(document, "Title").font.size = Pt(22)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
    known = document.core_properties
    known.title, known.language = TITLE, "en-GB"
    known.author = known.last_modified_by = known.comments = known.keywords = ""
    known.created = known.modified = datetime.combine(made, time())


def _style(document: "Document", name: str) -> Any:
    return document.styles[name]


def _add(document: "Document", block: Block) -> None:
    from docx.shared import Pt

    match block.kind:
        case Kind.TITLE | Kind.EXCHANGE | Kind.PART:
            document.add_heading(block.lines[0], block.kind.value)
            return
        case Kind.ITEM:
            paragraph = document.add_paragraph(style="List Bullet")
        case Kind.ROOM:
            document.add_paragraph().paragraph_format.space_after = Pt(ROOM)
            return
        case _:
            paragraph = document.add_paragraph()
    if block.label:
        paragraph.add_run(f"{block.label} ").bold = True
    paragraph.add_run("\n".join(block.lines))
    if block.url:
        paragraph.add_run("\n")
        _link(paragraph, block.url)


def _link(paragraph: "Paragraph", url: str) -> None:
    """`url` as a live link: python-docx has no call for it."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run = paragraph.add_run(url)
    run.font.underline = True
    run.font.color.rgb = RGBColor(0x00, 0x5E, 0xB8)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run._r)
    paragraph._p.append(link)
