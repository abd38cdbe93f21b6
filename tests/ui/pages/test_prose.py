from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from ui.pages.frame import FOOTER
from ui.pages.prose import PAGES, prose_page


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"left"}))
def test_each_page_names_who_answers_for_it_and_how_to_write_to_them(name: str) -> None:
    html = prose_page(name, Settings(contact="a_b@example.org", provider="Our <board>", keep_days=30)).html
    assert "a_b@example.org" in html and "Our &lt;board&gt;" in html
    assert ("for 30 days" in html) == (name == "privacy")
    assert "{" not in html.split("<main", 1)[1]


def test_every_page_of_the_footer_is_there(app: Any) -> None:
    with TestClient(app, follow_redirects=False) as client:
        for path, _ in FOOTER:
            assert client.get(path).status_code == 200, path


def test_the_privacy_page_names_no_cookie_or_storage_but_to_deny_them(app: Any) -> None:
    with TestClient(app) as client:
        response = client.get("/privacy")
    assert "no cookie" in response.text and "set-cookie" not in response.headers


def test_the_privacy_page_says_whether_unanswered_questions_are_asked_for() -> None:
    unasked = prose_page("privacy", Settings(keep_days=30)).html
    asked = prose_page("privacy", Settings(keep_days=30, keep_unanswered=True)).html
    assert "keeps none" in unasked and "five conversations" not in unasked
    assert "five conversations" in asked and "apart, for 30 days" in asked
