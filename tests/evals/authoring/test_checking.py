from dataclasses import replace

import pytest

from evals.authoring.checking import by_row, check
from evals.authoring.places import Places

COPIED = "A preceptor does not have to belong to the preceptee’s profession."


def test_a_good_row_has_no_finding(make_row, places: Places) -> None:
    row = make_row(source="S4 S5", clause="principle 4", words=COPIED, facts="S5.3 G11")
    assert check([row], places) == ()


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"source": "S44"}, "source", "Row 14: there is no source S44; the nearest are S4 (Focus on empowering"),
        ({"source": "being a preceptor"}, "source", "there is no source “being a preceptor”; the nearest are S5 (Focus"),
        ({"source": "S6"}, "source", "S6 (Poster) has no text here"),
        ({"source": "S5", "clause": "Principal 4 a"}, "clause", "no “Principal 4 a” in S5; the nearest are “Principle 4 a)”"),
        ({"source": "S5", "clause": "Principle 3"}, "clause", "there is no “Principle 3” in S5; it is in S4."),
        ({"facts": "S5.6"}, "facts", "no place in the documents carries the fact S5.6; the nearest are S5.5, S5.4 and S5.3."),
        ({"facts": "H1.1"}, "facts", "no place in the documents carries the fact H1.1."),
        (
            {"source": "S5", "clause": "Principle 4", "words": "A preceptor must belong to the preceptee's profession"},
            "words",
            "Row 14: the words you copied are not in Principle 4; the nearest are “A preceptor does not have to belong to"
            " the preceptee's profession”.",
        ),
        ({"source": "S4", "words": COPIED}, "words", "the words you copied are not in S4 (Focus on empowering preceptees); they stand in Principle 4 of S5."),
        ({"words": "team work"}, "words", "the words you copied are not in the documents; the nearest are “A preceptor helps"),
        (
            {"source": "S5", "words": "A preceptor sets a professional example. A preceptor helps with team working."},
            "words",
            "run over more than one statement of S5",
        ),
    ],
)  # fmt: skip
def test_what_is_not_in_the_documents_is_told_with_the_nearest(make_row, places, cells, column, message) -> None:
    (finding,) = check([make_row(**cells)], places)
    assert (finding.row, finding.sample_id, finding.column) == (14, "a14", column)
    assert message in finding.message


def test_each_line_of_copied_words_is_looked_up(make_row, places: Places) -> None:
    (finding,) = check([make_row(source="S5", words=f"{COPIED}\nmade up")], places)
    assert "made up" not in finding.message and finding.column == "words"


def test_words_that_differ_by_a_negation_are_not_taken_for_the_same(make_row, places: Places) -> None:
    (finding,) = check([make_row(source="S5", words=COPIED.replace("does not have", "does have"))], places)
    assert finding.column == "words"


def test_messages_use_the_words_that_educators_see(make_row) -> None:
    findings = check([make_row(kind="hard", follows="a9")])
    assert [finding.column for finding in findings] == ["class", "follows"]
    assert "“What kind of question” is “hard”; use one of “Plain question”" in findings[0].message
    assert findings[1].message == "Row 14: it follows “a9”, which is no test question."


def test_findings_come_in_row_order_and_name_the_other_row(make_row, places: Places) -> None:
    rows = [make_row(2, id="x", source="S77"), make_row(3, facts="5"), make_row(9, id="x")]
    findings = check(rows, places)
    assert [finding.row for finding in findings] == [2, 3, 9]
    assert findings[2].message == "Row 9: the reference “x” is already that of row 2."
    assert {number: len(found) for number, found in by_row(findings).items()} == {2: 1, 3: 1, 9: 1}


def test_a_malformed_fact_is_told_once(make_row, places: Places) -> None:
    assert len(check([make_row(facts="S5")], places)) == 1


def test_without_documents_the_rows_alone_are_checked(make_row) -> None:
    assert check([make_row(source="S77", words="nowhere")]) == ()


def test_of_a_long_passage_the_part_is_shown_that_is_nearest(make_row, places: Places) -> None:
    long = f"{'Oil the chain. ' * 40}A preceptee keeps a portfolio of learning. {'Check the brakes. ' * 40}"
    passages = {name: replace(passage, text=long) for name, passage in places.passages.items()}
    (finding,) = check(
        [make_row(source="S5", words="A preceptee keep the portfolio of learning")], replace(places, passages=passages)
    )
    shown = finding.message.split("“")[1]
    assert "A preceptee keeps a portfolio of learning." in shown
    assert shown.startswith("… ") and len(shown) < 260
