import io
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from evals.authoring.files import SampleSet, read_set
from evals.sample_rows import SampleError
from tests.evals.authoring.books import HEADING, book, damaged, edited, with_strings, zipped

SHEET_PART = "xl/worksheets/sheet1.xml"
OLD_KIND = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100


def read(*rows: Any, **options: Any) -> SampleSet:
    return read_set(book(HEADING, *rows, **options), "x.xlsx")


def notes(given: Any, **options: Any) -> str:
    (row,) = read(("Who?", "answered", None, None, given), **options).rows
    return row.cells["notes"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 9, 30), "2026-11-23 09:30"),
        (time(9, 30), "09:30"),
        (12, "12"),
        (12.0, "12"),
        (0.1, "0.1"),
        (True, "yes"),
        ("two\nlines", "two\nlines"),
        ("_x000D_\n", "\r\n"),
    ],
)
def test_what_a_spreadsheet_typed_for_itself_is_text_again(typed: Any, text: str) -> None:
    assert notes(typed) == text


def test_a_percentage_is_read_as_it_is_shown() -> None:
    def change(sheet: Any) -> None:
        sheet["E2"].number_format = "0%"

    assert notes(0.35, change=change) == "35%"


def test_a_formula_counts_by_its_result() -> None:
    content = edited(book(HEADING, ("Who?", "answered", "", "", "=1+1")), SHEET_PART, r"<v\s*/>|<v></v>", "<v>2</v>")
    found = read_set(content)
    assert (found.rows[0].cells["notes"], found.findings) == ("2", ())


def test_a_formula_without_a_result_is_told() -> None:
    (finding,) = read(("Who?", "answered", None, None, "=1+1")).findings
    assert (finding.row, finding.column) == (2, "notes")
    assert finding.message.startswith("Row 2: in “Notes”, it holds a formula without a result")
    assert finding.sample_id.startswith("Q-")


def test_an_error_of_the_spreadsheet_is_told() -> None:
    (finding,) = read(("Who?", "answered", None, None, "#REF!")).findings
    assert "it holds the error #REF!" in finding.message


def test_cells_merged_downwards_all_hold_what_is_shown() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C2:D2")

    rows = read(("One?", "answered", "a point"), ("Two?",), change=change).rows
    assert [row.cells["expect"] for row in rows] == ["answered", "answered"]
    assert rows[0].cells["key_points"] == "a point" and rows[0].cells["checked_on"] == ""


def test_hidden_rows_and_gaps_keep_their_numbers() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet["A9"], sheet["B9"] = "Last?", "answered"

    rows = read(("One?", "answered"), ("Two?", "answered"), change=change).rows
    assert [row.number for row in rows] == [2, 3, 9]


def test_the_sheet_of_test_questions_is_read_whichever_place_it_has() -> None:
    made = Workbook()
    made.active.title = "Old"
    made.active.append(["nothing"])
    sheet = made.create_sheet("test questions ")
    sheet.append(HEADING)
    sheet.append(["Who?", "answered"])
    content = io.BytesIO()
    made.save(content)
    assert [row.cells["question"] for row in read_set(content.getvalue()).rows] == ["Who?"]


def test_of_sheets_with_other_names_the_first_is_read() -> None:
    assert len(read(("Who?", "answered"), title="Sheet1").rows) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (OLD_KIND, "of the old kind (.xls)"),
        (OLD_KIND + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (zipped(word__document=b"<a/>"), "is not an Excel workbook"),
        (book(HEADING)[:300], "cannot be read as a workbook"),
        (damaged(book(HEADING)), "cannot be read as a workbook"),
        (zipped(xl__workbook=b"<workbook/>"), "cannot be read as a workbook"),
        (zipped(xl__workbook=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "cannot be read as a workbook"),
        (zipped(xl__workbook=b"<a/>", xl__styles=b"<xf/>" * 100_001), "unpacks to far more"),
        (zipped(xl__workbook=b"<a/>", xl__worksheets__sheet1=b"<b/>" * 1_500_001), "unpacks to far more"),
        (zipped(xl__workbook=b"<a/>", xl__sharedStrings=b" " * 41_000_000), "unpacks to far more"),
        (zipped(xl__workbook=b"<a/>", xl__worksheets__sheet1=b"<x:c/>" * 260_000), "unpacks to far more"),
        (book(), "is empty"),
        (b"a" * 5_000_001, "is larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(content: bytes, message: str) -> None:
    with pytest.raises(SampleError) as caught:
        read_set(content, "x.xlsx")
    assert "x.xlsx" in caught.value.message and message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        ("</sheetData>", '</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'),
        ("</sheetData>", '<row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'),
        ('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"'),
    ],
)  # fmt: skip
def test_a_sheet_that_claims_to_be_endless_is_read_as_far_as_it_goes(pattern: str, new: str) -> None:
    content = edited(book(HEADING, ("Who?", "answered")), SHEET_PART, pattern, new)
    assert read_set(content).rows[0].cells["question"] in ("Who?", "Question")


def test_strings_that_excel_keeps_apart_are_read_in_all_their_fonts() -> None:
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Who?</t></si>'
    strings += '<si><r><t xml:space="preserve">a </t></r><r><t>point</t></r></si></sst>'
    content = book(HEADING, ("FIRST", "answered", "SECOND"))
    for position, mark in enumerate(("FIRST", "SECOND")):
        cell = f't="inlineStr"><is><t>{mark}</t></is>'
        content = edited(content, SHEET_PART, cell, f't="s"><v>{position}</v>')
    (row,) = read_set(with_strings(content, strings)).rows
    assert (row.cells["question"], row.cells["key_points"]) == ("Who?", "a point")
