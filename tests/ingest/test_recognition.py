"""A scan is read where text recognition is installed, and refused in one sentence where it is not."""

from pathlib import Path

import pytest

from ingest import recognition
from ingest.outcomes import Outcome, Unreadable
from ingest.parsing import FileReader

WORDS = "Oil the bicycle chain after every wet ride."


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page that is a picture of words."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    picture = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(picture).text((100, 200), WORDS, fill="black", font=ImageFont.load_default(44))
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.save()
    return tmp_path / "scan.pdf"


def test_without_the_programs_a_scan_is_refused_with_what_to_do(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "can_recognise", lambda: False)
    with FileReader() as reader, pytest.raises(Unreadable, match="is a scan") as caught:
        reader.read(scan)
    assert caught.value.outcome is Outcome.SCANNED and "text recognition" in caught.value.hint


@pytest.mark.skipif(not recognition.can_recognise(), reason="ocrmypdf and Tesseract are not installed")
def test_with_the_programs_its_words_are_read_on_their_page_and_no_date_is_made_up(scan: Path) -> None:
    with FileReader() as reader:
        file = reader.read(scan)
    assert [(passage.text, passage.page) for passage in file.passages] == [(WORDS, 1)]
    assert file.about.published == ""
