"""Word documents: each row of a table can be read alone."""

from pathlib import Path

import pytest
from docx import Document as word_document

from tests.ingest.loading.docx_making import p, read, read_word, table, texts


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["Part", "Tool", "Limit"], ["Chain", "Gauge", "0.5 mm"]], ["Part: Chain; Tool: Gauge; Limit: 0.5 mm."]),
        ([["Part", "Limit"], ["Chain", "0.5 mm"]], ["Part: Limit.", "Chain: 0.5 mm."]),
        ([[p("Part", run="<w:b/>"), p("Limit", run="<w:b/>")], ["Chain", "0.5 mm"]], ["Part: Chain; Limit: 0.5 mm."]),
        ([["Chain", "0.5 mm", "Gauge"], ["Rim", "1 mm", "Rule"]], ["Chain; 0.5 mm; Gauge.", "Rim; 1 mm; Rule."]),
        ([["", "Road", "Track"], ["Chain", "", "Clean it. Oil it."]], ["Chain; Track: Clean it. Oil it."]),
        ([["A", "B", "C"], [p("One") + p("two.") + p("Three"), "x", "y"]], ["A: One; two. Three; B: x; C: y."]),
        ([["Framed words."], ["More."]], ["Framed words.", "More."]),
        ([["A", "B", "C"], [table(["In", "ner"]), "x", "y"]], ["A: In: ner; B: x; C: y."]),
    ],
)
def test_each_row_of_a_table_is_a_line_that_can_be_read_alone(
    tmp_path: Path, rows: list[list[str]], lines: list[str]
) -> None:
    assert texts(read(tmp_path, table(*rows))) == lines


def test_a_row_marked_as_head_names_the_columns(tmp_path: Path) -> None:
    body = table(["1 mm", "2 mm"], ["Chain", "Rim"], row_properties="<w:trPr><w:tblHeader/></w:trPr>")
    assert texts(read(tmp_path, body)) == ["1 mm: Chain; 2 mm: Rim."]


def test_a_cell_that_reaches_over_rows_is_in_each_of_them(tmp_path: Path) -> None:
    document = word_document()
    made = document.add_table(3, 3)
    for row, words in zip(
        made.rows, (["Part", "Tool", "Limit"], ["Chain", "Gauge", "1 mm"], ["", "Rule", "2 mm"]), strict=True
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    made.cell(1, 0).merge(made.cell(2, 0))
    assert texts(read_word(tmp_path, document)) == [
        "Part: Chain; Tool: Gauge; Limit: 1 mm.",
        "Part: Chain; Tool: Rule; Limit: 2 mm.",
    ]


def test_a_cell_that_says_it_reaches_over_a_billion_columns_costs_nothing(tmp_path: Path) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("Wide")}</w:tc>'
    assert texts(read(tmp_path, f"<w:tbl><w:tr>{cell}<w:tc>{p('x')}</w:tc></w:tr></w:tbl>")) == ["Wide: x."]
