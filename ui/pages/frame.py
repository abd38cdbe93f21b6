"""The frame around every plain page: head, header, main part and footer."""

from dataclasses import dataclass
from urllib.parse import quote

from corpus.sources import Source
from ui.presenting.cards import text

TITLE = "Preceptorship Assistant"
_CHAT = '<a href="/chat/">Ask a question</a>'
FOOTER = (
    ("/about", "About"),
    ("/sources", "Sources"),
    ("/ask", "Plain version"),
    ("/privacy", "Privacy"),
    ("/accessibility", "Accessibility"),
    ("/embed", "For hub pages"),
)
"""Pages that every page leads to: address and name."""


@dataclass(frozen=True)
class Page:
    """A page and its HTTP status."""

    html: str
    status: int = 200


def missing_page(sentence: str, source: Source | None = None) -> Page:
    """The page for an address that leads nowhere."""
    link = f'<a href="/source/{quote(source.id)}">See what it holds</a>' if source else _CHAT
    body = f"<h1>Page not found</h1><p>{text(sentence)} The documents may have changed since the link was made.</p>"
    return Page(document("Page not found", f"{body}<p>{link}</p>"), status=404)


def document(title: str, body: str) -> str:
    """A whole page around `body`, which is HTML already."""
    links = "".join(f'<li><a href="{path}">{text(name)}</a></li>' for path, name in FOOTER)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)} – {TITLE}</title>"
        '<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/page.css"></head>'
        '<body><a class="skip" href="#main">Skip to the main part</a>'
        f'<header><p>{TITLE}</p><p class="back">{_CHAT}</p></header>'
        f'<main id="main" tabindex="-1">{body}</main>'
        f'<footer><nav aria-label="About this service"><ul>{links}</ul></nav></footer></body></html>\n'
    )
