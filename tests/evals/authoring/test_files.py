import csv
import io
from pathlib import Path

import pytest

from evals.authoring.files import read_rows, read_set
from evals.sample_rows import COLUMNS, SampleError
from evals.samples import load_samples
from tests.evals.authoring.books import HEADING, book

PLAIN = "Question,What should happen,A good answer says\n"


def cells(text: str | bytes) -> list[dict[str, str]]:
    content = text if isinstance(text, bytes) else text.encode()
    return [dict(row.cells) for row in read_set(content, "x.csv").rows]


def refusal(content: bytes) -> SampleError:
    with pytest.raises(SampleError) as caught:
        read_set(content, "x.csv")
    return caught.value


@pytest.mark.parametrize("heading", [HEADING, ("NOTES", "question:", "Expect", "key_points", "checked-on")])
def test_headings_stand_in_any_order_and_spelling(heading: tuple[str, ...]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([heading, [f"{name} text" for name in heading]])
    (row,) = cells(text.getvalue())
    assert set(row) == set(COLUMNS)
    assert row["question"].lower().startswith("question") and row["notes"].lower().startswith("notes")


def test_plain_choices_are_read_as_their_values() -> None:
    text = "Question,What should happen,What kind of question,Nation,Must never fail\n"
    text += (
        "Who?,the documents do not say|Part of it is answered,LOOKS answerable is not in the documents,scotland,Yes\n"
    )
    (row,) = cells(text)
    assert (row["expect"], row["class"]) == ("not_in_corpus|partly_answered", "near-miss")
    assert (row["nation"], row["essential"]) == ("Scotland", "yes")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_cells_is_recognised(mark: str) -> None:
    text = PLAIN.replace(",", mark) + f'"Who, me; now?"{mark}answered{mark}12 months\n'
    (row,) = cells(text)
    assert (row["question"], row["expect"], row["key_points"]) == ("Who, me; now?", "answered", "12 months")


def test_excels_own_first_line_is_no_row() -> None:
    found = read_set(("sep=;\r\n" + PLAIN.replace(",", ";") + "Who?;answered;\r\n").encode())
    assert [row.number for row in found.rows] == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_typographic_marks_survive_each_encoding(encoding: str) -> None:
    (row,) = cells((PLAIN + "“Who’s café – £5?”,answered,\n").encode(encoding))
    assert row["question"] == "“Who’s café – £5?”"


@pytest.mark.parametrize("encoding", ["mac-roman", "utf-16", "cp1250", "cp437"])
def test_text_in_another_encoding_is_not_guessed(encoding: str) -> None:
    words = {"cp1250": "“Łódź”", "cp437": "café"}.get(encoding, "“Who’s?”")
    refused = refusal((PLAIN + f"{words},answered,\n").encode(encoding))
    assert "UTF-8" in refused.message and "CSV UTF-8" in refused.hint


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "x.csv is empty"),
        (b"\n , \n", "x.csv is empty"),
        (b"%PDF-1.7\n1 0 obj", "it has no column “Question” and “What should happen”"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is not a spreadsheet"),
        (b"Question,Notes\nWho?,x\n", "it has no column “What should happen”"),
        (PLAIN.encode() + b'"Who?,answered,', "cannot be read as CSV"),
        (PLAIN.encode() + b"Who?,answered,\n" * 5_001, "more than 5,000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(content: bytes, message: str) -> None:
    assert message in refusal(content).message


def test_a_title_may_stand_above_the_headings() -> None:
    found = read_set(f"Questions of the AHP team,,\n\n{PLAIN}Who?,answered,\n".encode())
    assert (found.heading_row, [row.number for row in found.rows]) == (3, [4])


def test_nothing_that_was_typed_is_lost() -> None:
    text = "Question,What should happen,Colour,Question,\nWho?,answered,blue,again,beyond\nWhy?,answered,,,,far\n"
    found = read_set(text.encode())
    assert found.rows[0].cells["notes"] == "blue\nagain\nbeyond"
    assert found.rows[1].cells["notes"] == "far"
    assert [finding.message for finding in found.findings] == [
        "Row 1: no column is called “Colour”; its text goes to the notes.",
        "Row 1: “Question” names a column that is there already; its text goes to the notes.",
        "Row 2: it has text in a column without a heading; that goes to the notes.",
        "Row 3: it has 6 cells, not 4. Put quotation marks round a cell that holds a comma or a line end.",
    ]


def test_empty_cells_that_excel_leaves_off_are_no_mistake() -> None:
    assert read_set(f"{PLAIN}Who?,answered\n".encode()).findings == ()


def test_ids_are_made_of_what_is_asked() -> None:
    text = "Reference,Question,What should happen,Notes\n,Who?,answered,\n,Who?,answered,\nmine,Why?,answered,\n"
    first = [row["id"] for row in cells(text)]
    assert len(set(first)) == 3 and first[1] == f"{first[0]}-2" and first[2] == "mine"
    changed = text.replace("Who?,answered,\n,Who", "How?,answered,\n,Who").replace("answered", "not_in_corpus")
    assert cells(changed)[1]["id"] == first[0]  # neither its place nor the expected answer matters


def test_kind_and_split_are_told_by_the_rest() -> None:
    text = "Question,What should happen,Comes after question\n"
    text += "A?,answered,\nB?,not_in_corpus,\nC?,out_of_scope,\nD?,signposted,\nE?,answered,Row 2\n"
    rows = cells(text)
    assert [row["class"] for row in rows] == ["answerable", "near-miss", "out-of-scope", "sensitive", "follow-up"]
    assert {row["split"] for row in rows} == {"tuning"}
    assert rows[4]["follows"] == rows[0]["id"]


def test_what_was_left_empty_can_be_seen() -> None:
    (row,) = read_rows(f"{PLAIN}Who?,answered,\n".encode()).rows
    assert (row.cells["id"], row.cells["class"]) == ("", "")


def test_the_command_line_reads_the_educators_workbook(tmp_path: Path) -> None:
    path = tmp_path / "set.xlsx"
    path.write_bytes(book(HEADING, ("Who?", "The documents do not say"), ("Why?", "It is answered", "a reason")))
    one, other = load_samples([path])
    assert (one.expect, one.class_, other.key_points[0].wordings) == (("not_in_corpus",), "near-miss", ("a reason",))


def test_the_command_line_refuses_what_is_strange_about_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "set.xlsx"
    path.write_bytes(book(HEADING, ("Who?", "answered", "=1+1")))
    with pytest.raises(SampleError, match=r"Row 2 of set\.xlsx: in “A good answer says”, it holds a formula"):
        load_samples([path])
