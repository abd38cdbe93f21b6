"""PDF: columns, tables and lines are read in the order in which people read them."""

from pathlib import Path

from tests.ingest.loading.pdf_reading import OIL, passages, texts
from tests.ingest.pdf import drawn, stream, text

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
