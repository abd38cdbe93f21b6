"""PDFs with too much of what is sound: pages, operators, brackets, drawings that draw drawings."""

import zlib
from collections.abc import Callable
from functools import partial

from ingest.outcomes import Outcome
from tests.ingest.hostile.file import BORNE, LIMITED, MENDED, Hostile
from tests.ingest.hostile.pdf_writing import MORE, SHOWN, assemble, one_page, stream


def pdf_crowds() -> tuple[Hostile, ...]:
    """PDFs that would take all memory or time."""
    return (*_many(), *_drawings())


def _many() -> tuple[Hostile, ...]:
    large = frozenset({Outcome.TOO_LARGE})
    return (
        Hostile("2001-pages.pdf", partial(_tiny_pages, 2001), large),
        Hostile("100000-pages.pdf", partial(_tiny_pages, 100_000), large | {Outcome.TOO_SLOW, Outcome.TOO_MUCH_MEMORY}),
        Hostile("ten-million-operators.pdf", _repeated(b"n\n", 10_000_000), BORNE),
        Hostile("eight-million-letters.pdf", _repeated(b"(a)'\n", 8_000_000), LIMITED),
        Hostile("four-million-brackets.pdf", _repeated(b"(", 4_000_000), BORNE),
        Hostile("four-million-arrays.pdf", _repeated(b"[", 4_000_000), BORNE),
        Hostile("four-million-dictionaries.pdf", _repeated(b"<<", 4_000_000), BORNE),
        Hostile("four-million-comments.pdf", _repeated(b"%\n", 4_000_000), BORNE),
        Hostile("million-graphics-states.pdf", _repeated(b"q BT ", 1_000_000), BORNE),
        Hostile("million-text-matrices.pdf", _repeated(b"1e30 0 0 1e30 9 9 Tm (a) Tj\n", 1_000_000), BORNE),
        Hostile("1000-long-pages.pdf", partial(_long_pages, 1000), LIMITED),
        Hostile("contents-9000-times.pdf", partial(_repeated_contents, 9_000), BORNE),
        Hostile("contents-100000-times.pdf", partial(_repeated_contents, 100_000), BORNE),
        Hostile("inline-picture-without-end.pdf", _repeated(b"BI /W 1 /H 1 ID " + b"E" * 1023, 20_000), BORNE),
        Hostile("inline-pictures-half-ended.pdf", _repeated(b"BI /W 1 /H 1 ID x EI", 500_000), BORNE),
        Hostile("deep-object.pdf", lambda: assemble(one_page(more=[b"[" * 100_000])), MENDED | LIMITED),
        Hostile("deep-catalogue.pdf", lambda: assemble(one_page(catalog=b"/A" + b"[" * 100_000)), MENDED | LIMITED),
    )


def _tiny_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * count
    return assemble(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count), *pages]
    )


def _repeated(piece: bytes, times: int) -> Callable[[], bytes]:
    """A page that says the piece so many times, packed."""
    return lambda: assemble(one_page(_long(piece, times)))


def _long(piece: bytes, times: int) -> bytes:
    """Words before and after: pages that show none are passed over quickly."""
    content = SHOWN + b" BT /F1 9 Tf 9 TL 9 800 Td\n" + piece * times + b" ET\n" + SHOWN
    return stream(zlib.compress(content, 1), b"/Filter /FlateDecode")


def _long_pages(count: int) -> bytes:
    """So many pages that are all the same long one."""
    objects = one_page(_long(b"(oil)'\n", 200_000))
    objects[1] = b"<< /Type /Pages /Kids [" + b"4 0 R " * count + b"] /Count %d >>" % count
    return assemble(objects)


def _repeated_contents(times: int) -> bytes:
    """A page whose contents are one stream of 8 KB, over and over."""
    objects = one_page(stream(zlib.compress(SHOWN + b" " * 8000), b"/Filter /FlateDecode"))
    objects[3] = objects[3].replace(b"/Contents 5 0 R", b"/Contents [" + b"5 0 R " * times + b"]")
    return assemble(objects)


def _drawings() -> tuple[Hostile, ...]:
    return (
        Hostile("drawing-draws-itself.pdf", _drawing_of_itself, BORNE),
        Hostile("drawings-ten-to-the-tenth.pdf", _exponential, BORNE),
        Hostile("drawing-a-million-times.pdf", _drawn_often, BORNE),
    )


def _drawing(content: bytes, names: bytes) -> bytes:
    about = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> /XObject << %b >> >>"
    return stream(content, about % names)


def _drawing_of_itself() -> bytes:
    form = _drawing(SHOWN + b" /X Do /X Do", b"/X 6 0 R")
    return assemble(one_page(stream(b"/X Do"), resources=b"/XObject << /X 6 0 R >>", more=[form]))


def _exponential() -> bytes:
    """Ten drawings, each drawing the next one ten times."""
    forms = [_drawing(b"/X Do " * 10, b"/X %d 0 R" % (MORE + n + 1)) for n in range(10)]
    more = [*forms, _drawing(SHOWN, b"")]
    return assemble(one_page(stream(b"/X Do"), resources=b"/XObject << /X 6 0 R >>", more=more))


def _drawn_often() -> bytes:
    often = stream(zlib.compress(b"/X Do " * 1_000_000), b"/Filter /FlateDecode")
    return assemble(one_page(often, resources=b"/XObject << /X 6 0 R >>", more=[_drawing(SHOWN, b"")]))
