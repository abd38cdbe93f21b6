"""Readers of a report meet no name that only the program knows."""

import re

from evals.reporting.contents import Contents
from evals.reporting.markdown import to_markdown
from evals.reporting.page import to_html
from evals.reporting.plain_words import outcome, plainly

UNPLAIN = re.compile(r"\b(?:\w+_\w+|near-miss|out-of-scope|follow-up|essential|labelled)\b")


def test_no_report_for_readers_names_a_status_or_a_class(contents: Contents) -> None:
    for report in (to_html(contents), to_markdown(contents).replace("\\", "")):
        assert not UNPLAIN.findall(report)


def test_what_happened_is_said_as_the_spreadsheet_says_it() -> None:
    assert plainly("The status is not_in_corpus, expected sources_differ or answered.") == (
        "What happened: “The documents do not say”. "
        "What should happen: “Sources differ, both are shown” or “It is answered”."
    )
    assert plainly("It does not say: The status is quo, expected.") == "It does not say: The status is quo, expected."
    assert outcome("failed") == "Something broke"
