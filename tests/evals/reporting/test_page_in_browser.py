"""The page in Chromium: nothing wrong on it, light, dark, on a phone and printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from evals.reporting.contents import Contents
from evals.reporting.page import to_html
from evals.results import Report

TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
SEEN: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}


@pytest.fixture(params=SEEN)
def page(request: pytest.FixtureRequest, browser: Any, contents: Contents, tmp_path: Path) -> Iterator[Any]:
    (tmp_path / "report.html").write_text(to_html(contents), encoding="utf-8")
    context = browser.new_context(**SEEN[request.param])
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda each: asked.append(each.url))
    opened.goto((tmp_path / "report.html").as_uri())
    yield opened
    assert len(asked) == 1  # the file alone
    context.close()


def test_axe_finds_nothing_and_the_page_is_as_wide_as_the_window(page: Any) -> None:
    found = Axe().run(page, options=TAGS).response["violations"]
    assert [f"{v['id']}: {[n['html'][:150] for n in v['nodes']][:3]}" for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_every_wide_table_can_be_scrolled_by_keyboard(page: Any) -> None:
    regions = page.locator(".scroll")
    assert regions.count() == page.locator("table").count()
    for at in range(regions.count()):
        regions.nth(at).focus()
        assert page.evaluate("document.activeElement.className") == "scroll"


def test_an_empty_run_has_nothing_wrong_either(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text(to_html(Contents(Report(()))), encoding="utf-8")
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((tmp_path / "empty.html").as_uri())
    assert Axe().run(opened, options=TAGS).response["violations"] == []
    context.close()
