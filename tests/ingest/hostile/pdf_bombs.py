"""PDFs that are small and become very much: packed streams, object streams and tables of them."""

import zlib
from collections.abc import Callable
from functools import partial

from tests.ingest.hostile.file import BORNE, LIMITED, MENDED, WORDS, Hostile
from tests.ingest.hostile.packing import MEBIBYTE, flate, lzw, run_length
from tests.ingest.hostile.pdf_writing import MORE, SHOWN, assemble, assemble_compressed, one_page, stream

_GIBIBYTE = 1024
"""Mebibytes."""
_LAST = MORE + 2
"""Number of the first object after one more object and the cross-reference stream."""


def pdf_bombs() -> tuple[Hostile, ...]:
    """PDFs that unpack to very much, or say that they do."""
    return (*_packed(), *_tables())


def _packed() -> tuple[Hostile, ...]:
    zeros = bytes(MEBIBYTE)
    return (
        Hostile("flate-1-gb.pdf", _contents(lambda: flate(zeros, _GIBIBYTE), b"/FlateDecode"), LIMITED),
        Hostile(
            "flate-flate-1-gb.pdf",
            _contents(lambda: zlib.compress(flate(zeros, _GIBIBYTE), 9), b"[/FlateDecode /FlateDecode]"),
            LIMITED,
        ),
        Hostile("lzw-1-gb.pdf", _contents(lambda: lzw(144), b"/LZWDecode"), LIMITED),
        Hostile(
            "run-length-1-gb.pdf",
            _contents(lambda: zlib.compress(run_length(_GIBIBYTE)), b"[/FlateDecode /RunLengthDecode]"),
            LIMITED,
        ),
        Hostile(
            "hex-in-hex.pdf",
            _contents(_hex_in_hex, b"[" + b"/ASCIIHexDecode " * 15 + b"/FlateDecode]"),
            BORNE,
        ),
        Hostile(
            "100000-filters.pdf",
            _contents(lambda: b"\x80", b"[" + b"/RunLengthDecode " * 100_000 + b"]"),
            BORNE,
        ),
        Hostile("ascii85-zeros.pdf", _contents(lambda: b"z" * (30 * MEBIBYTE) + b"~>", b"/ASCII85Decode"), LIMITED),
        Hostile("spoilt-flate-4-mb.pdf", _contents(_spoilt, b"/FlateDecode"), BORNE),
        Hostile(
            "columns-10-to-9.pdf",
            _contents(
                lambda: zlib.compress(SHOWN),
                b"/FlateDecode /DecodeParms << /Predictor 12 /Columns 1000000000 /Colors 32 >>",
            ),
            LIMITED,
        ),
        Hostile(
            "columns-negative.pdf",
            _contents(lambda: zlib.compress(SHOWN), b"/FlateDecode /DecodeParms << /Predictor 15 /Columns -5 >>"),
            MENDED,
        ),
        Hostile("object-stream-1-gb.pdf", _object_stream_of_zeros, LIMITED),
        Hostile("metadata-entities.pdf", _metadata_entities, BORNE, holds=WORDS),
        Hostile("metadata-1-gb.pdf", _metadata_of_zeros, BORNE, holds=WORDS),
        Hostile("title-5-mb.pdf", lambda: assemble(one_page(), trailer=_long_title()), BORNE, holds=WORDS),
    )


def _contents(content: Callable[[], bytes], filters: bytes) -> Callable[[], bytes]:
    """A page whose contents are packed."""
    return lambda: assemble(one_page(stream(content(), b"/Filter " + filters)))


def _hex_in_hex() -> bytes:
    content = zlib.compress(SHOWN)
    for _ in range(15):  # doubles each time: 3 MB
        content = content.hex().encode() + b">"
    return content


def _spoilt() -> bytes:
    """Packed words, then 4 MB that cannot be unpacked, which a patient unpacker tries byte by byte."""
    packer = zlib.compressobj()
    return packer.compress(SHOWN) + packer.flush(zlib.Z_FULL_FLUSH) + b"\xff" * 4_000_000


def _object_stream_of_zeros() -> bytes:
    packed = stream(flate(bytes(MEBIBYTE), _GIBIBYTE), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    return assemble_compressed(one_page(more=[packed]), {_LAST: (MORE, 0)}, root=_LAST)


def _metadata_entities() -> bytes:
    entities = b"".join(b'<!ENTITY e%d "%b">' % (n + 1, b"&e%d;" % n * 10) for n in range(10))
    text = (
        b'<?xpacket begin=""?><!DOCTYPE x [<!ENTITY e0 "oil">' + entities + b']><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>&e10;</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>'
    )
    metadata = stream(text, b"/Type /Metadata /Subtype /XML")
    return assemble(one_page(catalog=b"/Metadata %d 0 R" % MORE, more=[metadata]))


def _metadata_of_zeros() -> bytes:
    metadata = stream(flate(bytes(MEBIBYTE), _GIBIBYTE), b"/Type /Metadata /Subtype /XML /Filter /FlateDecode")
    return assemble(one_page(catalog=b"/Metadata %d 0 R" % MORE, more=[metadata]))


def _long_title() -> bytes:
    return b"/Info << /Title (" + b"oil " * 1_300_000 + b") /CreationDate (D:99999999999999) >>"


def _tables() -> tuple[Hostile, ...]:
    return (
        Hostile("widths-huge.pdf", _table(b"/W [1 2000000000 1]"), MENDED | LIMITED),
        Hostile("widths-negative.pdf", _table(b"/W [1 -4 2]"), MENDED),
        Hostile("widths-zero.pdf", _table(b"/W [0 0 0] /Index [0 2000000000]"), MENDED | LIMITED),
        Hostile("widths-a-million.pdf", _table(b"/W [" + b"1 " * 1_000_000 + b"]"), MENDED | LIMITED),
        Hostile("index-two-billion.pdf", _table(b"/W [1 4 2] /Index [0 2000000000]"), MENDED | LIMITED),
        Hostile(
            "index-a-million-pairs.pdf",
            _table(b"/W [1 4 2] /Index [" + b"0 2000000000 " * 1_000_000 + b"]"),
            MENDED | LIMITED,
        ),
        Hostile("index-odd.pdf", _table(b"/W [1 4 2] /Index [0]"), MENDED),
        Hostile("object-stream-in-itself.pdf", _object_stream_in_itself, MENDED),
        Hostile("object-streams-in-each-other.pdf", _object_streams_in_each_other, MENDED),
        Hostile("object-stream-of-10-to-9.pdf", partial(_claiming, b"/N 1000000000 /First 4"), MENDED | LIMITED),
        Hostile("object-stream-first-wild.pdf", partial(_claiming, b"/N 1 /First 99999999"), MENDED),
        Hostile("object-stream-extends-itself.pdf", partial(_claiming, b"/N 1 /First 4 /Extends 6 0 R"), MENDED),
    )


def _table(entries: bytes) -> Callable[[], bytes]:
    return lambda: assemble_compressed(one_page(), entries=entries)


def _claiming(entries: bytes) -> bytes:
    """The catalogue lies in an object stream that says this of itself."""
    packed = stream(b"%d 0 << /Type /Catalog /Pages 2 0 R >>" % _LAST, b"/Type /ObjStm " + entries)
    return assemble_compressed(one_page(more=[packed]), {_LAST: (MORE, 0)}, root=_LAST)


def _object_stream_in_itself() -> bytes:
    packed = stream(b"6 0 << /Type /Catalog >>", b"/Type /ObjStm /N 1 /First 4")
    return assemble_compressed(one_page(more=[packed]), {MORE: (MORE, 0), _LAST: (MORE, 0)}, root=_LAST)


def _object_streams_in_each_other() -> bytes:
    packed = [stream(b"%d 0 << >>" % number, b"/Type /ObjStm /N 1 /First 4") for number in (7, 6)]
    return assemble_compressed(one_page(more=packed), {6: (7, 0), 7: (6, 0), 9: (6, 0)}, root=9)
