"""Who asks: set on screen or by the address, never more than the known values."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.questions import Reader
from tests.ui.chat.conftest import BOX, ask
from ui.chat.reader import reader_from


@pytest.mark.parametrize(
    ("query", "reader"),
    [
        ({}, Reader()),
        (
            {"role": "preceptor", "nation": "England", "profession": "dietitian"},
            Reader("preceptor", "England", "dietitian"),
        ),
        ({"role": "king", "nation": "<script>", "profession": ""}, Reader()),
        ({"role": "Preceptor", "q": "x", "nation": "Wales"}, Reader(nation="Wales")),
    ],
)
def test_an_address_sets_only_what_is_known(query: dict[str, str], reader: Reader) -> None:
    assert reader_from(query) == reader


def test_an_address_sets_the_reader_and_the_examples_of_the_role(visit: Callable[..., Any]) -> None:
    page = visit("?role=preceptor&nation=England&profession=king")
    page.wait_for_function("() => document.querySelectorAll('#examples .ask-this').length === 2")
    expect(page.locator("#examples")).to_contain_text("Do preceptors need training?")
    page.get_by_text("About you").click()
    page.wait_for_selector("text=Profession")
    for label, value in (("Role", "Preceptor"), ("Nation", "England"), ("Profession", "Other")):
        expect(page.get_by_label(label)).to_have_value(value)
    ask(page, "How often should we meet?")
    expect(page.locator("#cite-1-2")).to_be_visible()
    expect(page.locator("#cite-1-2")).not_to_contain_text("England only")


def test_choosing_a_role_shows_its_examples_and_other_shows_all(page: Any) -> None:
    expect(page.locator("#examples .ask-this:visible")).to_have_count(8)
    page.get_by_text("About you").click()
    for role, count in (("Manager", 2), ("Other", 8)):
        page.get_by_label("Role").click()
        page.get_by_role("option", name=role, exact=True).click()
        page.wait_for_function("n => document.querySelectorAll('#examples .ask-this').length === n", arg=count)
    assert page.input_value(BOX) == ""
