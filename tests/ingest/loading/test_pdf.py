"""PDF: refused in its own outcome, or read page by page."""

from pathlib import Path

import pytest

from ingest.loading.pdf import load
from ingest.outcomes import Outcome, Unreadable
from ingest.reading import MOST_PAGES, Misleading
from tests.ingest.loading.pdf_reading import OIL, TELL, found, reading, refusal, texts
from tests.ingest.pdf import drawn, locked, pdf, picture, text

# Refusals


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        pytest.param(b"just words", Outcome.MISNAMED, id="no PDF"),
        pytest.param(b" " * 1_024 + pdf(OIL), Outcome.MISNAMED, id="mark too far in"),
        pytest.param(locked(pdf(OIL), "secret"), Outcome.LOCKED, id="password"),
        pytest.param(
            pdf(OIL).replace(b"/Info 4 0 R", b"/Encrypt << /Filter /Acme.Lock /V 9 >> /Info 4 0 R"),
            Outcome.LOCKED,
            id="unknown lock",
        ),
        pytest.param(b"%PDF-1.4\n" + bytes(range(256)), Outcome.DAMAGED, id="garbage"),
        pytest.param(pdf(""), Outcome.NO_TEXT, id="blank page"),
        pytest.param(drawn(), Outcome.NO_TEXT, id="no pages"),
        pytest.param(drawn("3 Tr " + text(50, 700, TELL)), Outcome.NO_TEXT, id="hidden words only"),
        pytest.param(
            drawn("/P Do", "", resources="/XObject << /P 10 0 R >>", objects=(picture(),)), Outcome.SCANNED, id="scan"
        ),
        pytest.param(
            pdf(OIL).replace(b"/Kids [100 0 R]", b"/Kids [2 0 R  ]"), Outcome.DAMAGED, id="page tree in a circle"
        ),
    ],
)
def test_a_pdf_that_cannot_be_read_ends_in_its_own_outcome(tmp_path: Path, content: bytes, outcome: Outcome) -> None:
    assert refusal(tmp_path, content).outcome is outcome


def test_the_mark_of_a_pdf_may_stand_after_other_bytes(tmp_path: Path) -> None:
    assert texts(tmp_path, b"\r\n" * 100 + pdf(OIL)) == [OIL]


def test_a_pdf_of_too_many_pages_is_refused_before_any_is_read(tmp_path: Path) -> None:
    told: list[int] = []
    content = pdf(OIL).replace(b"[100 0 R]", b"[" + b"100 0 R " * (MOST_PAGES + 1) + b"]")
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        load(tmp_path / "a.pdf", "X", lambda done, total: told.append(done))
    assert (caught.value.outcome, told) == (Outcome.TOO_LARGE, [])


def test_a_pdf_with_more_text_than_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.loading.pdf.MOST_CHARACTERS", 2 * len(OIL))
    assert texts(tmp_path, pdf(OIL, OIL)) == [OIL, OIL]
    assert refusal(tmp_path, pdf(OIL, OIL, OIL)).outcome is Outcome.TOO_LARGE


def test_a_page_count_that_lies_changes_nothing(tmp_path: Path) -> None:
    assert texts(tmp_path, pdf(OIL, TELL).replace(b"/Count 2", b"/Count 9")) == [OIL, TELL]


def test_one_page_that_cannot_be_read_is_not_left_out_in_silence(tmp_path: Path) -> None:
    content = drawn(text(50, 700, OIL), "x").replace(b"<<  /Length 1 >>", b"<< /Filter /No >>")
    caught = refusal(tmp_path, content)
    assert caught.outcome is Outcome.DAMAGED
    assert "its page 2" in caught.message


# Pages


def test_each_page_is_told_and_carries_its_number_and_its_printed_label(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>"
    content = drawn(*(text(50, 700, word) for word in ("One", "Two", "Three")), catalog=labels)
    (tmp_path / "a.pdf").write_bytes(content)
    result = load(tmp_path / "a.pdf", "X", lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [document.metadata for document in result.documents] == [
        {"page": 1, "page_label": "i"},
        {"page": 2, "page_label": "ii"},
        {"page": 3, "page_label": "1"},
    ]


def test_a_label_that_is_the_number_is_not_given_twice(tmp_path: Path) -> None:
    assert [document.metadata for document in reading(tmp_path, pdf("One")).documents] == [{"page": 1}]


def test_an_empty_page_among_others_is_reported_and_keeps_its_place(tmp_path: Path) -> None:
    result = reading(tmp_path, pdf("One", "", "Three"))
    assert [document.page_content.strip() for document in result.documents] == ["One", "", "Three"]
    assert found(result, Misleading.EMPTY_PAGE) == [("", 2)]
