"""The page that shows how to embed the chat, and a hub page for demonstration."""

from pathlib import Path

from markdown_it import MarkdownIt

from ui.pages.frame import TITLE, Page, document
from ui.presenting.cards import text

TEXTS = Path(__file__).parent / "texts"

_QUESTIONS = (
    (
        "Starting your first post",
        "Your first months as a registrant, with somebody beside you.",
        "What are the five principles of preceptorship?",
    ),
    (
        "Being a preceptor",
        "Who can take on the role, and what it asks.",
        "Can my preceptor be from another profession?",
    ),
    ("Meeting", "How the two of you plan your time together.", "How often should we meet?"),
)


def embed_page(address: str, hub_origins: tuple[str, ...]) -> Page:
    """How to embed the chat served at `address` (no slash at its end), with the origins that may do it now."""
    words = (TEXTS / "embed.md").read_text(encoding="utf-8")
    named = ", ".join(f"`{origin}`" for origin in hub_origins)
    allowed = f"Allowed here now: {named}." if named else "No hub is allowed here yet."
    words = words.replace("{snippet}", snippet(address)).replace("{allowed}", allowed).replace("{address}", address)
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(words)
    extra = '<link rel="stylesheet" href="/embed/assets/embed.css"><script src="/embed/assets/copy.js" defer></script>'
    return Page(document("Put the assistant on a hub page", f"{extra}{html}"))


def snippet(address: str) -> str:
    """What a hub pastes into its page."""
    return (
        f'<script src="{address}/widget/v1/loader.js" defer></script>\n'
        "<preceptorship-assistant>\n"
        f'  <a href="{address}/ask">Ask about preceptorship</a>\n'
        "</preceptorship-assistant>"
    )


def demo_page(address: str = "", more: str = "") -> str:
    """A hub page with the chat served at `address` (empty: the same origin); `more` is HTML put into its head."""
    cards = "".join(
        f"<section><h2>{text(title)}</h2><p>{text(words)}</p>"
        f'<button type="button" data-ask="{text(question)}">{text(question)}</button></section>'
        for title, words, question in _QUESTIONS
    )
    address = text(address)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>Demonstration hub page – {TITLE}</title><link rel="icon" href="{address}/static/icon.svg">'
        f'<link rel="stylesheet" href="{address}/embed/assets/demo.css">'
        f'<script src="{address}/widget/v1/loader.js" defer></script>{more}</head>'
        "<body><header><p>Demonstration education hub</p></header>"
        "<main><h1>Preceptorship for AHPs</h1>"
        '<p class="lead">This page shows how the assistant looks on a hub. Press a question, or the button in the '
        f'corner. <a href="{address}/embed">How to put it on your own page</a>.</p>'
        f'<div class="cards">{cards}</div></main>'
        f'<preceptorship-assistant><a href="{address}/ask">Ask about preceptorship</a></preceptorship-assistant>'
        "</body></html>\n"
    )
