import csv
import io

from evals.reporting.contents import Contents
from evals.reporting.table import COLUMNS, to_csv
from tests.evals.reporting.conftest import SECRET


def rows(contents: Contents) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(contents).decode("utf-8-sig"), newline="")))


def test_there_is_a_row_for_each_sample(contents: Contents) -> None:
    found = rows(contents)
    assert list(found[0]) == list(COLUMNS)
    assert [(row["id"], row["passed"], row["where it went wrong"]) for row in found] == [
        ("a0", "yes", ""),
        ("a1", "no", "not found"),
        ("a3", "yes", ""),
        ("a4", "no", "broke"),
    ]
    assert found[0]["cited"] == "S5 Principle 4"
    assert "No citation lies in a labelled place." in found[1]["why"]


def test_no_cell_runs_as_a_formula(contents: Contents) -> None:
    found = rows(contents)
    assert found[0]["question"] == "'=cmd|' /C calc'!A0"
    assert found[1]["answer"].startswith("'=1+1")
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@\t\r") and cell]


def test_held_back_samples_are_left_out(contents: Contents) -> None:
    text = to_csv(contents).decode("utf-8-sig")
    assert SECRET not in text and "h1" not in text
