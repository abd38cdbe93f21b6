"""The figures of the coverage chart are those of the passages."""

from ingest.passages import Passage
from ui.pages.coverage import Covered, chart, coverage


def passage(source: str, clause: str, point: str = "") -> Passage:
    return Passage(f"{source}:{clause}:{point}", source, "Words.", (), clause, 0, 0, point=point)


PASSAGES = (
    passage("S1", "Principle 10"),
    passage("S1", "Principle 2 a)", "time"),
    passage("S1", "Principle 2, in practice"),
    passage("S9", "Section 1", "time"),
    passage("S9", "Section 1", "length"),
    passage("S9", "Section 2"),
)


def test_own_statements_and_those_that_share_a_point_are_counted_apart() -> None:
    assert coverage(PASSAGES) == (Covered("Principle 2", 2, 1), Covered("Principle 10", 1, 0))


def test_documents_without_principles_have_no_chart() -> None:
    assert coverage(PASSAGES[3:]) == ()


def test_the_chart_says_its_figures_in_words() -> None:
    svg = chart(coverage(PASSAGES))
    assert 'aria-label="Principle 2: 2 and 1; Principle 10: 1 and 0"' in svg and svg.count('class="name"') == 2
