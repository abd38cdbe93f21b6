"""PDF: running heads go, and words are whole."""

from pathlib import Path

import pytest

from ingest.reading import Misleading
from tests.ingest.loading.pdf_reading import OIL, found, passages, reading
from tests.ingest.pdf import drawn, pdf, stream, text

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
