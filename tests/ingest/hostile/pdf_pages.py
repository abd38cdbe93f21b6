"""PDFs whose structure is sound and whose pages are odd: fonts, character maps, boxes, pictures."""

import zlib
from collections.abc import Callable
from functools import partial

from ingest.outcomes import Outcome
from tests.ingest.hostile.file import BORNE, LIMITED, MENDED, READ, WORDS, Hostile
from tests.ingest.hostile.pdf_writing import MORE, SHOWN, assemble, one_page, stream

_PICTURE = b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8 "


def pdf_pages() -> tuple[Hostile, ...]:
    """PDFs with odd pages."""
    return (*_fonts(), *_maps(), *_boxes(), *_pictures())


def _fonts() -> tuple[Hostile, ...]:
    return tuple(
        Hostile(f"font-{name}.pdf", partial(_font, entries), MENDED | {Outcome.TOO_SLOW})
        for name, entries in {
            "encoding-unknown": b"/Subtype /Type1 /BaseFont /Helvetica /Encoding /Nothing",
            "encoding-a-number": b"/Subtype /TrueType /BaseFont /X /Encoding 7",
            "differences-wild": b"/Subtype /Type1 /BaseFont /X /Encoding << /Differences [-5 /a 99999999 /b /c (d)] >>",
            "differences-long": b"/Subtype /Type1 /BaseFont /X /Encoding << /Differences ["
            + b"0 /a " * 200_000
            + b"] >>",
            "of-no-kind": b"",
            "is-itself": b"/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [3 0 R]",
            "without-descendants": b"/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts []",
            "map-unknown": b"/Subtype /Type0 /BaseFont /X /Encoding /Nothing-H /DescendantFonts [<< /Subtype /Q >>]",
            "widths-wild": b"/Subtype /TrueType /BaseFont /X /FirstChar -9 /LastChar 99999999999 /Widths [1 /a (b) 1e400]",
            "file-is-noise": b"/Subtype /Type1 /BaseFont /X /FontDescriptor << /FontFile 6 0 R /Flags (x) >>",
            "drawn-by-itself": b"/Subtype /Type3 /CharProcs << /O 5 0 R >> /Encoding << /Differences [79 /O] >>",
        }.items()
    )


def _font(entries: bytes) -> bytes:
    noise = stream(bytes(range(256)) * 40)
    return assemble(one_page(font=b"<< /Type /Font %b >>" % entries, more=[noise]))


def _maps() -> tuple[Hostile, ...]:
    wide = b"[0 " + b"4294967295 500 " * 3 + b"]"
    return (
        Hostile(
            "map-range-of-four-billion.pdf", _map(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"), BORNE
        ),
        Hostile("map-ranges-many.pdf", _map(b"1 beginbfrange <0000> <FFFF> <0041> endbfrange\n" * 5_000), BORNE),
        Hostile("map-backwards.pdf", _map(b"1 beginbfrange <00FF> <0001> <0041> endbfrange"), MENDED),
        Hostile("map-unfinished.pdf", _map(b"100 beginbfrange <00"), MENDED),
        Hostile(
            "map-one-letter-is-long.pdf", _map(b"1 beginbfchar <004F> <" + b"0041" * 200_000 + b"> endbfchar"), BORNE
        ),
        Hostile("map-to-lone-halves.pdf", _map(b"2 beginbfchar <004F> <D800> <0069> <DC00> endbfchar"), MENDED),
        Hostile("map-to-nothing.pdf", _map(b"2 beginbfchar <004F> <0000> <0069> <> endbfchar"), MENDED),
        Hostile("map-uses-itself.pdf", _map(b"/ToUnicode usecmap", b"/UseCMap 6 0 R"), MENDED),
        Hostile("widths-of-four-billion.pdf", _map(b"", widths=wide), BORNE),
        Hostile("nulls-in-words.pdf", _page(SHOWN.replace(b"chain", b"ch\\000ain")), frozenset({READ})),
    )


def _map(rules: bytes, entries: bytes = b"", widths: bytes = b"[]") -> Callable[[], bytes]:
    """A page in a font of two-byte characters whose letters these rules name."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 6 0 R >>"
    descendant = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W %b >>" % widths
    shown = b"BT /F1 12 Tf 50 700 Td <%b> Tj ET" % WORDS.encode("utf-16-be").hex().encode()
    head = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    more = [stream(head + rules + b"\nendcmap", entries), descendant]
    return lambda: assemble(one_page(stream(shown), font=font, more=more))


def _page(contents: bytes) -> Callable[[], bytes]:
    return lambda: assemble(one_page(stream(contents)))


def _boxes() -> tuple[Hostile, ...]:
    entries = {
        "negative": b"/MediaBox [0 0 -595 -842]",
        "giant": b"/MediaBox [-1e30 -1e30 1e30 1e30] /UserUnit 1e30",
        "endless": b"/MediaBox [0 0 " + b"9" * 5000 + b" 1e99999]",
        "of-words": b"/MediaBox [/a (b) true null]",
        "short": b"/MediaBox [0 0]",
        "itself": b"/MediaBox 4 0 R /CropBox 4 0 R",
        "none": b"",
        "empty": b"/MediaBox [0 0 0 0]",
        "turned-oddly": b"/MediaBox [0 0 595 842] /Rotate 45 /UserUnit -1",
        "turned-by-words": b"/MediaBox [0 0 595 842] /Rotate (up) /Annots [4 0 R 7 (a)]",
    }
    return tuple(Hostile(f"box-{name}.pdf", partial(_boxed, page), MENDED) for name, page in entries.items())


def _boxed(entries: bytes) -> bytes:
    return assemble(one_page(page=entries))


def _pictures() -> tuple[Hostile, ...]:
    scan = frozenset({Outcome.SCANNED})
    read = frozenset({READ})
    grey = stream(zlib.compress(bytes(100 * 100)), _PICTURE + b"/Filter /FlateDecode")
    jpeg = stream(b"\xff\xd8\xff\xe0" + bytes(1000) + b"\xff\xd9", _PICTURE + b"/Filter /DCTDecode")
    noise = bytes(range(256)) * 4
    odd = (b"/JPXDecode", b"/JBIG2Decode /DecodeParms << /JBIG2Globals 6 0 R >>", b"/CCITTFaxDecode", b"/NothingDecode")
    return (
        Hostile("scan.pdf", _pictured(grey, words=b""), scan),
        Hostile("scan-in-jpeg.pdf", _pictured(jpeg, words=b""), scan),
        *(
            Hostile(
                f"picture-{filters[1:].split(b'Decode')[0].decode().lower()}.pdf",
                _pictured(stream(noise, _PICTURE + b"/Filter " + filters), words=SHOWN),
                read,
                holds=WORDS,
            )
            for filters in odd
        ),
        *(
            Hostile(
                f"contents-{filters[1:].split(b'Decode')[0].decode().lower()}.pdf",
                partial(assemble, one_page(stream(noise, b"/Filter " + filters), more=[b"<< >>"])),
                LIMITED,
            )
            for filters in odd
        ),
        Hostile(
            "picture-of-10-to-18-points.pdf",
            _pictured(stream(noise, _PICTURE.replace(b" 100", b" 1000000000")), words=SHOWN),
            read,
            holds=WORDS,
        ),
    )


def _pictured(picture: bytes, words: bytes) -> Callable[[], bytes]:
    contents = stream(b"q 595 0 0 842 0 0 cm /Im Do Q " + words)
    resources = b"/XObject << /Im %d 0 R >>" % MORE
    return lambda: assemble(one_page(contents, resources=resources, more=[picture]))
