"""The window for everyone: what axe finds on the hub page and inside the frame, and where the focus shows."""

import threading
from typing import Any

import pytest

from tests.ui.chat.conftest import ask, violations
from tests.ui.chat.focus import PLAIN, walk
from tests.ui.hub.conftest import BESIDE, opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_hub_page_and_in_any_state_inside_the_frame(
    page: Any, places: Any, held: threading.Event, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    # The test's own script is put in past the page's policy.
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.goto(f"{places.hub}/")
    found = {"closed": violations(page)}
    frame = opened(page, places)
    found["start"] = violations(frame)
    page.get_by_role("button", name=BESIDE).click()
    frame.wait_for_selector("text=Checking every sentence")
    found["answering"] = violations(frame)
    held.set()
    frame.wait_for_selector("#cite-1-1")
    found["answered"] = violations(frame)
    found["around it"] = violations(page)
    frame.get_by_role("link", name="Source 2").click()
    found["source open"] = violations(frame)
    frame.get_by_role("button", name="No", exact=True).click()
    frame.wait_for_selector("#reasons")
    found["feedback"] = violations(frame)
    ask(frame, "break")
    found["error"] = violations(frame)
    ask(frame, "What is the pay?")
    found["no answer"] = violations(frame)
    frame.get_by_text("About you").click()
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_timeout(200)
    found["320 px"] = violations(frame)
    assert frame.evaluate("document.documentElement.scrollWidth") <= 320
    assert {state: what for state, what in found.items() if what} == {}


def test_every_stop_of_the_hub_page_and_the_frame_shows_where_the_focus_is(page: Any, places: Any) -> None:
    page.set_viewport_size({"width": 2200, "height": 900})  # wide enough for the window to cover nothing
    frame = opened(page, places)
    page.get_by_role("button", name=BESIDE).click()
    frame.wait_for_selector("#panel .card")
    frame.get_by_text("About you").click()
    frame.get_by_role("button", name="No", exact=True).click()
    frame.wait_for_selector("#reasons")
    page.locator("h1").click()
    stops = list(walk(page, frame))
    names = " ".join(stop.name for stop in stops)
    assert len(stops) > 25 and "Open in new tab" in names and "#leave" in names and "For hub pages" in names
    assert [stop for stop in stops if stop.seen < PLAIN] == []
