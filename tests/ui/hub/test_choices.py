"""What a hub page and its reader may choose, and what they may not: attributes, drafts, leaving, motion, the title."""

from typing import Any

from playwright.sync_api import expect

from tests.ui.hub.conftest import BESIDE, LAUNCHER, QUESTION, framed, opened, until

MOVING = "document.getAnimations().filter((a) => a.effect.getComputedTiming().duration).length"


def _with(attributes: str) -> str:
    return f"?with={attributes.replace(' ', '%20')}"


def test_unknown_values_of_attributes_are_as_if_they_were_left_out(page: Any, places: Any) -> None:
    frame = opened(page, places, _with("role=king nation=France profession=plumber theme=neon position=middle"))
    frame.get_by_text("About you").click()
    for label, value in (("Role", "Other"), ("Nation", "Scotland"), ("Profession", "Other")):
        expect(frame.get_by_label(label)).to_have_value(value)
    assert "__theme" not in page.get_by_role("link", name="Open in new tab").get_attribute("href")
    assert page.locator("preceptorship-assistant").get_attribute("style") is None
    box = page.get_by_role("dialog").bounding_box()
    assert box["x"] + box["width"] > 1200, "at the right, as without it"
    assert page.problems == []


def test_the_position_is_right_or_left_or_where_the_element_stands(page: Any, places: Any) -> None:
    launcher = page.get_by_role("button", name=LAUNCHER)
    found = {}
    for position in ("right", "left", "inline"):
        page.goto(f"{places.hub}/{_with(f'position={position}')}")
        found[position] = launcher.bounding_box()
        launcher.click()
        window = page.get_by_role("dialog").bounding_box()
        assert (window["x"] < 20) == (position == "left")
    assert found["right"]["x"] > 900 and found["left"]["x"] < 20
    assert found["inline"]["y"] < 800 < found["right"]["y"], "in the flow of the page"


def test_nothing_moves_for_a_reader_who_wants_less_motion(page: Any, places: Any, held: Any) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{places.hub}/")
    page.get_by_role("button", name=QUESTION).click()
    frame = framed(page)
    frame.wait_for_selector("#talk .working")
    assert page.evaluate(MOVING) == 0 and frame.evaluate(MOVING) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert frame.evaluate(MOVING) > 0, "else this test sees nothing"


def test_a_question_of_the_page_leaves_an_unsent_draft_alone(page: Any, places: Any) -> None:
    frame = opened(page, places)
    frame.fill("#box textarea", "My own unfinished quest")
    page.get_by_role("button", name=BESIDE).click()
    frame.wait_for_selector("#panel .card")
    expect(frame.locator("#talk .user-row")).to_have_text(BESIDE)
    expect(frame.locator("#box textarea")).to_have_value("My own unfinished quest")
    frame.press("#box textarea", "Enter")
    frame.wait_for_selector("#cite-2-1")
    for emptied in ("#box textarea", "#hub-question textarea"):
        expect(frame.locator(emptied)).to_have_value("")
    assert page.problems == []


def test_the_title_stands_once_in_the_window_and_stays_in_a_plain_frame(page: Any, places: Any) -> None:
    frame = opened(page, places)
    title = frame.locator("#title")
    assert title.bounding_box()["width"] <= 1, "for screen readers only: the bar has it"
    expect(frame.get_by_role("heading", name="Preceptorship Assistant")).to_have_count(1)
    page.goto(f"{places.hub}/plain")
    plain = page.wait_for_selector("iframe").content_frame()
    plain.wait_for_selector("#box textarea")
    assert plain.locator("#title").bounding_box()["width"] > 100


def test_clear_and_leave_closes_the_window_and_the_next_opening_starts_afresh(page: Any, places: Any) -> None:
    page.goto(f"{places.hub}/")
    page.get_by_role("button", name=QUESTION).click()
    framed(page).wait_for_selector("#panel .card")
    framed(page).get_by_role("button", name="Clear and leave").click()
    until(page, "!document.querySelector('preceptorship-assistant').frame")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    until(page, f"document.activeElement.dataset.ask === {QUESTION!r}")
    page.get_by_role("button", name=BESIDE).click()
    frame = framed(page)
    frame.wait_for_selector("#panel .card")
    expect(frame.locator("#talk .user-row")).to_have_count(1)


def test_clear_and_leave_in_a_plain_frame_shows_the_page_that_says_so(page: Any, places: Any) -> None:
    page.goto(f"{places.hub}/plain")
    plain = page.wait_for_selector("iframe").content_frame()
    plain.fill("#box textarea", QUESTION)
    plain.press("#box textarea", "Enter")
    plain.wait_for_selector("#panel .card")
    plain.get_by_role("button", name="Clear and leave").click()
    plain.wait_for_url("**/left")
    plain.get_by_role("link", name="Start a new conversation").click()
    plain.wait_for_selector("#box textarea")
    expect(plain.locator("#talk .user-row")).to_have_count(0)
