"""PDF: what no reader sees is left out and reported, and what is seen stays."""

from pathlib import Path

import pytest

from ingest.reading import Misleading
from tests.ingest.loading.pdf_reading import OIL, TELL, found, reading, texts
from tests.ingest.pdf import drawn, picture, stream, text

HIDDEN = {
    "mode that paints nothing": "3 Tr " + text(50, 680, TELL) + "0 Tr ",
    "white on white": "1 g " + text(50, 680, TELL) + "0 g ",
    "nearly white": "0.97 0.95 0.96 rg " + text(50, 680, TELL) + "0 g ",
    "white in inks": "0 0 0 0 k " + text(50, 680, TELL) + "0 g ",
    "white of a named colour space": "/C cs 1 1 1 scn " + text(50, 680, TELL) + "0 g ",
    "black on black": "0 0 0 rg 40 670 400 30 re f " + text(50, 680, TELL),
    "under a box": text(50, 680, TELL) + "1 0 0 rg 40 670 400 30 re f 0 g ",
    "under a picture": text(50, 680, TELL) + "q 400 0 0 30 40 670 cm /P Do Q ",
    "transparent": "/G gs " + text(50, 680, TELL) + "/H gs ",
    "too small": text(50, 680, TELL, 1.5),
    "scaled down": "q 0.1 0 0 0.1 0 0 cm " + text(500, 6800, TELL) + "Q ",
    "squeezed flat": "2 Tz " + text(50, 680, TELL) + "100 Tz ",
    "left of the page": text(-400, 680, TELL),
    "below the page": text(50, -30, TELL),
    "beyond what is cropped": text(300, 810, TELL),
    "clipped away": "q 0 0 1 1 re W n " + text(50, 680, TELL) + "Q ",
    "layer that is off": "/OC /L BDC " + text(50, 680, TELL) + "EMC ",
    "layer that is off, of a form": "/X Do ",
    "beside a dark shape with a corner": (
        "0 0 0.5 rg 30 640 m 35 640 l 35 730 l 590 730 l 590 735 l 30 735 l f 1 g " + text(50, 680, TELL) + "0 g "
    ),
    "as grey as black seen through": "/S gs 0 g 40 675 400 18 re f /H gs 0.5 g " + text(50, 680, TELL) + "0 g ",
    "raised off the page": "900 Ts " + text(50, 680, TELL) + "0 Ts ",
    "member of layers that are all off": "/OC /N BDC " + text(50, 680, TELL) + "EMC ",
    "white on a see-through white": "/S gs 1 g 40 670 400 30 re f " + text(50, 680, TELL) + "/H gs 0 g ",
}
RESOURCES = (
    "/XObject << /P 10 0 R /X 11 0 R >> /ColorSpace << /C [/ICCBased 13 0 R] >> /Properties << /L 12 0 R /N 14 0 R >>"
    " /ExtGState << /G << /ca 0 >> /H << /ca 1 >> /S << /ca 0.5 >> >>"
)
OBJECTS = (
    picture(),
    stream(
        text(50, 680, TELL),
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /OC 12 0 R /Resources << /Font << /F1 3 0 R >> >>",
    ),
    "<< /Type /OCG /Name (Notes) >>",
    stream("", "/N 3"),
    "<< /Type /OCMD /OCGs [12 0 R] >>",
)
LAYERS = "/OCProperties << /OCGs [12 0 R] /D << /OFF [12 0 R] >> >>"


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_is_not_seen_is_left_out_and_reported_and_what_stands_beside_it_stays(
    tmp_path: Path, content: str
) -> None:
    around = text(50, 700, OIL) + content + text(50, 660, "The brakes are tested.")
    result = reading(
        tmp_path,
        drawn(around, resources=RESOURCES, objects=OBJECTS, catalog=LAYERS, page="/CropBox [0 0 595 800]"),
    )
    (document,) = result.documents
    assert "customer" not in document.page_content
    assert OIL in document.page_content and "The brakes are tested." in document.page_content
    assert found(result, Misleading.HIDDEN) == [(TELL, 1)]


SEEN = {
    "white on a dark box": "0.2 g 40 670 400 30 re f 1 g " + text(50, 680, TELL),
    "white on a box with round corners": (
        "0 0 0.5 rg 50 670 m 400 670 l 440 670 440 700 400 700 c 50 700 l 20 700 20 670 50 670 c f 1 g "
        + text(50, 680, TELL)
    ),
    "white on a thick line": "0 G 30 w 40 685 m 440 685 l S 1 g " + text(50, 680, TELL),
    "white on a picture": "q 400 0 0 30 40 670 cm /P Do Q 1 g " + text(50, 680, TELL),
    "white on a see-through dark box": "/S gs 0 g 40 670 400 30 re f /H gs 1 g " + text(50, 680, TELL),
    "white with a dark outline": "2 Tr 0 G 1 g " + text(50, 680, TELL),
    "outline only": "1 Tr 0 G 1 g " + text(50, 680, TELL),
    "black on a box of its own": "1 g 40 670 400 30 re f 0 g " + text(50, 680, TELL),
    "layer that is on": "/OC /M BDC " + text(50, 680, TELL) + "EMC ",
    "scaled up": "q 11 0 0 11 0 0 cm " + text(5, 62, TELL, 1) + "Q ",
    "colour of a pattern": "/Pattern cs /P1 scn " + text(50, 680, TELL),
    "beside a box that covers other words": text(50, 680, TELL) + "1 g 300 670 200 30 re f ",
    "a form within a form": "/X Do ",
}


@pytest.mark.parametrize("content", SEEN.values(), ids=SEEN.keys())
def test_what_is_seen_is_not_taken_for_hidden(tmp_path: Path, content: str) -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 60] /Resources << %s >>"
    objects = (
        picture(),
        stream("/Y Do", form % "/XObject << /Y 14 0 R >>"),
        *OBJECTS[2:4],
        stream(text(50, 560, TELL), form % "/Font << /F1 3 0 R >>"),
        "<< /Type /OCG /Name (Shown) >>",
    )
    resources = RESOURCES.replace("/N 14 0 R", "/M 15 0 R")
    result = reading(tmp_path, drawn(content, resources=resources, objects=objects, catalog=LAYERS))
    assert result.documents[0].page_content.strip() == TELL
    assert found(result, Misleading.HIDDEN) == []


def test_layers_that_are_off_unless_switched_on_are_left_out(tmp_path: Path) -> None:
    layers = "/OCProperties << /OCGs [10 0 R 11 0 R] /D << /BaseState /OFF /ON [11 0 R] >> >>"
    content = "/OC /A BDC " + text(50, 700, TELL) + "EMC /OC /B BDC " + text(50, 680, OIL) + "EMC"
    groups = ("<< /Type /OCG /Name (A) >>", "<< /Type /OCG /Name (B) >>")
    named = "/Properties << /A 10 0 R /B 11 0 R >>"
    assert texts(tmp_path, drawn(content, resources=named, objects=groups, catalog=layers)) == [OIL]


def test_hidden_words_in_the_middle_of_a_line_do_not_take_the_seen_ones_with_them(tmp_path: Path) -> None:
    line = "BT /F1 11 Tf 50 700 Td (Oil the ) Tj 1 g (never the ) Tj 3 Tr (front ) Tj 0 Tr 0 g (chain weekly.) Tj ET"
    result = reading(tmp_path, drawn(line))
    assert result.documents[0].page_content.strip() == "Oil the chain weekly."
    assert found(result, Misleading.HIDDEN) == [("never the front", 1)]


def test_a_state_that_is_brought_back_counts_again(tmp_path: Path) -> None:
    content = "q 1 g 3 Tr Q " + text(50, 700, OIL) + "1 g q 0 g Q " + text(50, 680, TELL)
    assert reading(tmp_path, drawn(content)).documents[0].page_content.strip() == OIL


def test_words_recognised_in_a_scan_are_read_and_reported(tmp_path: Path) -> None:
    content = "q 595 0 0 842 0 0 cm /P Do Q 3 Tr " + text(50, 700, OIL)
    result = reading(tmp_path, drawn(content, resources=RESOURCES, objects=OBJECTS))
    assert result.documents[0].page_content.strip() == OIL
    assert found(result, Misleading.SCAN_LAYER) == [(OIL, 1)]
    assert found(result, Misleading.HIDDEN) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("q 595 0 0 842 0 0 cm /P Do Q " + text(50, 680, "Seen") + "3 Tr " + text(50, 700, TELL), id="words seen"),
        pytest.param("q 595 0 0 300 0 0 cm /P Do Q 3 Tr " + text(50, 200, TELL), id="part of the page"),
        pytest.param("q 595 0 0 842 0 0 cm /P Do Q " + text(50, 700, TELL, 1), id="tiny on a picture"),
    ],
)  # fmt: skip
def test_hidden_words_are_no_recognised_scan_unless_a_picture_alone_is_seen(tmp_path: Path, content: str) -> None:
    result = reading(tmp_path, drawn(text(50, 700, OIL), content, resources=RESOURCES, objects=OBJECTS))
    assert TELL not in result.documents[1].page_content
    assert found(result, Misleading.HIDDEN) == [(TELL, 2)]
