import csv
from pathlib import Path

import pytest

from assistant.answers import AnswerStatus
from assistant.questions import Turn
from evals.sample_rows import COLUMNS
from evals.samples import KeyPoint, SampleError, as_question, load_samples, of_split

GOOD = {"id": "a1", "class": "answerable", "split": "tuning", "question": "Who?", "expect": "answered"}


def write(path: Path, *rows: dict[str, str], header: tuple[str, ...] = COLUMNS, encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([row.get(name, "") for name in COLUMNS] for row in rows)
    return path


def complaint(tmp_path: Path, *rows: dict[str, str]) -> str:
    with pytest.raises(SampleError) as caught:
        load_samples([write(tmp_path / "x.csv", *rows)])
    return caught.value.message


def test_every_column_is_read(tmp_path: Path) -> None:
    row = GOOD | {
        "essential": "Yes",
        "role": "manager",
        "nation": "Wales",
        "profession": "dietitian",
        "expect": "answered|sources_differ",
        "key_points": "12 months | a year\n~ as needed\n",
        "must_not": "mandatory|compulsory\n24 months",
        "facts": "S5.3 G11 H2.1",
        "source": "S5",
        "clause": "Principle 4",
        "words": "first place\nsecond place",
        "group": "g1",
    }
    (sample,) = load_samples([write(tmp_path / "x.csv", row)])
    assert sample.essential
    assert (sample.role, sample.nation, sample.profession) == ("manager", "Wales", "dietitian")
    assert sample.expect == (AnswerStatus.ANSWERED, AnswerStatus.SOURCES_DIFFER)
    assert sample.key_points == (KeyPoint(("12 months", "a year")), KeyPoint(("as needed",), vital=False))
    assert sample.must_not == ("mandatory", "compulsory", "24 months")
    assert sample.facts == ("S5.3", "G11", "H2.1")
    assert sample.words == ("first place", "second place")


def test_empty_cells_take_the_defaults(tmp_path: Path) -> None:
    (sample,) = load_samples([write(tmp_path / "x.csv", GOOD)])
    assert (sample.role, sample.nation, sample.profession) == ("other", "Scotland", "other")
    assert not sample.essential


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", GOOD, {}, GOOD | {"id": "a2"}, encoding="utf-8-sig")  # byte order mark, blank row
    assert [sample.id for sample in load_samples([path])] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": ""}, "it has no id"),
        ({"class": "hard"}, "class is “hard”"),
        ({"split": "test"}, "split is “test”"),
        ({"essential": "maybe"}, "essential is “maybe”"),
        ({"question": " "}, "it has no question"),
        ({"role": "boss"}, "role is “boss”"),
        ({"nation": "France"}, "nation is “France”"),
        ({"profession": "nurse"}, "profession is “nurse”"),
        ({"expect": ""}, "expect is empty"),
        ({"expect": "answered|maybe"}, "expect is “maybe”"),
        ({"expect": "failed"}, "expect is “failed”"),
        ({"follows": "a9"}, "it follows “a9”, which is no sample"),
        ({"follows": "a1"}, "it follows itself"),
        ({"class": "follow-up"}, "a follow-up names the sample"),
        ({"facts": "S5"}, "“S5” is not a fact number"),
        ({"facts": "S5.3,S5.4"}, "“S5.3,S5.4” is not a fact number"),
        ({"key_points": "yes||no"}, "key point 1 has an empty wording"),
        ({"key_points": "fine\n~"}, "key point 2 has an empty wording"),
        ({"key_points": "fine|~okay"}, "key point 1 has a ~ in the wrong place"),
        ({"must_not": "~never"}, "forbidden wording 1 has a ~"),
        ({"clause": "Principle 4"}, "it names a clause but no source"),
    ],
)
def test_a_bad_cell_is_named_with_its_row(tmp_path: Path, change: dict[str, str], words: str) -> None:
    message = complaint(tmp_path, GOOD | change)
    assert "Row 2 of x.csv: " in message
    assert words in message


def test_every_bad_row_is_named_at_once(tmp_path: Path) -> None:
    message = complaint(tmp_path, GOOD | {"class": "hard"}, GOOD | {"facts": "5"})
    assert "Row 2 of x.csv: class" in message
    assert "Row 3 of x.csv: “5”" in message
    assert "Row 3 of x.csv: the id “a1” is already that of row 2 of x.csv" in message


def test_an_empty_question_may_be_asked_on_purpose(tmp_path: Path) -> None:
    (sample,) = load_samples([write(tmp_path / "x.csv", GOOD | {"question": "  ", "expect": "needs_detail"})])
    assert sample.question == "  "


def test_another_header_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", GOOD, header=(*COLUMNS[:-1], "date"))
    with pytest.raises(SampleError, match=r"Row 1 of x\.csv is not the expected header"):
        load_samples([path])


def test_a_row_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", GOOD)
    path.write_text(path.read_text() + "a,b,c\n")
    with pytest.raises(SampleError, match=r"Row 3 of x\.csv: it has 3 cells, not 20"):
        load_samples([path])


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b""])
def test_a_file_that_is_no_csv_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(SampleError, match=r"x\.csv"):
        load_samples([tmp_path / "x.csv"])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="There is no file"):
        load_samples([tmp_path / "none.csv"])


def test_a_follow_up_carries_the_answers_that_were_given(tmp_path: Path) -> None:
    second = GOOD | {"id": "a2", "class": "follow-up", "follows": "a1", "question": "And for managers?"}
    third = GOOD | {"id": "a3", "class": "follow-up", "follows": "a2", "question": "Why?", "nation": "Wales"}
    samples = load_samples([write(tmp_path / "x.csv", third, GOOD, second)])  # followed samples may come later
    by_id = {sample.id: sample for sample in samples}
    question = as_question(by_id["a3"], by_id, {"a1": "First.", "a2": "Second."})
    assert question.text == "Why?"
    assert question.reader.nation == "Wales"
    assert question.history == (
        Turn("user", "Who?"),
        Turn("assistant", "First."),
        Turn("user", "And for managers?"),
        Turn("assistant", "Second."),
    )


def test_a_circle_of_follow_ups_is_refused(tmp_path: Path) -> None:
    one = GOOD | {"id": "a1", "follows": "a2"}
    assert "round in a circle" in complaint(tmp_path, one, GOOD | {"id": "a2", "follows": "a1"})


def test_saying_what_is_missing_is_a_way_to_abstain(tmp_path: Path) -> None:
    expectations = ["answered", "not_in_corpus|partly_answered", "not_in_corpus|answered", "signposted"]
    rows = [GOOD | {"id": f"a{n}", "expect": expect} for n, expect in enumerate(expectations)]
    samples = load_samples([write(tmp_path / "x.csv", *rows)])
    assert [s.expects_answer for s in samples] == [True, False, False, False]
    assert [s.expects_refusal for s in samples] == [False, True, False, False]


def test_splits_are_told_apart(tmp_path: Path) -> None:
    samples = load_samples([write(tmp_path / "x.csv", GOOD, GOOD | {"id": "b", "split": "held-back"})])
    assert [sample.id for sample in of_split(samples, "held-back")] == ["b"]
