"""Sets: spreadsheets in and out, and what goes wrong with them."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from evals.authoring.writing import as_csv, as_xlsx, empty_template
from evals.sample_rows import COLUMNS
from tests.ui.bench.conftest import Visitor
from tests.ui.bench.rows import BAD, EVIL, FAILING, GOOD, make_set, rows_of
from ui.security import LONGEST_UPLOAD
from ui.store import open_store
from ui.store.case_sets import CaseSets


def upload(
    visitor: Visitor, content: bytes, filename: str = "Autumn.xlsx", path: str = "/bench/sets", **form: str
) -> Any:
    return visitor.send(path, files={"file": (filename, content)}, **form)


def names(visitor: Visitor) -> list[str]:
    return [each.name for each in CaseSets(visitor.store.database).all()]


@pytest.mark.parametrize(
    ("write", "filename"),
    [(as_xlsx, "Autumn.xlsx"), (as_csv, "Autumn.csv"), (as_xlsx, "Autumn.csv"), (as_csv, "Autumn.xlsx")],
)
def test_a_spreadsheet_is_kept_whole_with_what_is_wrong_in_it_whatever_its_ending(
    inside: Visitor, write: Any, filename: str
) -> None:
    made = upload(inside, write([GOOD, BAD, FAILING]), filename)
    assert made.status_code == 303
    page = inside.client.get(made.headers["location"]).text
    assert "<h1>Autumn</h1>" in page and "2 ready to run, 1 to mend" in page
    assert "Row 3: it has no question." in page and "Row 3: there is no source S99" in page
    assert rows_of(inside.store, 1)[2]["words"] == GOOD["words"]


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, "is empty"),
        (b"\n\n , \n", 422, "is empty"),
        (b"PK\x03\x04 broken", 422, "cannot be read as a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", 422, "old kind"),
        (b"a,b\n1,2\n", 422, "not the expected header"),
        (b"\0\1\2", 422, "not a spreadsheet"),
        (b"x" * LONGEST_UPLOAD, 413, "too large"),
        (("question,expect\n" + "a,answered\n" * 5_001).encode(), 422, "more than 5,000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_makes_no_set_and_says_what_to_do(
    inside: Visitor, content: bytes, status: int, said: str
) -> None:
    refused = upload(inside, content, f"{EVIL}.xlsx")
    assert refused.status_code == status and said in refused.text and "<script>alert" not in refused.text
    assert names(inside) == []
    made = make_set(inside.store, GOOD)
    assert upload(inside, content, path=f"/bench/sets/{made}/file").status_code == status
    assert len(rows_of(inside.store, made)) == 1


def test_a_file_whose_name_is_taken_is_kept_under_another(inside: Visitor) -> None:
    for expected in ("Autumn", "Autumn (2)", "Autumn (3)"):
        made = upload(inside, as_csv([GOOD]), "Autumn.csv")
        assert names(inside)[-1] == expected
    assert made.status_code == 200 and "so that this one is called “Autumn (3)”" in made.text
    long = "x" * 130
    assert {upload(inside, as_csv([GOOD]), f"{long}.csv").status_code for _ in range(2)} == {303, 200}
    assert sorted(map(len, names(inside)))[-2:] == [120, 120]


def test_a_file_without_a_name_of_its_own_still_gets_one(inside: Visitor) -> None:
    assert upload(inside, as_csv([GOOD]), " .csv").status_code == 303
    assert names(inside) == ["Test questions"]
    upload(inside, as_csv([GOOD]), "a.csv", name="  Été <b>  2026 ")
    assert "Été <b> 2026" in names(inside)


def test_an_empty_set_needs_a_name_that_is_free(inside: Visitor) -> None:
    assert inside.send("/bench/sets", name="Winter").status_code == 303
    taken = inside.send("/bench/sets", name="Winter")
    assert taken.status_code == 422 and "Give this one another name." in taken.text
    assert inside.send("/bench/sets", name=" ").status_code == 422


def test_strange_columns_are_told_and_their_text_is_kept(inside: Visitor) -> None:
    told = upload(inside, f"question,expect,mood\nWho?,answered,{'happy'}\n".encode(), "a.csv")
    assert told.status_code == 200 and "no column is called “mood”" in told.text and "Nothing was lost" in told.text
    assert rows_of(inside.store, 1)[2]["notes"] == "happy"


def test_a_file_with_many_strange_rows_makes_a_page_that_can_be_read(inside: Visitor) -> None:
    told = upload(inside, b"question,expect\n" + b"Who?\n" * 3_000, "a.csv")
    assert "and 2900 more" in told.text and len(told.text) < 100_000


def test_an_empty_file_does_not_empty_a_set(inside: Visitor) -> None:
    made = make_set(inside.store, GOOD)
    refused = upload(inside, empty_template(), path=f"/bench/sets/{made}/file")
    assert refused.status_code == 422 and "Nothing was replaced" in refused.text
    assert inside.send(f"/bench/sets/{made}/file").status_code == 422
    assert len(rows_of(inside.store, made)) == 1


def test_a_file_replaces_every_row(inside: Visitor) -> None:
    made = make_set(inside.store, GOOD, BAD, FAILING)
    assert upload(inside, as_csv([FAILING]), path=f"/bench/sets/{made}/file").status_code == 303
    assert [row["id"] for row in rows_of(inside.store, made).values()] == ["f1"]


def test_a_row_that_lacks_cells_is_a_row_to_mend_and_no_fault(inside: Visitor) -> None:
    made = make_set(inside.store, {}, {"question": "Who?"})
    page = inside.client.get(f"/bench/sets/{made}")
    assert page.status_code == 200 and "0 ready to run, 2 to mend" in page.text and "(no question)" in page.text
    for path in ("rows/2", "coverage", "set.csv", "set.xlsx"):
        assert inside.client.get(f"/bench/sets/{made}/{path}").status_code == 200


def test_a_set_with_hundreds_of_rows_to_mend_makes_a_page_that_can_be_read(inside: Visitor) -> None:
    page = inside.client.get(f"/bench/sets/{make_set(inside.store, *[BAD] * 150)}").text
    assert "and 50 more rows" in page and page.count("it has no question") == 100


def test_references_that_are_there_twice_are_told(inside: Visitor) -> None:
    made = make_set(inside.store, GOOD, GOOD)
    assert "is already that of row 2" in inside.client.get(f"/bench/sets/{made}").text


@pytest.mark.parametrize("id", ["..", ".", "a\nb", "?!"])
def test_a_reference_that_no_address_can_hold_is_to_be_mended(inside: Visitor, id: str) -> None:
    made = make_set(inside.store, GOOD | {"id": id})
    assert "needs a letter or a figure, and only one line" in inside.client.get(f"/bench/sets/{made}").text


def test_a_script_in_any_cell_or_name_stays_text_on_every_page_of_the_set(inside: Visitor) -> None:
    made = make_set(inside.store, dict.fromkeys(COLUMNS, EVIL), {**GOOD, "question": EVIL}, name=EVIL)
    for path in ("", f"/{made}", f"/{made}?words={EVIL}", f"/{made}/coverage", f"/{made}/rows/2", f"/{made}/rows/3"):
        page = inside.client.get(f"/bench/sets{path}").text
        assert "<script>alert" not in page and "<img src" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_runs_as_a_formula_in_a_download_and_comes_back_as_it_was(inside: Visitor, cell: str) -> None:
    made = make_set(inside.store, GOOD | {"question": f"{cell} who?", "notes": cell})
    table = inside.client.get(f"/bench/sets/{made}/set.csv")
    (row,) = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
    assert row["notes"].startswith("'")
    book = inside.client.get(f"/bench/sets/{made}/set.xlsx")
    sheet: Any = load_workbook(io.BytesIO(book.content))["Test questions"]
    assert "f" not in {each.data_type for line in sheet.iter_rows(min_row=2) for each in line}
    for content in (table.content, book.content):
        upload(inside, content, "back.csv")
        kept = rows_of(inside.store, max(each.id for each in CaseSets(inside.store.database).all()))
        assert kept[2]["question"] == f"{cell} who?"


def test_what_is_downloaded_is_a_file_under_its_own_name(inside: Visitor) -> None:
    made = make_set(inside.store, GOOD, name='Été "1"/2; <b>')
    for ending in ("csv", "xlsx"):
        headers = inside.client.get(f"/bench/sets/{made}/set.{ending}").headers
        assert headers["content-disposition"] == (
            f"attachment; filename=\"-t- -1--2- -b-.{ending}\"; filename*=UTF-8''%C3%89t%C3%A9%20%221%22%2F2%3B%20%3Cb%3E.{ending}"
        )


def test_a_set_is_removed_only_after_a_tick_and_then_is_nowhere(inside: Visitor) -> None:
    made = make_set(inside.store, GOOD)
    assert inside.send(f"/bench/sets/{made}/remove").status_code == 422 and names(inside) == ["Autumn"]
    assert inside.send(f"/bench/sets/{made}/remove", sure="yes").status_code == 303 and names(inside) == []
    for path in ("remove", "run", "name", "file"):
        assert inside.send(f"/bench/sets/{made}/{path}", sure="yes", name="x").status_code in (404, 422)


def test_a_set_of_which_nothing_is_ready_is_not_run(inside: Visitor) -> None:
    made = make_set(inside.store, BAD)
    assert '/run"' not in inside.client.get(f"/bench/sets/{made}").text
    refused = inside.send(f"/bench/sets/{made}/run")
    assert refused.status_code == 422 and "Mend a row" in refused.text


def test_rows_that_are_added_at_once_all_stay(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'kept.sqlite3'}")
    sets = CaseSets(store.database)
    made = sets.make("Autumn")
    with ThreadPoolExecutor(4) as pool:
        places = list(pool.map(lambda number: sets.save(made, None, {"id": str(number)}), range(24)))
    assert sorted(places) == list(range(2, 26))
    assert len(rows_of(store, made)) == 24
    store.close()
