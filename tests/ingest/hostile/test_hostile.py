"""The hostile files themselves: that each is what it says it is. What reading them does is tested with the reader."""

import io
import os
import stat
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.loading import KINDS
from ingest.outcomes import Outcome
from tests.ingest.hostile import flipped, good_files, hostile
from tests.ingest.hostile.file import READ, WORDS, Hostile, Kind
from tests.ingest.hostile.office_writing import compound
from tests.ingest.hostile.packing import MEBIBYTE, flate, lzw, run_length
from tests.ingest.hostile.pdf import encrypted
from tests.ingest.hostile.pdf_writing import assemble, assemble_compressed, one_page

HOSTILE = {each.name: each for each in hostile()}
LARGEST = 60 * MEBIBYTE
"""Bytes of one file: more than is read, and few enough to write hundreds one after another."""


def built(name: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(HOSTILE[name].content()))


def shown(content: bytes, password: str = "") -> str:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), password=password or None)
    return "\n".join(page.extract_text() for page in reader.pages)


def test_no_kind_of_file_is_left_without_hostile_ones_and_no_name_hides_another() -> None:
    assert len(HOSTILE) == len(hostile()) >= 70
    assert {Path(name).suffix for name in HOSTILE} >= set(KINDS) - {".htm"}


@pytest.mark.parametrize("each", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_made_or_allows_no_known_end_tests_nothing(each: Hostile) -> None:
    content = each.content()
    assert len(content) <= LARGEST
    assert bool(content) == (each.allowed != {Outcome.EMPTY} and each.kind in (Kind.FILE, Kind.CLOSED))
    assert each.allowed and each.allowed <= {*Outcome, READ}
    assert READ in each.allowed or not (each.holds or each.never)


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and modes as on POSIX systems")
def test_what_is_no_file_lies_in_the_folder_as_it_says(tmp_path: Path) -> None:
    shapes = {Kind.FOLDER: stat.S_ISDIR, Kind.LINK: stat.S_ISLNK, Kind.LOOP: stat.S_ISLNK, Kind.PIPE: stat.S_ISFIFO}
    found: dict[Kind, int] = {
        each.kind: each.write(tmp_path).lstat().st_mode for each in HOSTILE.values() if each.kind is not Kind.FILE
    }
    assert all(shape(found[kind]) for kind, shape in shapes.items())
    assert stat.S_IMODE(found[Kind.CLOSED]) == 0
    assert not os.path.exists(tmp_path / "link-to-nowhere.md")


def test_a_bomb_that_does_not_unpack_to_what_it_says_is_none() -> None:
    from pypdf.filters import LZWDecode, RunLengthDecode

    assert zlib.decompress(flate(bytes(MEBIBYTE), 3)) == bytes(3 * MEBIBYTE)
    assert set(LZWDecode.decode(lzw(8))) == {0} and len(LZWDecode.decode(lzw(8))) * 18 > 1000 * MEBIBYTE
    assert RunLengthDecode.decode(run_length(1)) == bytes(MEBIBYTE)


def test_a_zip_bomb_is_a_sound_archive_with_two_gigabytes_in_it() -> None:
    (part,) = (part for part in built("spaces-2-gb.docx").infolist() if part.file_size > MEBIBYTE)
    with built("spaces-2-gb.docx").open(part) as opened:
        assert opened.read(200).startswith(b"<?xml") and part.file_size > 2000 * MEBIBYTE > 400 * part.compress_size
    assert len(built("20000-entries.docx").namelist()) > 20_000
    assert built("word-file-in-an-archive.docx").testzip() is None


def test_pdfs_that_are_put_together_by_hand_can_be_read_when_nothing_is_wrong() -> None:
    assert shown(assemble(one_page())) == shown(assemble_compressed(one_page())) == WORDS


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_locked_pdf_opens_with_its_password_only(algorithm: str) -> None:
    from pypdf.errors import FileNotDecryptedError

    locked = encrypted(algorithm, "secret")
    assert shown(locked, "secret") == WORDS
    with pytest.raises(FileNotDecryptedError):
        shown(locked)


def test_a_compound_file_names_its_streams_where_the_header_says_the_directory_is() -> None:
    content = compound("EncryptionInfo", "EncryptedPackage")
    directory = 512 * (1 + int.from_bytes(content[48:52], "little"))
    entries = [content[directory + n * 128 :][:64].decode("utf-16-le").rstrip("\0") for n in range(3)]
    assert entries == ["Root Entry", "EncryptionInfo", "EncryptedPackage"]


def test_the_sound_files_hold_their_words_before_they_are_spoilt() -> None:
    import docx

    good = good_files()
    assert {Path(name).suffix for name in good} == set(KINDS) - {".htm"}
    assert WORDS in shown(good["good.pdf"]) and "\nBrakes\n" in shown(good["good.pdf"])
    assert WORDS in [each.text for each in docx.Document(io.BytesIO(good["good.docx"])).paragraphs]
    assert all(WORDS.encode() in content for name, content in good.items() if name != "good.docx")


@given(st.binary(min_size=1, max_size=200), st.integers())
def test_spoiling_changes_one_to_eight_bytes_and_the_same_ones_for_a_seed(content: bytes, seed: int) -> None:
    spoilt = flipped(content, seed)
    assert flipped(content, seed) == spoilt and len(spoilt) == len(content)
    assert 1 <= sum(a != b for a, b in zip(content, spoilt, strict=True)) <= 8


def test_different_seeds_spoil_different_bytes() -> None:
    content = good_files()["good.md"]
    assert len({flipped(content, seed) for seed in range(50)}) == 50
