"""Small bytes that unpack to very many: deflate, LZW and run-length streams, and zip archives that may lie."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

MEBIBYTE = 2**20
_CLEAR = 256
_FIRST_FREE = 258
_TABLE_FULL = 4093
"""Where the encoder clears its table: before 4,095, at which decoders disagree."""


def deflated(unit: bytes, times: int, before: bytes = b"", after: bytes = b"") -> bytes:
    """A raw deflate stream of `before`, `unit` so many times, `after`; the unit is packed once."""
    return _piece(before) + _piece(unit) * times + _piece(after) + b"\x03\x00"


def flate(unit: bytes, times: int) -> bytes:
    """A zlib stream of the unit so many times, its checksum right."""
    checksum = 1
    for _ in range(times):
        checksum = zlib.adler32(unit, checksum)
    return b"\x78\x9c" + deflated(unit, times) + struct.pack(">I", checksum)


def lzw(tables: int) -> bytes:
    """An LZW stream (early change) of zero bytes; each table makes about 7.4 MB of 5.6 KB. `tables` is a multiple of 8."""
    codes, width = [f"{0:09b}"], 9
    for code in range(_FIRST_FREE, _TABLE_FULL):
        codes.append(f"{code:0{width}b}")
        if code + 2 == 1 << width:  # early change: one code sooner than the table needs
            width += 1
    bits = ("".join(codes) + f"{_CLEAR:0{width}b}") * 8  # eight tables end on a byte
    return int(bits, 2).to_bytes(len(bits) // 8, "big") * (tables // 8) + b"\x80\x80"


def run_length(mebibytes: int) -> bytes:
    """A run-length stream of zero bytes, 64 times as long unpacked."""
    return b"\x81\x00" * (mebibytes * MEBIBYTE // 128) + b"\x80"


@dataclass(frozen=True)
class Member:
    """One entry of a zip archive, as it says it is."""

    name: str
    data: bytes
    """As stored in the archive."""
    size: int
    """Unpacked, as the archive says."""
    crc: int = 0
    method: int = 8
    """8 is deflate, 0 stored."""
    flags: int = 0
    """1 says that a password is needed."""
    shared: bool = False
    """Whether its directory entry points at the first member's data, and it has none of its own."""


def packed(name: str, content: bytes) -> Member:
    """An honest member."""
    return Member(name, deflated(content, 1), len(content), zlib.crc32(content))


def archive(members: Iterable[Member]) -> bytes:
    """A zip archive of the members, in order; nothing is checked."""
    body, directory, count = bytearray(), bytearray(), 0
    for member in members:
        name = member.name.encode()
        sizes = (member.crc, len(member.data), member.size, len(name))
        shape = (20, member.flags, member.method, 0, 33)
        offset = 0 if member.shared else len(body)
        if not member.shared:
            body += b"PK\3\4" + struct.pack("<HHHHHIIIHH", *shape, *sizes, 0) + name + member.data
        directory += b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, *shape, *sizes, 0, 0, 0, 0, 0, offset) + name
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\5\6" + end


def _piece(content: bytes) -> bytes:
    """Deflate blocks that end on a byte and look back at nothing, so that they can be repeated."""
    if not content:
        return b""
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
