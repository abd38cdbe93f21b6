"""PDF: one document a page, in reading order, with headings and clauses, and without what no reader sees."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.documents import Document

from ingest import misleading
from ingest.loading.pdf.about import about, bookmarks, largest, own_title, page_labels
from ingest.loading.pdf.bullets import with_bullets
from ingest.loading.pdf.fonts import Fonts, words
from ingest.loading.pdf.geometry import Box, area, common
from ingest.loading.pdf.headings import Rules, fold, found_marks
from ingest.loading.pdf.heads import without_heads
from ingest.loading.pdf.hidden import Hidden, hidden, is_scan
from ingest.loading.pdf.hyphens import Hyphens
from ingest.loading.pdf.layers import layers_off
from ingest.loading.pdf.layout import HYPHEN, Fragment, Line, lines
from ingest.loading.pdf.markdown import markdown
from ingest.loading.pdf.operators import paint
from ingest.outcomes import Outcome, Unreadable
from ingest.reading import MOST_CHARACTERS, MOST_PAGES, Finding, Misleading, Pages, Reading, too_much_text

SAMPLE = 80
"""Characters of a finding's sample."""
HEAD = 1_024
"""Bytes in which a PDF's mark stands: viewers look no farther."""
_LETTER: Box = (0, 0, 612, 792)
"""The page that viewers assume where a file gives no size."""
_RECOGNISED = (Hidden.UNPAINTED, Hidden.UNDER_PICTURE)
_SOUND = "Replace it with a sound copy."


@dataclass(frozen=True)
class _Page:
    lines: list[Line]
    findings: tuple[Finding, ...]
    has_picture: bool
    characters: int


def load(path: Path, name: str, pages: Pages) -> Reading:
    """The PDF's pages as Markdown. Raises Unreadable; `name` stands for the file in its message."""
    with path.open("rb") as stream:
        if b"%PDF-" not in stream.read(HEAD):
            raise Unreadable(
                Outcome.MISNAMED,
                f"The file of {name} cannot be read: it is not a PDF.",
                "Give it its right ending.",
            )
        stream.seek(0)
        try:
            return _read(_opened(stream, name), name, pages)
        except (Unreadable, MemoryError):
            raise
        except Exception as error:
            raise _damaged(name, "it is damaged") from error


def _opened(stream: Any, name: str) -> Any:
    from pypdf import PdfReader

    try:
        reader = PdfReader(stream)
        if not reader.is_encrypted or reader.decrypt(""):
            return reader
    except NotImplementedError as error:  # an encryption that only other programs know
        raise _locked(name) from error
    raise _locked(name)


def _read(reader: Any, name: str, pages: Pages) -> Reading:
    total = reader.get_num_pages()
    if total > MOST_PAGES:
        raise Unreadable(
            Outcome.TOO_LARGE, f"The file of {name} has more than {MOST_PAGES:,} pages.", "Split it into parts."
        )
    found = _pages(reader, total, name, pages)
    if not any(page.lines for page in found):
        raise _without_text(found, name)
    labels = page_labels(reader, total)
    kept, heads = without_heads([page.lines for page in found], labels)
    findings = [finding for page in found for finding in page.findings]
    findings += [Finding(Misleading.REPEATED_HEAD, head[:SAMPLE]) for head in heads]
    findings += [Finding(Misleading.EMPTY_PAGE, "", number) for number, page in enumerate(kept, 1) if not page]
    size = _usual_size(kept)
    title, printed = own_title(reader), largest(kept[0], size)
    heading = title if title and found_marks(kept[0], {fold(title): 1}) else printed
    texts = _texts(kept, heading, size, bookmarks(reader))
    documents = tuple(
        Document(text, metadata={"page": number, **({"page_label": label} if label != str(number) else {})})
        for number, (text, label) in enumerate(zip(texts, labels, strict=True), 1)
    )
    return Reading(documents, about(reader, title or printed), tuple(findings))


def _pages(reader: Any, total: int, name: str, pages: Pages) -> list[_Page]:
    fonts, off = Fonts(), layers_off(reader)
    found: list[_Page] = []
    characters = 0
    for number in range(1, total + 1):
        try:
            found.append(_page(reader.pages[number - 1], number, fonts, off))
        except MemoryError:
            raise
        except Exception as error:
            raise _damaged(name, f"its page {number} is damaged") from error
        characters += found[-1].characters
        if characters > MOST_CHARACTERS:
            raise too_much_text(name)
        pages(number, total)
    return found


def _page(page: Any, number: int, fonts: Fonts, off: frozenset[int]) -> _Page:
    box = _box(page)
    painting = paint(page, box, fonts, off)
    said = words((show.font, show.codes) for show in painting.shows)
    spoken = [at for at, text in enumerate(said) if text.strip()]
    why = hidden(painting, box)
    recognised = is_scan(painting, [why[at] for at in spoken], box)
    seen = {at for at in spoken if why[at] is None or (recognised and why[at] in _RECOGNISED)}
    fragments = [
        Fragment(text, show.start, show.end, show.height) for text, show in zip(said, painting.shows, strict=True)
    ]
    blank = {at for at, text in enumerate(said) if not text.strip() and why[at] is None}
    found = lines(with_bullets([fragments[at] for at in sorted(seen | blank)], painting.marks))
    findings = list(misleading.findings("\n".join(line.text for line in found), number))
    if invisible := misleading.invisible_characters("".join(said[at] for at in sorted(seen))):
        findings.append(Finding(Misleading.INVISIBLE_CHARACTERS, invisible, number))
    if unseen := [fragments[at] for at in spoken if at not in seen]:
        findings.append(Finding(Misleading.HIDDEN, _sample(lines(unseen)), number))
    if recognised and seen:
        findings.append(Finding(Misleading.SCAN_LAYER, _sample(found), number))
    has_picture = any(shape.is_picture for shape in painting.shapes)
    return _Page(found, tuple(findings), has_picture, sum(map(len, said)))


def _box(page: Any) -> Box:
    """What a viewer shows of the page."""
    boxes = []
    for which in ("mediabox", "cropbox"):
        try:
            left, bottom, right, top = (float(each) for each in getattr(page, which))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        boxes.append((min(left, right), min(bottom, top), max(left, right), max(bottom, top)))
    whole = boxes[0] if boxes and area(boxes[0]) else _LETTER
    shown = common(whole, boxes[-1]) if boxes else whole
    return shown if area(shown) else whole


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """Points of the print in which most letters are set, to the half point."""
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page:
            letters[round(line.size * 2) / 2] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0


def _texts(pages: Sequence[list[Line]], title: str, size: float, marks: dict[int, list[tuple[int, str]]]) -> list[str]:
    hyphens = Hyphens(line.text for page in pages for line in page)
    levels = [{fold(text): 2 + depth for depth, text in reversed(marks.get(at, []))} for at in range(1, len(pages) + 1)]
    present = sum(len(found_marks(page, level)) for page, level in zip(pages, levels, strict=True))
    decides = present * 2 > sum(map(len, levels))  # bookmarks that name other words than the lines say tell nothing
    return [
        markdown(page, Rules(hyphens, title if at == 0 else "", size, numbered=not decides), level)
        for at, (page, level) in enumerate(zip(pages, levels, strict=True))
    ]


def _without_text(pages: Sequence[_Page], name: str) -> Unreadable:
    if any(finding.kind is Misleading.HIDDEN for page in pages for finding in page.findings):
        return Unreadable(
            Outcome.NO_TEXT, f"The file of {name} holds no text that a reader sees.", "Show its text, or replace it."
        )
    if any(page.has_picture for page in pages):
        return Unreadable(
            Outcome.SCANNED,
            f"The file of {name} is a scan: its pages are pictures without text.",
            "Run text recognition on it first, or install the OCR extra.",
        )
    return Unreadable(
        Outcome.NO_TEXT, f"The file of {name} holds no text.", "Replace it with one whose text can be copied."
    )


def _sample(found: Sequence[Line]) -> str:
    return " ".join(line.text for line in found)[:SAMPLE].replace(HYPHEN, "-")


def _locked(name: str) -> Unreadable:
    return Unreadable(
        Outcome.LOCKED, f"The file of {name} is locked with a password.", "Replace it with an unlocked copy."
    )


def _damaged(name: str, why: str) -> Unreadable:
    return Unreadable(Outcome.DAMAGED, f"The file of {name} cannot be read: {why}.", _SOUND)
