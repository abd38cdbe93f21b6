"""Word documents: one that cannot be read gets one plain sentence."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.loading.docx.package import MOST_PARTS
from ingest.outcomes import Outcome, Unreadable
from tests.ingest.loading.docx_making import NAMESPACES, load_bytes, p, package, zipped

ENTITY = '<!DOCTYPE w:document [<!ENTITY a "secret"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
SOUND = package(p("Oil weekly."))


def with_document(text: str | bytes) -> dict[str, str | bytes]:
    return SOUND | {"word/document.xml": text}


def lying() -> bytes:
    """A document whose part says that it is smaller than it is."""
    content = zipped(SOUND | {"word/media/a.xml": "<a>" + "x" * 50_000 + "</a>"})
    return content.replace((50_007).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def locked() -> bytes:
    """A document whose parts say that they need a password."""
    content = bytearray(zipped(SOUND))
    position = content.find(b"PK\x01\x02")
    content[position + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "outcome"),
    [
        pytest.param(lambda: b"Oil the chain.", Outcome.MISNAMED, id="text"),
        pytest.param(lambda: b"%PDF-1.7", Outcome.MISNAMED, id="a PDF"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Outcome.MISNAMED, id="an old document"),
        pytest.param(
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            Outcome.LOCKED,
            id="an encrypted document",
        ),
        pytest.param(locked, Outcome.LOCKED, id="a locked archive"),
        pytest.param(lambda: zipped({"xl/workbook.xml": "<a/>"}), Outcome.MISNAMED, id="a workbook"),
        pytest.param(lambda: zipped(SOUND)[:300], Outcome.DAMAGED, id="cut off"),
        pytest.param(lambda: zipped(with_document("<w:document>")), Outcome.DAMAGED, id="no XML"),
        pytest.param(lambda: zipped(with_document(b"\xff\xfe\x00")), Outcome.DAMAGED, id="no text"),
        pytest.param(lambda: zipped(with_document("<a/>")), Outcome.DAMAGED, id="other XML"),
        pytest.param(
            lambda: zipped(with_document(ENTITY + str(SOUND["word/document.xml"]).replace("Oil", "&b;"))),
            Outcome.DAMAGED,
            id="entities",
        ),
        pytest.param(
            lambda: zipped(with_document(("\ufeff" + ENTITY + str(SOUND["word/document.xml"])).encode("utf-16-le"))),
            Outcome.DAMAGED,
            id="entities in UTF-16",
        ),
        pytest.param(
            lambda: zipped(SOUND | {"customXml/item1.xml": "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>"}),
            Outcome.DAMAGED,
            id="a document type elsewhere",
        ),
        pytest.param(
            lambda: zipped(with_document(f"<w:document {NAMESPACES}><w:body>{'<w:p>' * 5_000}{'</w:p>' * 5_000}</w:body></w:document>")),
            Outcome.DAMAGED,
            id="too deep",
        ),
        pytest.param(lambda: zipped(SOUND, zipfile.ZIP_LZMA), Outcome.DAMAGED, id="an unusual packing"),
        pytest.param(lying, Outcome.DAMAGED, id="false sizes"),
        pytest.param(lambda: zipped(SOUND | {"word/media/a.bin": bytes(12 * 2**20)}), Outcome.TOO_LARGE, id="a bomb"),
        pytest.param(
            lambda: zipped(SOUND | {f"word/media/{n}.bin": b"" for n in range(MOST_PARTS)}), Outcome.TOO_LARGE, id="many parts"
        ),
        pytest.param(lambda: zipped(package("")), Outcome.NO_TEXT, id="no words"),
        pytest.param(lambda: zipped(package(p("secret", run="<w:vanish/>"))), Outcome.NO_TEXT, id="only hidden words"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_read_gets_one_plain_sentence(
    tmp_path: Path, make: Callable[[], bytes], outcome: Outcome
) -> None:
    with pytest.raises(Unreadable) as caught:
        load_bytes(tmp_path, make())
    assert caught.value.outcome is outcome
    assert caught.value.message.startswith("The file of A ") and caught.value.message.endswith(".")
    assert "\n" not in caught.value.message and caught.value.hint.endswith(".")


def test_a_part_that_stands_twice_in_the_archive_is_refused(tmp_path: Path) -> None:
    content = zipped(SOUND | {"word/documenu.xml": str(SOUND["word/document.xml"]).replace("Oil", "secret")})
    with pytest.raises(Unreadable) as caught:
        load_bytes(tmp_path, content.replace(b"word/documenu.xml", b"word/document.xml"))
    assert caught.value.outcome is Outcome.DAMAGED


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_document_with_changed_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(zipped(SOUND, zipfile.ZIP_STORED))
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[position] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("changed")
    try:
        assert load_bytes(folder, bytes(content)).documents
    except Unreadable as refusal:
        assert refusal.hint
