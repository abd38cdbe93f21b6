"""Small PDFs, written byte by byte."""

_HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_COURIER = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"


def pdf(*pages: str) -> bytes:
    """A sound PDF with these pages, in Latin-1: one line of the text a line of the page."""
    return drawn(*(f"BT /F1 11 Tf 14 TL 50 800 Td\n{_lines(text)}ET" for text in pages))


def drawn(
    *pages: str,
    resources: str = "",
    fonts: str = "",
    page: str = "",
    catalog: str = "",
    info: str = "",
    objects: tuple[str | bytes, ...] = (),
) -> bytes:
    """A PDF with these content streams as its pages. The fonts are F1, Helvetica, and F2, Courier; further entries go into
    the dictionaries of that name; further objects are numbered from 10 on, the pages' own from 100 on."""
    kids = " ".join(f"{100 + 2 * n} 0 R" for n in range(len(pages)))
    numbered: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: _HELVETICA.encode(),
        4: f"<< {info} >>".encode(),
        5: _COURIER.encode(),
    }
    for n, each in enumerate(objects, 10):
        numbered[n] = each if isinstance(each, bytes) else each.encode("cp1252")
    for n, content in enumerate(pages):
        held = f"/Resources << /Font << /F1 3 0 R /F2 5 0 R {fonts} >> {resources} >>"
        box = "" if "/MediaBox" in page else "/MediaBox [0 0 595 842]"
        numbered[100 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R {box} /Contents {101 + 2 * n} 0 R {held} {page} >>".encode()
        )
        numbered[101 + 2 * n] = stream(content)
    return _file(numbered)


def stream(content: str | bytes, entries: str = "") -> bytes:
    """A stream object with these further entries in its dictionary."""
    held = content if isinstance(content, bytes) else content.encode("cp1252")
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(held), held)


def text(x: float, y: float, words: str, size: float = 11) -> str:
    """The operators that paint words at a place."""
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj ET\n"


def picture() -> bytes:
    """A grey picture of one pixel, as an object."""
    return stream(
        b"\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )


def locked(content: bytes, password: str) -> bytes:
    """The PDF, encrypted with AES so that it opens with this password only."""
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _file(objects: dict[int, bytes]) -> bytes:
    written, offsets = b"%PDF-1.4\n", {}
    for number, content in objects.items():
        offsets[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(1, size)
    )
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return (
        written
        + head
        + b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            len(written),
        )
    )


def _lines(text: str) -> str:
    return "".join(f"({_escaped(line)}) Tj T*\n" for line in text.split("\n"))


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
