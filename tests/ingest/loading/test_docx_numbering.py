"""Word documents: numbers and letters of lists are those that Word draws."""

from pathlib import Path

import pytest

from ingest.loading.docx.numbering import written
from tests.ingest.loading.docx_making import item, levels, p, read, style, texts


def test_numbers_and_letters_are_those_that_word_draws(tmp_path: Path) -> None:
    body = (
        item("Oiling", 1, 0, style("berschrift1"))
        + item("Chain", 1, 1, style("berschrift2"))
        + item("Bare", 1, 1, style("berschrift2"))
        + item("wipe", 2)
        + item("oil", 2)
        + p("Between.")
        + item("ride", 2)
        + item("inner", 2, 1)
        + item("plain", 3)
        + item("plainer", 3)
        + p("Between.")
        + item("third", 3)
        + item("afresh", 4)
    )
    restarted = (
        '<w:num w:numId="4"><w:abstractNumId w:val="3"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbering = (
        levels(("decimal", "%1"), ("decimal", "%1.%2"))
        + levels(("lowerLetter", "%1)"), ("lowerRoman", "(%2)"), number=2)
        + levels(("decimal", "%1."), number=3)
        + restarted
    )
    reading = read(tmp_path, body, numbering=numbering)
    assert [line for line in reading.documents[0].page_content.split("\n") if line.startswith("#")] == [
        "# 1 Oiling",
        "## 1.1 Chain",
        "## 1.2 Bare",
    ]
    assert texts(reading) == [
        "a) wipe",
        "b) oil",
        "Between.",
        "c) ride",
        "(i) inner",
        "1. plain",
        "2. plainer",
        "Between.",
        "3. third",
        "1. afresh",
    ]


def test_a_list_that_word_numbers_from_one_is_a_plain_markdown_list(tmp_path: Path) -> None:
    body = item("wipe") + item("deep", 1, 1) + item("", 2) + item("oil")
    numbering = levels(("decimal", "%1."), ("decimal", "%2.")) + levels(("bullet", "\uf0b7"), number=2)
    assert read(tmp_path, body, numbering=numbering).documents[0].page_content == "1. wipe\n   1. deep\n2. oil\n"


@pytest.mark.parametrize(
    ("number", "shape", "expected"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (28, "lowerLetter", "bb"),
        (2, "upperLetter", "B"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "lowerRoman", "0"),
        (10**9, "lowerLetter", "1000000000"),
        (4, "none", ""),
        (4, "hebrew1", "4"),
    ],
)
def test_a_number_is_written_in_its_format(number: int, shape: str, expected: str) -> None:
    assert written(number, shape) == expected
