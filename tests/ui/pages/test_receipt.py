"""The address of an answer and the feedback form, in a client and in a browser."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from assistant.answers import Answer, AnswerStatus
from assistant.questions import Question
from assistant.settings import Settings
from corpus.errors import PreceptorshipError
from tests.ui.fake_assistant import CORPUS, PASSAGES, fake_live, make_answer, reply
from ui.pages.receipt import receipt_of
from ui.pages.standing import changes
from ui.presenting.sections import Sections
from ui.server import build_app
from ui.store import Store, open_store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def own_app(store: Store) -> Any:
    return build_app(fake_live(), Settings(), store)


@pytest.fixture(scope="module")
def client(own_app: Any) -> Iterator[TestClient]:
    with TestClient(own_app) as found:
        yield found


def _answer(words: str = "physio") -> Answer:
    return reply(Question(words))


def _changed(answer: Answer) -> Answer:
    gone = replace(answer.citations[0], passage_id="S5:gone", quote="Words that were here before")
    return replace(answer, citations=(gone, *answer.citations[1:]))


def test_an_answer_opens_again_with_its_day_its_sources_and_no_question(client: TestClient, store: Store) -> None:
    page = client.get(f"/answer/{store.keep_receipt(_answer(), 'Scotland')}")
    assert page.status_code == 200 and page.headers["x-robots-tag"] == "noindex"
    for words in ("An answer given on", "The sources still say this.", 'id="cite-1-2"', "question itself is not kept"):
        assert words in page.text
    assert "<script" not in page.text and "style=" not in page.text


def test_what_changed_since_is_told_by_source(client: TestClient, store: Store) -> None:
    page = client.get(f"/answer/{store.keep_receipt(_changed(_answer()), 'Scotland')}").text
    assert "What has changed since" in page and "still say this" not in page
    assert "The words of Principle 4 have changed." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"passage_id": "S5:old"}, "now stand elsewhere in the source: Principle 4."),
        ({"passage_id": "S5:old", "quote": "absent words", "clause_slug": "nowhere"}, "no longer in the source"),
        ({"source_id": "S99"}, "no longer among those held"),
        ({"published": "2019"}, "now has the date November 2023"),
    ],
)
def test_each_kind_of_change_has_its_sentence(fields: dict[str, Any], said: str) -> None:
    citation = replace(_answer().citations[0], **fields)
    assert [said in change.sentence for change in changes((citation,), Sections(CORPUS, PASSAGES))] == [True]


def test_a_refusal_opens_too(client: TestClient, store: Store) -> None:
    page = client.get(f"/answer/{store.keep_receipt(_answer('pay'), 'Scotland')}").text
    assert "did not answer this question" in page and "NES AHP practice education" in page


def test_a_kept_question_is_shown_as_text(client: TestClient, store: Store) -> None:
    found = store.keep_receipt(_answer(), "Scotland")
    store.keep_question(found, "<b>May it be a physio?</b>")
    assert "&lt;b&gt;May it be a physio?" in client.get(f"/answer/{found}").text


@pytest.mark.parametrize("path", ["/answer/unknown", "/answer/unknown/feedback", "/answer/" + "x" * 900])
def test_an_unknown_address_is_told_plainly(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404 and "no answer with this address" in page.text


def test_feedback_is_taken_and_thanked(client: TestClient, store: Store) -> None:
    path = f"/answer/{store.keep_receipt(_answer(), 'Scotland')}/feedback"
    form = client.get(path).text
    assert "these are kept" in form and "You may keep my question" not in form
    sent = client.post(path, data={"reason": ["wrong source", "out of date"], "words": "a\r\nb", "send": "yes"})
    assert sent.status_code == 200 and "Thank you" in sent.text


def test_a_question_comes_along_only_by_post_and_is_kept_only_with_the_tick(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(store, "keep_feedback", lambda id, reasons, words, question: kept.append(question))
    path = f"/answer/{store.keep_receipt(_answer(), 'Scotland')}/feedback"
    form = client.post(path, data={"question": 'a "quoted" question'}).text
    assert "You may keep my question with this" in form and "&quot;quoted&quot;" in form
    sent = {"question": "mine", "reason": "helpful", "send": "yes"}
    client.post(path, data=sent)
    client.post(path, data={**sent, "may_keep": "yes"})
    assert kept == ["", "mine"]


@pytest.mark.parametrize("fields", [{}, {"words": "x" * 1001}, {"reason": "rude"}])
def test_feedback_that_cannot_be_taken_comes_back_filled_in(
    client: TestClient, store: Store, fields: dict[str, str]
) -> None:
    path = f"/answer/{store.keep_receipt(_answer(), 'Scotland')}/feedback"
    page = client.post(path, data={**fields, "send": "yes"})
    assert page.status_code == 422 and 'role="alert"' in page.text
    assert fields.get("words", "") in page.text


def test_a_store_that_cannot_be_reached_is_told_plainly(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise PreceptorshipError("What is kept cannot be reached just now.")

    monkeypatch.setattr(store, "receipt", broken)
    page = client.get("/answer/any")
    assert page.status_code == 503 and "cannot be reached" in page.text
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, own_app: Any, serve_app: Any, store: Store, scheme: str) -> None:
    found = [store.keep_receipt(answer, "Scotland") for answer in (_answer(), _changed(_answer()), _answer("pay"))]
    with serve_app(own_app) as address:
        context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 700}, bypass_csp=True)
        page = context.new_page()
        for path in (*(f"/answer/{id}" for id in found), f"/answer/{found[0]}/feedback"):
            page.goto(address + path)
            assert [v["id"] for v in Axe().run(page).response["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Send").click()
        assert "empty" in page.get_by_role("alert").inner_text()
        assert [v["id"] for v in Axe().run(page).response["violations"]] == []
        context.close()


@pytest.mark.parametrize("status", ["needs_detail", "failed"])
def test_a_request_for_more_words_and_a_fault_have_no_address(store: Store, status: str) -> None:
    assert receipt_of(store, make_answer(AnswerStatus(status), "Type a question."), "Scotland") == ""
    assert receipt_of(store, _answer("pay"), "Scotland"), "a refusal has one"


def test_a_fault_in_the_plain_version_has_no_address(client: TestClient) -> None:
    assert "Address of this answer" in client.post("/ask", data={"question": "can it be a physio"}).text
    assert "Address of this answer" not in client.post("/ask", data={"question": "break it"}).text
