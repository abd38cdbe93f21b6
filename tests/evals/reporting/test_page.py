import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from evals.reporting.contents import Contents
from evals.reporting.page import to_html
from evals.results import Report
from tests.evals.reporting.conftest import SECRET


@pytest.fixture
def page(contents: Contents) -> BeautifulSoup:
    return BeautifulSoup(to_html(contents), "html.parser")


def cells_of(page: BeautifulSoup, caption: str) -> dict[str, list[str]]:
    table = page.find("caption", id=f"{caption}-caption").parent
    return {
        row.find("th").get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in table.find("tbody").find_all("tr")
    }


def test_it_needs_no_script_and_no_network(contents: Contents) -> None:
    html = to_html(contents)
    assert "<script" not in html and "http:" not in html and "https:" not in html
    assert not re.search(r"(src|href)=\"(?!#)", html) and "url(" not in html and "@import" not in html


def test_what_was_asked_and_answered_is_text_never_markup(page: BeautifulSoup) -> None:
    assert page.find("b") is None and page.find("try") is None
    assert "Who <b>may</b> | be & do?" in page.get_text()
    assert "First <try>" in page.get_text()


def test_every_number_has_its_count_and_interval(page: BeautifulSoup) -> None:
    assert "2 of 5 test questions passed: 40.0 %, 95 % interval 11.8 to 76.9 %." in page.get_text()
    assert cells_of(page, "principles")["Principle 4"] == ["2 of 5", "40.0 %", "11.8 to 76.9 %"]
    assert cells_of(page, "classes")["About something else"] == ["1 of 1", "100.0 %", "20.7 to 100.0 %"]
    assert cells_of(page, "figures")["Hit@1"][1] == "1 of 4"


def test_what_nothing_asks_about_is_not_measured_and_not_nought(page: BeautifulSoup) -> None:
    assert cells_of(page, "principles")["Principle 5"] == ["0", "not measured", "-"]
    assert cells_of(page, "classes")["Looks answerable, is not in the documents"] == ["0", "not measured", "-"]
    assert cells_of(page, "trend")["Empty"] == ["2", "not known", "0", "not measured", "-"]
    empty = BeautifulSoup(to_html(Contents(Report(()))), "html.parser")
    assert "nothing is measured" in empty.get_text()
    assert "0.0 %" not in empty.get_text()


def test_failing_questions_say_why_the_essential_ones_first(page: BeautifulSoup) -> None:
    failing = page.find("section", attrs={"aria-labelledby": "failing"})
    articles = failing.find_all("article")
    assert [article.find("p").get_text().split(" ")[0] for article in articles] == ["a1", "a4"]
    assert "must never fail" in articles[0].get_text() and "not found" in articles[0].get_text()
    assert "It cites none of the expected places." in articles[0].get_text()


def test_held_back_samples_are_counted_and_not_shown(page: BeautifulSoup) -> None:
    text = page.get_text()
    assert SECRET not in text and "h1" not in text
    assert "Held-back questions that did not pass: 1." in text
    assert "Held-back questions: 1." in text  # among those that newly fail


def test_the_comparison_is_there_only_with_an_earlier_run(page: BeautifulSoup, report: Report) -> None:
    text = page.find("section", attrs={"aria-labelledby": "compared"}).get_text()
    assert "3 of 5 test questions newly fail and none newly pass: this could be chance." in text
    assert "Newly failing: 3" in text and "Unchanged: 0" in text
    assert "p = 0.25" in text  # 2 / 2^3
    assert "compared" not in to_html(Contents(report)).lower()


def test_each_table_has_a_caption_and_scopes_and_each_link_leads_somewhere(page: BeautifulSoup) -> None:
    for table in page.find_all("table"):
        assert table.find("caption").get_text()
        assert all(head["scope"] in ("col", "row") for head in table.find_all("th"))
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.find_all("a")} <= set(ids)
    assert {name for each in page.find_all(attrs={"aria-labelledby": True}) for name in each["aria-labelledby"].split()} <= set(ids)  # fmt: skip
    levels = [int(head.name[1]) for head in page.find_all(re.compile("h[1-6]"))]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
