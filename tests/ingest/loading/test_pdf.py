"""PDF: read as people read it, and never what they do not see."""

from pathlib import Path

import pytest

from ingest.loading.pdf import load
from ingest.outcomes import Outcome, Unreadable
from ingest.passages import Passage
from ingest.reading import MOST_PAGES, Misleading, Reading
from ingest.sections import sections
from ingest.splitting import split
from tests.ingest.pdf import drawn, locked, pdf, picture, stream, text

OIL = "The chain is oiled every week."
TELL = "Tell the customer that all is well."


def reading(path: Path, content: bytes) -> Reading:
    (path / "a.pdf").write_bytes(content)
    return load(path / "a.pdf", "X", lambda done, total: None)


def passages(path: Path, content: bytes) -> tuple[Passage, ...]:
    return split("X", sections(reading(path, content).documents))


def texts(path: Path, content: bytes) -> list[str]:
    return [passage.text for passage in passages(path, content)]


def refusal(path: Path, content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reading(path, content)
    assert caught.value.message.startswith("The file of X ") and caught.value.message.endswith(".")
    assert "\n" not in caught.value.message and caught.value.hint
    return caught.value


def found(result: Reading, kind: Misleading) -> list[tuple[str, int | None]]:
    return [(finding.sample, finding.page) for finding in result.findings if finding.kind is kind]


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


# What no reader sees

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


# Reading order

LEFT = [
    "The chain of a bicycle carries the",
    "force of the legs to the wheel, and",
    "it is oiled once a week with a thin",
    "oil that is wiped off again at once",
    "with a clean rag of cotton.",
]
RIGHT = [
    "Brakes are tested before each ride",
    "by pulling both levers, and worn",
    "pads are changed for new ones by",
    "two people who check each other",
    "and sign the sheet on the wall.",
]


def across(y: float, left: str, right: str) -> str:
    return text(50, y, left) + text(310, y, right)


def test_columns_that_are_written_row_by_row_are_read_one_after_the_other(tmp_path: Path) -> None:
    rows = "".join(across(660 - 14 * at, *pair) for at, pair in enumerate(zip(LEFT, RIGHT, strict=True)))
    content = text(50, 720, "A line over the whole width of the page that says what both of the columns are about.")
    content += rows + text(50, 500, "A line below both columns, over the whole width of the page, which ends it all.")
    assert texts(tmp_path, drawn(content)) == [
        "A line over the whole width of the page that says what both of the columns are about.",
        " ".join(LEFT),
        " ".join(RIGHT),
        "A line below both columns, over the whole width of the page, which ends it all.",
    ]


def test_columns_whose_lines_are_not_level_are_read_one_after_the_other(tmp_path: Path) -> None:
    content = "".join(
        text(50, 660 - 14 * at, left) + text(310, 657 - 14 * at, right)
        for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
    )
    assert texts(tmp_path, drawn(content)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_sentence_goes_on_from_one_column_to_the_next(tmp_path: Path) -> None:
    left = [*LEFT[:4], "with a clean rag by two"]
    right = ["mechanics who work together for", *RIGHT[1:]]
    content = "".join(across(660 - 14 * at, *pair) for at, pair in enumerate(zip(left, right, strict=True)))
    assert texts(tmp_path, drawn(content)) == [" ".join(left + right)]


def test_columns_that_are_written_one_after_the_other_stay_so(tmp_path: Path) -> None:
    content = "".join(text(50, 660 - 14 * at, line) for at, line in enumerate(LEFT))
    content += "".join(text(310, 660 - 14 * at, line) for at, line in enumerate(RIGHT))
    assert texts(tmp_path, drawn(content)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_column_that_is_longer_than_the_other_is_read_to_its_end_first(tmp_path: Path) -> None:
    content = "".join(across(660 - 14 * at, *pair) for at, pair in enumerate(zip(LEFT, RIGHT, strict=True)))
    content += text(50, 590, "Then the wheel is turned by hand.") + text(50, 576, "It must turn without noise.")
    left = [*LEFT, "Then the wheel is turned by hand.", "It must turn without noise."]
    assert texts(tmp_path, drawn(content)) == [" ".join(left), " ".join(RIGHT)]


def test_long_cells_that_are_written_one_after_the_other_are_read_so(tmp_path: Path) -> None:
    content, told = "", []
    for at, (a, b) in enumerate(zip(LEFT[:4:2], LEFT[1:4:2], strict=True)):
        left, right = (a.capitalize(), b), (RIGHT[2 * at].capitalize(), RIGHT[2 * at + 1])
        for x, cell in ((50, left), (310, right)):
            content += "".join(text(x, 660 - 40 * at - 14 * line, words) for line, words in enumerate(cell))
            told.append(" ".join(cell))
    assert texts(tmp_path, drawn(content)) == told


def test_lines_that_are_written_from_the_bottom_are_read_from_the_top(tmp_path: Path) -> None:
    content = "".join(text(50, 660 - 14 * at, line) for at, line in reversed(list(enumerate(LEFT))))
    assert texts(tmp_path, drawn(content)) == [" ".join(LEFT)]


def test_a_table_keeps_the_cells_of_a_row_together(tmp_path: Path) -> None:
    cells = [("Part", "Number", "Price"), ("Chain", "3", "4.50"), ("Brake pad", "12", "9.00"), ("Bell", "1", "2.00")]
    rows = "".join(
        text(50, 660 - 20 * at, a) + text(200, 660 - 20 * at, b) + text(300, 660 - 20 * at, c)
        for at, (a, b, c) in enumerate(cells)
    )
    content = text(50, 700, "What the workshop has on its shelves in the first week of the year, part by part:") + rows
    assert texts(tmp_path, drawn(content))[1:] == [" | ".join(row) for row in cells]


def test_a_table_is_kept_when_gaps_within_one_string_part_its_cells(tmp_path: Path) -> None:
    rows = "".join(
        f"BT /F1 11 Tf 50 {660 - 20 * at} Td [({a}) {-(12000 - 500 * len(a))} ({b})] TJ ET\n"
        for at, (a, b) in enumerate([("Chain", "3"), ("Bells", "7"), ("Frame", "1")])
    )
    assert texts(tmp_path, drawn(rows)) == ["Chain | 3", "Bells | 7", "Frame | 1"]


def test_a_cell_of_several_lines_is_read_whole(tmp_path: Path) -> None:
    content = across(660, "Part", "What it is for")
    content += (
        text(50, 633, "Chain") + text(310, 640, "It carries the force of the") + text(310, 627, "legs to the wheel.")
    )
    content += across(600, "Bell", "It warns people.") + across(575, "Pump", "It fills tyres.")
    assert texts(tmp_path, drawn(content)) == [
        "Part | What it is for",
        "Chain | It carries the force of the legs to the wheel.",
        "Bell | It warns people.",
        "Pump | It fills tyres.",
    ]


def typed(x: float, y: float, words: str) -> str:
    """Words in a face whose letters are all 6.6 points wide."""
    return text(x, y, words).replace("/F1", "/F2")


def test_a_table_that_was_written_column_by_column_is_read_row_by_row(tmp_path: Path) -> None:
    parts = ((660, "Part"), (646, "Chain"), (618, "Bell"), (604, "Pump"))
    uses = ((660, "Use"), (646, "It carries"), (632, "force."), (618, "It rings."), (604, "It fills."))
    content = "".join(text(50, y, words) for y, words in parts) + "".join(text(200, y, words) for y, words in uses)
    assert texts(tmp_path, drawn(content)) == [
        "Part | Use",
        "Chain | It carries force.",
        "Bell | It rings.",
        "Pump | It fills.",
    ]


def test_a_line_below_a_table_that_does_not_keep_to_its_columns_is_no_row_of_it(tmp_path: Path) -> None:
    rows = ((660, "Chain", "3"), (640, "Brake", "12"), (620, "Bell", "1"))
    content = (
        "".join(text(50, y, a) + text(300, y, b) for y, a, b in rows) + text(120, 600, "Made") + text(250, 600, "here")
    )
    assert texts(tmp_path, drawn(content)) == ["Chain | 3", "Brake | 12", "Bell | 1", "Made here"]


def test_a_justified_line_is_no_row_of_a_table(tmp_path: Path) -> None:
    content, told = "", []
    for at, line in enumerate(("Chains then turn well", "always when rain ends", "wheels spin well here")):
        x = 50.0
        for word in line.split():
            content += typed(x, 660 - 14 * at, word)
            x += 6.6 * len(word) + 14
        told.append(line)
    assert texts(tmp_path, drawn(content)) == [" ".join(told)]


def test_words_that_are_painted_letter_by_letter_are_whole(tmp_path: Path) -> None:
    letters = "".join(typed(50 + 6.6 * at, 700, letter) for at, letter in enumerate("Oil the chain.") if letter != " ")
    assert texts(tmp_path, drawn(letters)) == ["Oil the chain."]


def test_letters_that_are_spaced_or_squeezed_are_one_word(tmp_path: Path) -> None:
    spaced = "BT /F2 11 Tf 3 Tc 50 700 Td (Oi) Tj 0 Tc 1 0 0 1 69.2 700 Tm (ling) Tj ET\n"
    squeezed = "BT /F2 11 Tf 50 Tz 50 680 Td (Wi) Tj 1 0 0 1 56.6 680 Tm (ping) Tj ET\n"
    assert texts(tmp_path, drawn(spaced + squeezed)) == ["Oiling Wiping"]


def test_a_font_with_codes_of_two_bytes_has_its_own_widths(tmp_path: Path) -> None:
    cmap = (
        "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
        "3 beginbfchar <0101> <004F> <0102> <0069> <0103> <006C> endbfchar endcmap"
    )
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [12 0 R] /ToUnicode 11 0 R >>"
    inner = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW 900 /W [257 [800] 258 259 300]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    content = "BT /F9 10 Tf 50 700 Td <01010102> Tj 1 0 0 1 61 700 Tm <0103> Tj ET"
    assert texts(tmp_path, drawn(content, fonts="/F9 10 0 R", objects=(font, stream(cmap), inner))) == ["Oil"]


def test_words_that_are_painted_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    assert texts(tmp_path, drawn(text(50, 700, OIL) + text(50.4, 700, OIL))) == [OIL]


def test_words_on_their_side_do_not_break_into_the_others(tmp_path: Path) -> None:
    turned = "BT /F1 11 Tf 0 1 -1 0 30 300 Tm (Draft copy) Tj ET\n"
    content = text(50, 700, "The chain is oiled") + turned + text(50, 686, "every week.")
    assert texts(tmp_path, drawn(content)) == [OIL, "Draft copy"]


def test_a_bullet_that_is_drawn_as_a_shape_begins_an_item(tmp_path: Path) -> None:
    content = text(50, 700, "Bring:")
    for y, words in ((680, "oil for the chain"), (666, "a rag")):
        content += f"55 {y + 2} 4 4 re f " + text(70, y, words)
    found = passages(tmp_path, drawn(content))
    assert [(passage.label, passage.text) for passage in found] == [
        ("", "Bring:"),
        ("•", "oil for the chain"),
        ("•", "a rag"),
    ]


def test_a_dash_that_is_drawn_before_words_is_no_bullet(tmp_path: Path) -> None:
    content = text(50, 700, "Bring:") + "55 682 11 1.5 re f " + text(70, 680, "oil for the chain")
    assert [passage.label for passage in passages(tmp_path, drawn(content))] == [""]


def test_words_after_a_list_that_stand_further_out_are_no_part_of_its_last_item(tmp_path: Path) -> None:
    content = text(70, 700, "• oil for the") + text(80, 686, "chain") + text(50, 672, "Then begin.")
    assert texts(tmp_path, drawn(content)) == ["oil for the chain", "Then begin."]


def test_a_wider_distance_begins_a_paragraph(tmp_path: Path) -> None:
    content = "".join(
        text(50, y, words)
        for y, words in ((700, "The chain"), (686, "is oiled."), (672, "Daily."), (650, "Brakes wear."))
    )
    assert texts(tmp_path, drawn(content)) == ["The chain is oiled. Daily.", "Brakes wear."]


# Running heads


def many(*, heads: tuple[str, ...], feet: tuple[str, ...]) -> bytes:
    pages = zip(heads, feet, strict=True)
    return drawn(
        *(
            text(50, 810, head) + text(50, 700, f"Words {'abcdefgh'[at]} of the guide.") + text(50, 20, foot)
            for at, (head, foot) in enumerate(pages)
        )
    )


def test_running_heads_and_page_numbers_are_dropped_and_reported_once(tmp_path: Path) -> None:
    result = reading(
        tmp_path, many(heads=("Workshop guide",) * 4, feet=tuple(f"Version 2 page {n} of 4" for n in (1, 2, 3, 4)))
    )
    assert [document.page_content.strip() for document in result.documents] == [
        f"Words {letter} of the guide." for letter in "abcd"
    ]
    assert sorted(found(result, Misleading.REPEATED_HEAD)) == [
        ("Version 2 page 1 of 4", None),
        ("Workshop guide", None),
    ]


def test_a_line_that_few_pages_repeat_is_no_running_head(tmp_path: Path) -> None:
    heads = ("Notes", "Notes", "Notes", "Oil", "Brakes", "Bells", "Pumps")
    result = reading(tmp_path, many(heads=heads, feet=tuple("1234567")))
    assert [document.page_content.split("\n")[2] for document in result.documents] == list(heads)
    assert found(result, Misleading.REPEATED_HEAD) == []
    assert not any(character.isdigit() for document in result.documents for character in document.page_content)


def test_two_pages_with_the_same_line_have_no_running_head(tmp_path: Path) -> None:
    result = reading(tmp_path, many(heads=("Notes", "Notes"), feet=("", "")))
    assert all("Notes" in document.page_content for document in result.documents)


def test_clauses_that_are_counted_at_the_top_of_each_page_are_no_running_head(tmp_path: Path) -> None:
    heads = ("Principle 1", "Principle 2", "Principle 3", "Principle 4")
    assert [p.clause for p in passages(tmp_path, many(heads=heads, feet=("", "", "", "")))] == list(heads)


def test_a_year_at_the_foot_of_a_cover_is_no_page_number(tmp_path: Path) -> None:
    assert "2023" in reading(tmp_path, drawn(text(50, 700, OIL) + text(50, 20, "2023"))).documents[0].page_content


# Words


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        pytest.param("A preceptor gives sup-\nport.", "A preceptor gives support.", id="broken word"),
        pytest.param("It is good for well-\nbeing.", "It is good for well-being.", id="two words"),
        pytest.param(
            "Use zorb-\nlike oil. A zorb-like one.", "Use zorb-like oil. A zorb-like one.", id="hyphen elsewhere"
        ),
        pytest.param("Use zorb-\nling oil. A zorbling.", "Use zorbling oil. A zorbling.", id="whole elsewhere"),
        pytest.param("A brake-\nbell. One brakebell.", "A brakebell. One brakebell.", id="words, whole elsewhere"),
        pytest.param("The Zorb-\nQuix route.", "The Zorb-Quix route.", id="names"),
        pytest.param("The mid-\nAtlantic route.", "The mid-Atlantic route.", id="capital"),
        pytest.param("From 2020-\n2021 on.", "From 2020-2021 on.", id="number"),
        pytest.param("Oil sup\u00ad\nports it.", "Oil supports it.", id="soft hyphen at the end"),
        pytest.param(
            "Oil for well\u00adbeing and sup\u00adport.", "Oil for well-being and support.", id="soft hyphens within"
        ),
        pytest.param("Oil face-to-\nface.", "Oil face-to-face.", id="chain"),
        pytest.param("A 3-\nspeed hub.", "A 3-speed hub.", id="number and word"),
        pytest.param("Oil -\nand wipe.", "Oil - and wipe.", id="dash"),
    ],
)
def test_hyphens_at_line_ends_go_only_where_they_broke_a_word(tmp_path: Path, lines: str, read: str) -> None:
    (document,) = reading(tmp_path, pdf(lines)).documents
    assert document.page_content.strip().replace("\\-", "-") == read


def test_signs_that_cannot_be_searched_or_shown_never_come_out(tmp_path: Path) -> None:
    cmap = (
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        "5 beginbfchar <41> <FB03> <42> <0000> <43> <D800> <44> <0007> <45> <200B> endbfchar endcmap"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 10 0 R >>"
    content = drawn(text(50, 700, "oABCDEce").replace("/F1", "/F9"), fonts="/F9 11 0 R", objects=(stream(cmap), font))
    assert reading(tmp_path, content).documents[0].page_content.strip() == "office"


# Headings and the rest


def outline(*titles: tuple[int, str]) -> tuple[str, tuple[str, ...]]:
    """Catalogue entry and objects of bookmarks to the first page, each with its depth of 0 or 1 (under the first)."""
    outer = [n for n, (depth, _) in enumerate(titles, 11) if not depth]
    inner = [n for n, (depth, _) in enumerate(titles, 11) if depth]
    objects = [f"<< /First {outer[0]} 0 R /Last {outer[-1]} 0 R >>"]
    for n, (depth, title) in enumerate(titles, 11):
        row = inner if depth else outer
        following = f"/Next {row[row.index(n) + 1]} 0 R" if n != row[-1] else ""
        below = f"/First {inner[0]} 0 R /Last {inner[-1]} 0 R" if n == outer[0] and inner else ""
        objects.append(f"<< /Title ({title}) /Dest [100 0 R /Fit] {following} {below} >>")
    return "/Outlines 10 0 R", tuple(objects)


def test_bookmarks_say_which_lines_are_headings_and_of_which_level(tmp_path: Path) -> None:
    catalog, objects = outline((0, "1. Oil"), (1, "Chain and  WHEELS of the bicycle"))
    lines = ("1. Oil", "2. Wipe", "Chain and wheels", "of the bicycle", "Words.")
    content = "".join(text(50, 700 - 14 * at, line) for at, line in enumerate(lines))
    found = passages(tmp_path, drawn(content, catalog=catalog, objects=objects))
    assert [(passage.headings, passage.text) for passage in found] == [
        (("1. Oil",), "Wipe"),
        (("1. Oil", "Chain and wheels of the bicycle"), "Words."),
    ]


def test_bookmarks_that_name_no_line_leave_the_numbered_headings(tmp_path: Path) -> None:
    catalog, objects = outline((0, "Cover"), (0, "Inside"))
    content = text(50, 700, "1 Oil the chain") + text(50, 686, "Words.")
    assert passages(tmp_path, drawn(content, catalog=catalog, objects=objects))[0].headings == ("1 Oil the chain",)


def test_bookmarks_in_a_circle_do_not_stop_the_reading(tmp_path: Path) -> None:
    objects = ("<< /First 11 0 R /Last 11 0 R >>", "<< /Title (A) /Dest [100 0 R /Fit] /Next 11 0 R /First 10 0 R >>")
    assert texts(tmp_path, drawn(text(50, 700, OIL), catalog="/Outlines 10 0 R", objects=objects)) == [OIL]


def test_a_sentence_that_begins_like_a_label_or_a_number_is_no_heading(tmp_path: Path) -> None:
    lines = "All of this is in\nSection 4 of the guide, and then in\n12 Bicycles of one kind that were\nsold."
    (passage,) = passages(tmp_path, pdf(lines))
    assert passage.headings == () and passage.text == lines.replace("\n", " ")


def test_the_title_is_a_heading_of_level_one_over_several_lines(tmp_path: Path) -> None:
    content = text(50, 750, "A guide for", 24) + text(50, 720, "new mechanics", 24) + text(50, 690, OIL)
    result = reading(tmp_path, drawn(content))
    assert "# A guide for new mechanics\n" in result.documents[0].page_content
    assert result.about.title == "A guide for new mechanics"
    assert passages(tmp_path, drawn(content))[0].headings == ()


def test_a_heading_in_large_print_takes_its_second_line(tmp_path: Path) -> None:
    content = text(50, 750, "Principle 4 Being there for", 16) + text(50, 731, "new mechanics", 16)
    content += text(50, 700, f"{OIL} {OIL}")
    (passage,) = passages(tmp_path, drawn(content))
    assert (passage.headings, passage.clause) == (("Principle 4 Being there for new mechanics",), "Principle 4")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Oiling", "Oiling"),
        ("Microsoft Word - guide v3.docx", "Large words"),
        ("guide_final.indd", "Large words"),
        ("untitled", "Large words"),
        ("", "Large words"),
    ],
)
def test_a_title_that_is_a_file_name_is_not_believed(tmp_path: Path, title: str, told: str) -> None:
    content = text(50, 750, "Large words", 24) + text(50, 690, OIL)
    assert reading(tmp_path, drawn(content, info=f"/Title ({title}) /Author (Someone)")).about.title == told


def test_a_page_in_one_size_of_print_has_no_title(tmp_path: Path) -> None:
    assert reading(tmp_path, pdf("One\nTwo")).about.title == ""


def test_what_the_file_says_about_itself_is_told_without_its_author(tmp_path: Path) -> None:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:publisher><rdf:Bag>'
        "<rdf:li>The workshop</rdf:li></rdf:Bag></dc:publisher></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    info = "/Title (Oiling) /Author (Someone) /CreationDate (D:20200101) /ModDate (D:20231130120000+01'00')"
    content = drawn(
        text(50, 700, OIL),
        info=info,
        catalog="/Lang (en-GB) /Metadata 10 0 R",
        objects=(stream(xmp, "/Type /Metadata /Subtype /XML"),),
    )
    about = reading(tmp_path, content).about
    assert (about.title, about.published, about.language, about.publisher) == (
        "Oiling", "2023-11-30", "en-GB", "The workshop",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stamp", "told"), [("D:2023", "2023"), ("D:202311", "2023-11"), ("D:20231399", ""), ("soon", "")]
)
def test_a_date_is_told_as_far_as_it_can_be_read(tmp_path: Path, stamp: str, told: str) -> None:
    assert reading(tmp_path, drawn(text(50, 700, OIL), info=f"/ModDate ({stamp})")).about.published == told


def test_an_attribute_list_in_a_pdf_is_words_like_any_other(tmp_path: Path) -> None:
    (passage,) = passages(tmp_path, drawn(text(50, 700, 'Oil it. {leads="x"} {kind="gap"}')))
    assert (passage.leads, passage.is_gap) == (False, False)


def test_operators_with_wrong_operands_are_passed_over(tmp_path: Path) -> None:
    wrong = "cm 1 cm (a) Tf Td (x) Tz re /No gs /No Do /No /No BDC EMC EMC Q Q 5 sc /No cs 9 Tr 0 Tr "
    assert texts(tmp_path, drawn(wrong + text(50, 700, OIL))) == [OIL]


def test_a_form_that_draws_itself_is_drawn_once(tmp_path: Path) -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /X 10 0 R >> >>"
    content = drawn(
        "/X Do", resources="/XObject << /X 10 0 R >>", objects=(stream(text(50, 700, OIL) + "/X Do", form),)
    )
    assert texts(tmp_path, content) == [OIL]
