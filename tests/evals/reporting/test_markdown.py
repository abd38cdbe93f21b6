from markdown_it import MarkdownIt

from evals.reporting.contents import Contents
from evals.reporting.markdown import to_markdown
from evals.results import Report
from tests.evals.reporting.conftest import SECRET


def test_it_tells_what_passed_failed_and_changed(contents: Contents) -> None:
    text = to_markdown(contents)
    assert "**40.0 % (2 of 5; 95 % interval 11.8 to 76.9 %)** passed. 2 May 2026, index `dddddddddddd`" in text
    assert "3 of 5 test questions newly fail and none newly pass: this could be chance." in text
    assert "- a1, **must never fail**, not found:" in text
    assert "| Principle 4 | 2 of 5 | 40.0 % |" in text  # each of the five carries S5.3
    assert "| Principle 5 | 0 | not measured | - |" in text
    assert "| Empty | not known | 0 | not measured | - |" in text
    assert "| Refused: looks answerable, is not in the documents | not measured | 0 | - | ≥ 85 % |" in text


def test_what_was_asked_stands_for_itself(contents: Contents) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(to_markdown(contents))
    assert "Who &lt;b&gt;may&lt;/b&gt; | be &amp; do?" in html
    assert "First &lt;try&gt;" in html


def test_held_back_samples_are_counted_and_not_shown(contents: Contents) -> None:
    text = to_markdown(contents)
    assert SECRET not in text and "h1" not in text
    assert "Held-back questions that did not pass: 1." in text


def test_an_empty_run_measures_nothing() -> None:
    text = to_markdown(Contents(Report(())))
    assert "nothing is measured" in text
    assert "0.0 %" not in text
