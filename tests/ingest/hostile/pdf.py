"""PDFs that are locked, cut off, misnamed or tangled: those whose structure is wrong."""

from collections.abc import Callable
from functools import partial

from ingest.outcomes import Outcome
from tests.ingest.hostile.file import LIMITED, MENDED, READ, UNSOUND, WORDS, Hostile
from tests.ingest.hostile.pdf_bombs import pdf_bombs
from tests.ingest.hostile.pdf_crowds import pdf_crowds
from tests.ingest.hostile.pdf_pages import pdf_pages
from tests.ingest.hostile.pdf_trees import pdf_trees
from tests.ingest.hostile.pdf_writing import SHOWN, assemble, assemble_compressed, one_page
from tests.ingest.pdf import pdf

_CIPHERS = ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")
_BAD_KEY = b"/Filter /Standard /V 2 /R 3 /Length 8 /P -4 /O <%b> /U <%b>" % (b"41" * 32, b"42" * 32)
"""A key of one byte: ciphers take five at least."""


def hostile_pdfs() -> tuple[Hostile, ...]:
    """All hostile PDFs."""
    structure = (*_locked(), *_cut_off(), *_misnamed(), *_tangled_tables(), *pdf_trees())
    return (*structure, *pdf_bombs(), *pdf_crowds(), *pdf_pages())


def encrypted(algorithm: str, user_password: str) -> bytes:
    """A page with the words, encrypted. Random salts differ from call to call."""
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(assemble(one_page()))))
    writer.encrypt(user_password, "owner", algorithm=algorithm)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _locked() -> tuple[Hostile, ...]:
    only_locked, refused = frozenset({Outcome.LOCKED}), frozenset({Outcome.LOCKED, Outcome.DAMAGED})
    return (
        *(Hostile(f"locked-{name}.pdf", partial(encrypted, name, "secret"), only_locked) for name in _CIPHERS),
        *(
            Hostile(f"open-{name}.pdf", partial(encrypted, name, ""), frozenset({READ}), holds=WORDS)
            for name in _CIPHERS
        ),
        Hostile("locked-bad-key.pdf", partial(_with_encryption, _BAD_KEY), refused),
        Hostile("locked-unknown.pdf", partial(_with_encryption, b"/Filter /Workshop.Lock /V 9 /R 9"), refused),
        Hostile("locked-for-a-certificate.pdf", partial(_with_encryption, b"/Filter /Adobe.PubSec /V 4"), refused),
        Hostile("locked-by-nothing.pdf", lambda: assemble(one_page(), trailer=b"/Encrypt 99 0 R"), refused | MENDED),
        Hostile(
            "locked-by-itself.pdf",
            lambda: assemble([*one_page(), b"6 0 R"], trailer=b"/Encrypt 6 0 R"),
            refused | MENDED,
        ),
    )


def _with_encryption(entries: bytes) -> bytes:
    return assemble(one_page(), trailer=b"/Encrypt << %b >> /ID [<41> <41>]" % entries)


def _cut_off() -> tuple[Hostile, ...]:
    long = pdf(*(f"{WORDS} Page {number}" for number in range(20)))
    return (
        Hostile("zero-bytes.pdf", lambda: b"", frozenset({Outcome.EMPTY})),
        Hostile("only-a-header.pdf", lambda: b"%PDF-1.7\n", UNSOUND),
        Hostile("header-and-end.pdf", lambda: b"%PDF-1.7\n%%EOF", UNSOUND),
        Hostile("first-tenth.pdf", lambda: long[: len(long) // 10], UNSOUND),
        Hostile("first-half.pdf", lambda: long[: len(long) // 2], MENDED),
        Hostile("nine-tenths.pdf", lambda: long[: len(long) * 9 // 10], MENDED),
        Hostile("no-end-mark.pdf", lambda: long.removesuffix(b"%%EOF"), MENDED, holds=WORDS),
        Hostile("middle-missing.pdf", lambda: long[:1000] + long[2000:], MENDED),
        Hostile("carried-as-text.pdf", lambda: long.replace(b"\n", b"\r\n"), MENDED),
        Hostile("million-end-marks.pdf", lambda: long + b"\n%%EOF" * 1_000_000, MENDED | LIMITED),
        Hostile("wild-start.pdf", lambda: _start(long, b"99999999999999999999"), MENDED),
        Hostile("negative-start.pdf", lambda: _start(long, b"-5"), MENDED),
        Hostile("wordy-start.pdf", lambda: _start(long, b"here"), MENDED),
        Hostile("start-of-5000-digits.pdf", lambda: _start(long, b"9" * 5000), MENDED),
    )


def _start(content: bytes, place: bytes) -> bytes:
    """The PDF, saying that its table stands at this place."""
    return content[: content.rindex(b"startxref")] + b"startxref\n%b\n%%%%EOF\n" % place


def _misnamed() -> tuple[Hostile, ...]:
    misnamed = frozenset({Outcome.MISNAMED})
    page = b"<!DOCTYPE html><html><body><p>" + WORDS.encode() + b"</p></body></html>"
    return (
        Hostile("page.pdf", lambda: page, misnamed),
        Hostile("noise.pdf", lambda: bytes(range(128, 256)) * 100, misnamed),
        *(Hostile(f"a-pdf{ending}", _page, misnamed) for ending in (".docx", ".html", ".txt", ".md", ".vtt", ".srt")),
        Hostile("late-900.pdf", partial(_late, 900), frozenset({READ, Outcome.MISNAMED}), holds=WORDS),
        Hostile("late-5000.pdf", partial(_late, 5000), misnamed),
    )


def _page() -> bytes:
    return assemble(one_page())


def _late(place: int) -> bytes:
    """A web page's comment of so many bytes, then a PDF."""
    return assemble(one_page(), head=b"<html><!--".ljust(place) + b"%PDF-1.7\n")


def _tangled_tables() -> tuple[Hostile, ...]:
    return (
        Hostile("table-before-itself.pdf", _trailing(b"/Prev @XREF@"), MENDED),
        Hostile("table-before-nowhere.pdf", _trailing(b"/Prev 99999999"), MENDED),
        Hostile("table-before-negative.pdf", _trailing(b"/Prev -1"), MENDED),
        Hostile("table-stream-is-table.pdf", _trailing(b"/XRefStm @XREF@"), MENDED),
        Hostile("table-stream-loop.pdf", _stream_loop, MENDED),
        Hostile("tables-10000.pdf", _many_tables, MENDED | LIMITED),
        Hostile("table-size-10-to-9.pdf", _trailing(b"/Size 1000000000"), MENDED | LIMITED),
        Hostile("root-is-a-page.pdf", _trailing(b"/Root 4 0 R"), MENDED),
        Hostile("root-is-missing.pdf", _trailing(b"/Root 77 0 R"), MENDED),
        Hostile("root-is-a-number.pdf", _trailing(b"/Root 7"), MENDED),
        Hostile("info-loop.pdf", lambda: assemble([*one_page(), b"6 0 R"], trailer=b"/Info 6 0 R"), MENDED),
        Hostile("length-is-itself.pdf", lambda: assemble(one_page(_sized(b"5 0 R"))), MENDED),
        Hostile(
            "length-loop.pdf",
            lambda: assemble(one_page(_sized(b"6 0 R"), more=[b"7 0 R", b"6 0 R"])),
            MENDED,
        ),
        Hostile("length-negative.pdf", lambda: assemble(one_page(_sized(b"-10"))), MENDED),
        Hostile("length-10-to-12.pdf", lambda: assemble(one_page(_sized(b"1000000000000"))), MENDED | LIMITED),
        Hostile("length-5000-digits.pdf", lambda: assemble(one_page(_sized(b"9" * 5000))), MENDED),
    )


def _trailing(entries: bytes) -> Callable[[], bytes]:
    return lambda: assemble(one_page(), trailer=entries)


def _sized(length: bytes) -> bytes:
    return b"<< /Length %b >>\nstream\n%b\nendstream" % (length, SHOWN)


def _stream_loop() -> bytes:
    """A cross-reference stream that stands before itself."""
    whole = assemble_compressed(one_page(), entries=b"/W [1 4 2] /Prev 0000000000")
    place = whole.rindex(b"6 0 obj")
    return whole.replace(b"/Prev 0000000000", b"/Prev %010d" % place)


def _many_tables() -> bytes:
    """10,000 tables, each before the next."""
    written = bytearray(assemble(one_page()))
    place = written.rindex(b"xref\n0 ")
    for _ in range(10_000):
        before, place = place, len(written)
        written += b"xref\n0 0\ntrailer << /Size 6 /Root 1 0 R /Prev %d >>\n" % before
    return bytes(written) + b"startxref\n%d\n%%%%EOF\n" % place
