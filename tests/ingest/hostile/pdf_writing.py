"""PDFs put together object by object, so that any of them can be wrong."""

from collections.abc import Mapping, Sequence

from tests.ingest.hostile.file import WORDS

HEAD = b"%PDF-1.7\n"
SHOWN = b"BT /F1 12 Tf 50 700 Td (" + WORDS.encode() + b") Tj ET"
"""A page's content that shows the words."""
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
MORE = 6
"""Number of the first object that follows those of `one_page`."""


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object with the right length."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


def one_page(
    contents: bytes | None = None,
    *,
    page: bytes = b"/MediaBox [0 0 595 842]",
    resources: bytes = b"",
    catalog: bytes = b"",
    font: bytes = HELVETICA,
    more: Sequence[bytes] = (),
) -> list[bytes]:
    """Objects 1 catalog, 2 pages, 3 font, 4 page, 5 contents, then `more` from 6; entries are added to the dictionaries."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        font,
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> %b >> %b >>"
        % (resources, page),
        stream(SHOWN) if contents is None else contents,
        *more,
    ]


def assemble(objects: Sequence[bytes], *, trailer: bytes = b"", head: bytes = HEAD) -> bytes:
    """The objects, numbered from 1, with a table of where they stand. `@XREF@` in the trailer is that table's place."""
    body, offsets = _laid_out(objects, head)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    entries = (b"/Size %d /Root 1 0 R " % (len(objects) + 1) + trailer).replace(b"@XREF@", b"%d" % len(body))
    return b"%bxref\n0 %d\n0000000000 65535 f \n%btrailer << %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        body,
        len(objects) + 1,
        table,
        entries,
        len(body),
    )


def assemble_compressed(
    objects: Sequence[bytes],
    within: Mapping[int, tuple[int, int]] | None = None,
    *,
    root: int = 1,
    entries: bytes = b"/W [1 4 2]",
) -> bytes:
    """The same with a cross-reference stream. `within` says which numbers lie in which object stream, at which place."""
    body, offsets = _laid_out(objects, HEAD)
    own = len(objects) + 1
    rows = {0: (0, 0, 65535), own: (1, len(body), 0)}
    rows |= {number: (1, offset, 0) for number, offset in enumerate(offsets, 1)}
    rows |= {number: (2, *place) for number, place in (within or {}).items()}
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + third.to_bytes(2, "big")
        for kind, place, third in (rows.get(number, (0, 0, 0)) for number in range(max(rows) + 1))
    )
    about = b"/Type /XRef /Size %d /Root %d 0 R %b" % (max(rows) + 1, root, entries)
    return b"%b%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (body, own, stream(table, about), len(body))


def _laid_out(objects: Sequence[bytes], head: bytes) -> tuple[bytes, list[int]]:
    body, offsets = bytearray(head), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return bytes(body), offsets
