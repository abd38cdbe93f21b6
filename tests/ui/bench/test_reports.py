"""Reports to take away, and what holds of every page and download of the bench."""

import csv
import io
import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from assistant.answers import AnswerStatus
from assistant.questions import Question
from evals.authoring.headings import CHOICE_WORDS
from tests.ui.bench.conftest import Visitor
from tests.ui.bench.rows import BAD, FAILING, GOOD, PASSING, make_set, run_set
from tests.ui.fake_assistant import reply
from ui.store.runs import Runs

KINDS = ("html", "md", "xml", "csv", "json")
BROKEN = {"id": "b1", "question": "Does it break?", "expect": "sources_differ|partly_answered"}
JARGON = {word for words in CHOICE_WORDS.values() for word in words if "_" in word or "-" in word} - {"follow-up"}


@pytest.fixture
def run(inside: Visitor) -> int:
    """The second of two runs of set 1, held against the first; there is a draft too."""
    made = make_set(inside.store, PASSING, GOOD, FAILING, BROKEN, BAD)
    first = run_set(inside, made)
    inside.send(f"/bench/runs/{first}/promote", name="Before")
    receipt = inside.store.keep_receipt(reply(Question("pay")), "Wales")
    inside.store.keep_feedback(receipt, ["missed a point"], "", "pay?")
    return run_set(inside, made)


def pages(run: int) -> list[str]:
    own = ["", "/compare/1", "/results/p1", "/results/g1", "/results/f1", "/results/b1"]
    sets = ["", "/1", "/1/rows/2", "/1/rows/6", "/1/rows/new", "/1/coverage"]
    rest = ["", "/runs", "/drafts", "/drafts/1", "/gaps", "/gaps/case?question=x", "/nowhere", "/sets/77"]
    return [
        *(f"/bench/runs/{run}{path}" for path in own),
        *(f"/bench/sets{path}" for path in sets),
        *(f"/bench{path}" for path in rest),
    ]


def test_every_page_has_one_heading_a_title_and_words_that_educators_know(inside: Visitor, run: int) -> None:
    waiting = Runs(inside.store.database).begin(1, "Autumn", 4, "Ed")
    titles = []
    for path in [*pages(run), f"/bench/runs/{waiting}"]:
        page = inside.client.get(path)
        titles += re.findall("<title>(.+) – Preceptorship bench</title>", page.text)
        assert page.text.count("<h1") == 1, path
        shown = unescape(re.sub(r"<[^>]+>", " ", page.text))
        assert not [word for word in JARGON if re.search(rf"\b{word}\b", shown)], path
        assert page.text.count("<table") == page.text.count('class="wide" tabindex="0" role="region"'), path
        headers = page.headers
        assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert len(titles) == len(pages(run)) + 1 and len(set(titles)) >= len(titles) - 2


@pytest.mark.parametrize(
    "path",
    [
        *(f"/bench/runs/2/report.{kind}" for kind in KINDS),
        "/bench/sets/1/set.csv",
        "/bench/sets/1/set.xlsx",
        "/bench/sets/template.xlsx",
    ],
)
def test_every_download_is_a_file_and_never_a_page_of_this_site(inside: Visitor, run: int, path: str) -> None:
    headers = inside.client.get(path).headers
    assert headers["content-disposition"].startswith("attachment; ")
    assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
    inside.client.cookies.clear()
    assert inside.client.get(path).status_code == 303


def test_each_report_can_be_read_by_what_it_is_for(inside: Visitor, run: int) -> None:
    texts = {kind: inside.client.get(f"/bench/runs/{run}/report.{kind}").text for kind in KINDS}
    assert ElementTree.fromstring(texts["xml"]).get("tests") == "4"
    assert len(json.loads(texts["json"])["results"]) == 4
    assert [row["id"] for row in csv.DictReader(io.StringIO(texts["csv"].lstrip("\ufeff")))] == ["p1", "g1", "f1", "b1"]
    assert "Autumn: run 2" in texts["html"] and "<svg" in texts["html"] and "<script" not in texts["html"]
    assert texts["md"].startswith("# Autumn: run 2") and AnswerStatus.ANSWERED in texts["csv"]
