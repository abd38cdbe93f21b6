"""The conversation and its sources, rendered from the exchanges."""

from urllib.parse import quote

from ui.chat.exchanges import Exchange, Exchanges
from ui.presenting import cards, rendering
from ui.presenting.sections import Sections
from ui.presenting.wording import QUESTION_LIMIT

NO_SOURCES = "<p>The source of each answer appears here.</p>"
"""Stands where the sources will be."""
WAITING = "Looking in the documents"
"""Said until the assistant tells what it is doing."""


def messages(past: Exchanges) -> list[dict[str, str]]:
    """The exchanges as Gradio's chat takes them."""
    shown = []
    for exchange in past:
        shown += [
            {"role": "user", "content": rendering.question(exchange.question, QUESTION_LIMIT)},
            {"role": "assistant", "content": _said(exchange)},
        ]
    return shown


def panel(past: Exchanges, sections: Sections) -> str:
    """The cards of the last answer, then those of earlier answers folded away, on one line of HTML."""
    done = [exchange for exchange in past if exchange.answer]
    shown = [(e, cards.panel(e.answer, sections, e.number, e.nation)) for e in reversed(done) if e.answer is not None]
    if not shown:
        return NO_SOURCES
    earlier = "".join(
        f"<details><summary>{cards.text(rendering.printable(e.question)[:80])}</summary>{html}</details>"
        for e, html in shown[1:]
        if e.answer and e.answer.citations
    )
    return shown[0][1] + (f"<h3>Earlier answers</h3>{earlier}" if earlier else "")


def _said(exchange: Exchange) -> str:
    """The answer with its address; while it is made, a line that chat.js marks the conversation as busy for."""
    if exchange.answer is None:
        words = exchange.stage.words if exchange.stage else WAITING
        return f'<span class="working">{cards.text(words)} …</span>'
    said = rendering.markdown(exchange.answer, exchange.number, exchange.nation)
    kept = f"\n\n[Address of this answer](/answer/{quote(exchange.receipt)})" if exchange.receipt else ""
    return said + kept
