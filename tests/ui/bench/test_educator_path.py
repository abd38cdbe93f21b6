"""What an educator does, with no terminal: the whole path in a browser, over the real documents and the real model."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.settings import Settings
from evals.authoring.writing import as_xlsx
from evals.samples import Sample, cells_of, load_samples, of_split
from tests.ui.bench.conftest import NAME, PASSWORD, QUICK
from tests.ui.chat.conftest import BOX, DONE
from tests.ui.conftest import serving
from ui.live import Live
from ui.store import open_store
from ui.store.accounts import Accounts

MISTAKES: tuple[tuple[int, dict[str, str], str], ...] = (
    (5, {"source": "S99", "clause": "", "words": ""}, "there is no source S99; the nearest are"),
    (14, {"source": "S4", "clause": "Principle 3", "words": "Bells ring at nine."}, "the words you copied are not in Principle 3; the nearest are"),
    (23, {"question": ""}, "it has no question"),
    (37, {"nation": "Narnia"}, "“Nation” is “Narnia”; use one of Scotland"),
    (52, {"expect": ""}, "“What should happen”"),
)  # fmt: skip
"""Row of the spreadsheet, what is wrong in it, what is said of it."""
CASES = 60


@pytest.fixture
def bench_address(database_address: str, real_assistant: Any) -> Iterator[str]:
    from ui.server import build_app

    store = open_store(database_address)
    Accounts(store.database, QUICK).add(NAME, PASSWORD, "Ed Ucator")
    with serving(build_app(Live(lambda: real_assistant, lambda: ""), Settings(), store)) as found:
        yield found
    store.close()


@pytest.fixture
def page(browser: Any, bench_address: str) -> Iterator[Any]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True).new_page()
    opened.set_default_timeout(120_000)
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    yield opened
    assert problems == []
    opened.context.close()


def _samples() -> list[Sample]:
    """Sixty that stand alone, the same every time."""
    alone = (one for one in of_split(load_samples(), "tuning") if not one.follows and one.expects_answer)
    return [sample for sample in alone if not sample.essential][:CASES]


def _spreadsheet(folder: Path) -> Path:
    rows = [cells_of(sample) for sample in _samples()]
    for number, wrong, _ in MISTAKES:
        rows[number - 2] |= wrong
    path = folder / "Autumn workshop.xlsx"
    path.write_bytes(as_xlsx(rows))
    return path


def test_an_educator_tests_the_answers_without_a_terminal(page: Any, bench_address: str, tmp_path: Path) -> None:
    _reader_finds_fault(page, bench_address)
    page.goto(f"{bench_address}/bench")
    page.get_by_label("E-mail address").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    _upload(page, _spreadsheet(tmp_path))
    _mend(page)
    first = _run(page, CASES)
    _open_a_failing_case(page)
    page.get_by_role("link", name=f"Run {first} of Autumn workshop").click()
    _approve_the_draft(page, bench_address)
    _promote(page, f"{bench_address}/bench/runs/{first}")
    page.get_by_role("link", name="Autumn workshop", exact=True).click()
    second = _run(page, CASES + 1)
    expect(page.locator("main")).to_contain_text("Against the baseline “Before the update”")
    page.get_by_role("link", name="See what changed").click()
    for told in (
        f"None of {CASES} test questions newly fail or newly pass.",
        f"{CASES} answers unchanged",
        f"1 test question in run {second} only",
    ):
        expect(page.locator("main")).to_contain_text(told)
    page.get_by_role("link", name=f"Back to run {second}").click()
    _download(page, tmp_path)


def _reader_finds_fault(page: Any, address: str) -> None:
    """A reader asks, finds the answer wrong and lets the question be kept."""
    page.goto(f"{address}/chat/")
    page.fill(BOX, "How long is an AHP preceptorship?")
    page.press(BOX, "Enter")
    page.wait_for_function(DONE, arg=0)
    page.click("#no")
    page.get_by_label("Missed a point").check()
    page.get_by_label("Keep my question with this feedback").check()
    page.click("#send")
    page.wait_for_selector("text=Thank you for your feedback.")


def _upload(page: Any, file: Path) -> None:
    page.get_by_role("navigation", name="Bench").get_by_role("link", name="Test questions").click()
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".summary li")).to_have_count(len(MISTAKES))
    told = page.locator(".summary li").all_inner_texts()
    for number, _, sentence in MISTAKES:
        assert any(line.startswith(f"Row {number}:") and sentence in line for line in told), (number, told)
    assert {line.partition(":")[0] for line in told} == {f"Row {number}" for number, _, _ in MISTAKES}
    expect(page.locator("main")).to_contain_text("55 ready to run, 5 to mend")


def _mend(page: Any) -> None:
    """Row by row, each time on to the next."""
    right = {number: cells_of(_samples()[number - 2]) for number, _, _ in MISTAKES}
    page.locator(".summary a").first.click()
    for left, (number, wrong, _) in zip(range(4, -1, -1), MISTAKES, strict=True):
        page.wait_for_selector(f"h1:has-text('row {number}')")
        for column in wrong:
            if column == "expect":
                page.check("#expect-answered")
            elif column == "nation":
                page.locator("summary").click() if not page.locator("#nation").is_visible() else None
                page.select_option("#nation", right[number]["nation"])
            else:
                page.fill(f"#{column}", right[number][column])
        page.get_by_role("button", name="Save and go to the next to mend").click()
        page.wait_for_selector(f"text={CASES - left} ready, {left} to mend")
    page.get_by_role("link", name="Autumn workshop", exact=True).click()


def _run(page: Any, cases: int) -> int:
    page.get_by_role("button", name="Run", exact=True).click()
    page.wait_for_selector("h2:has-text('Results')")
    expect(page.locator("h1")).to_contain_text(f"of {cases} passed")
    return int(page.url.rpartition("/")[2])


def _open_a_failing_case(page: Any) -> None:
    page.get_by_label("Show", exact=True).select_option("failing")
    page.get_by_role("button", name="Show").click()
    page.locator("tbody th a").first.click()
    for told in ("Failed:", "The answer", "Where it should be", "What was found"):
        expect(page.locator("main")).to_contain_text(told)


def _approve_the_draft(page: Any, address: str) -> None:
    page.goto(f"{address}/bench/drafts")
    page.get_by_role("link", name="How long is an AHP preceptorship?").click()
    expect(page.locator("main")).to_contain_text("What the assistant found then")
    page.get_by_label("A good answer says").fill("no fixed length")
    page.get_by_role("button", name="Approve and add to the set").click()
    page.wait_for_selector("text=It is ready to run.")


def _promote(page: Any, run: str) -> None:
    page.goto(run)
    page.get_by_label("Name of the baseline").fill("Before the update")
    page.get_by_role("button", name="Promote to baseline").click()
    page.wait_for_selector("text=This run is the baseline “Before the update”, promoted by Ed Ucator.")


def _download(page: Any, folder: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Report (one page)").click()
    report = folder / "report.html"
    download.value.save_as(report)
    text = report.read_text(encoding="utf-8")
    assert "Autumn workshop" in text and "<svg" in text and "<script" not in text and "http://" not in text
