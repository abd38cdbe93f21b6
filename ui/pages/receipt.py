"""The address of an answer: the answer again, its sources, and whether they still say it. It needs no script."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from assistant.answers import Answer, AnswerStatus
from corpus.errors import PreceptorshipError
from ui.pages.feedback import Said, feedback_page, said_from, thanks_page
from ui.pages.frame import Page, document
from ui.pages.standing import changes
from ui.presenting.cards import panel, text
from ui.presenting.html import answer_html
from ui.presenting.sections import Sections
from ui.presenting.wording import date
from ui.store.receipts import Receipt, kept_receipt

if TYPE_CHECKING:
    from ui.live import Live
    from ui.store import Store

HEADERS = {"x-robots-tag": "noindex", "cache-control": "no-store"}
"""An answer's address is for those who were given it."""

ENDINGS = {
    AnswerStatus.NOT_IN_CORPUS: "The sources held here did not answer this question.",
    AnswerStatus.OUT_OF_SCOPE: "The question was outside what the assistant covers.",
    AnswerStatus.SIGNPOSTED: "The question was answered with where to find help.",
}
"""What is said in place of an answer that cited nothing; its own words may repeat the question and are not kept."""


def receipt_of(store: "Store", answer: Answer, nation: str) -> str:
    """The id under which the answer opens again; empty when it has none or cannot be kept.

    A request for more words and an apology for a fault have none: they cite nothing, name nobody to ask, and would be
    an empty page at their address. A refusal has one: it says whom to ask, and feedback on it is worth most."""
    if answer.answer_status in (AnswerStatus.FAILED, AnswerStatus.NEEDS_DETAIL):
        return ""
    return kept_receipt(store, answer, nation)


def receipt_router(live: "Live", store: "Store") -> APIRouter:
    """`/answer/{id}` and `/answer/{id}/feedback`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/answer/{id}", response_class=HTMLResponse)
    def answer(id: str) -> HTMLResponse:
        def shown(receipt: Receipt) -> Page:
            with live.lease() as opened:
                return receipt_page(receipt, opened.sections)

        return _page(_with_receipt(store, id, shown))

    @router.get("/answer/{id}/feedback", response_class=HTMLResponse)
    def feedback_form(id: str) -> HTMLResponse:
        return _page(_with_receipt(store, id, lambda receipt: feedback_page(receipt.id, Said())))

    @router.post("/answer/{id}/feedback", response_class=HTMLResponse)
    async def feedback(id: str, request: Request) -> HTMLResponse:
        async with request.form(max_files=0, max_fields=20) as fields:
            said = said_from([(name, value) for name, value in fields.multi_items() if isinstance(value, str)])

        def taken(receipt: Receipt) -> Page:
            if not said.sent:
                return feedback_page(receipt.id, said)
            try:
                store.keep_feedback(receipt.id, said.reasons, said.words, said.question if said.may_keep else "")
            except PreceptorshipError as error:
                return feedback_page(receipt.id, said, str(error))
            return thanks_page(receipt.id)

        return _page(await run_in_threadpool(_with_receipt, store, id, taken))

    return router


def receipt_page(receipt: Receipt, sections: Sections) -> Page:
    """The answer as it was given, and what has changed in its sources since."""
    asked = (
        f"<p>The question, which the person who asked chose to keep:</p><blockquote>{text(receipt.question)}</blockquote>"
        if receipt.question
        else "<p>The question itself is not kept.</p>"
    )
    body = (
        f"<h1>An answer given on {text(date(receipt.day.isoformat()))}</h1>{asked}{_standing(receipt, sections)}"
        f'<section class="answer" aria-label="Answer">{_answer(receipt)}</section>{_sources(receipt, sections)}'
        f'<p class="kept"><a href="/answer/{text(receipt.id)}/feedback">Say what was good or wrong</a></p>'
    )
    return Page(document("An answer", body))


def _standing(receipt: Receipt, sections: Sections) -> str:
    if not receipt.citations:
        return ""
    found = changes(receipt.citations, sections)
    if not found:
        return '<p class="standing"><strong>The sources still say this.</strong></p>'
    items = "".join(
        f'<li><a href="#cite-1-{change.number}">Source {change.number}</a>: {text(change.sentence)}</li>'
        for change in found
    )
    return (
        '<section class="standing" aria-labelledby="changed"><h2 id="changed">What has changed since</h2>'
        f"<ul>{items}</ul><p>Ask again for an answer from the sources as they are now.</p></section>"
    )


def _answer(receipt: Receipt) -> str:
    """The answer as HTML; each number leads to its card on the same page."""
    answer = receipt.answer()
    ending = "" if receipt.text else f"<p>{text(ENDINGS.get(receipt.status, ''))}</p>"
    return ending + answer_html(answer, receipt.nation)


def _sources(receipt: Receipt, sections: Sections) -> str:
    if not receipt.citations:
        return ""
    cards = panel(receipt.answer(), sections, 1, receipt.nation)
    return f'<h2>Sources</h2><div class="cards">{cards}</div>'


def _with_receipt(store: "Store", id: str, then: Callable[[Receipt], Page]) -> Page:
    """The page made from the receipt; in plain words when there is none or the store cannot be used."""
    try:
        receipt = store.receipt(id)
    except PreceptorshipError as error:
        return Page(document("Not available", f"<h1>Not available just now</h1><p>{text(str(error))}</p>"), 503)
    if receipt is None:
        words = "There is no answer with this address. It may have been removed, or the address was not copied whole."
        return Page(document("Page not found", f"<h1>Page not found</h1><p>{words}</p>"), 404)
    return then(receipt)


def _page(page: Page) -> HTMLResponse:
    return HTMLResponse(page.html, page.status, HEADERS)
