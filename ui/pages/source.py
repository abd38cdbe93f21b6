"""Source pages: a clause in its section, as plain HTML that needs no script."""

from dataclasses import replace
from html import escape
from urllib.parse import quote

from corpus.sources import Source
from ingest.passages import Passage
from ui.pages.frame import Page, document, missing_page
from ui.presenting.cards import address, badges, text
from ui.presenting.sections import Clause, Section, Sections, held_document, may_show_in_full
from ui.presenting.wording import date, dates, origin, shortened

QUOTATION = 300
"""Characters of official wording shown where the licence does not allow the whole: a short quotation."""


def source_page(sections: Sections, source_id: str, slug: str = "", passage_id: str = "") -> Page:
    """The clause `slug` of a source, or the source's first page without one; 404 in plain words when there is none."""
    source = sections.source(source_id)
    if source is None:
        return missing_page("There is no source with this number.")
    clauses = sections.clauses(source.id)
    clause = sections.clause(source.id, slug) if slug else None
    if slug and clause is None:
        return missing_page(f"{source.title} has no such clause.", source)
    body = _clause(source, clause, clauses, passage_id) if clause else _contents(source, clauses)
    body += _cite(source, clause.label if clause else "")
    title = f"{clause.label} – {source.title}" if clause else source.title
    return Page(document(title, _about(source) + body))


def _about(source: Source) -> str:
    link = ""
    if source.show and (url := address(source.url)):
        unsure = "" if source.url_confirmed else " (address not confirmed)"
        link = f'<p class="links"><a href="{url}" rel="noopener">Publisher’s page</a>{unsure}</p>'
    if held := held_document(source):
        link += f'<p class="links"><a href="{escape(held)}">The document itself</a></p>'
    return (
        f"<h1>{text(source.title)}</h1><p>{text(source.publisher)}. {text(dates(source))}.</p>"
        f'<p class="labels">{badges(source)}</p><p class="origin">{text(origin(source))}.</p>{link}'
    )


def _contents(source: Source, clauses: tuple[Clause, ...]) -> str:
    if not clauses:
        return f"<p>Its text is not held here. {text(source.no_file)}</p>"
    items = "".join(f"<li>{_to(source, clause)}</li>" for clause in clauses)
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>{items}</ul></nav>'


def _clause(source: Source, clause: Clause, clauses: tuple[Clause, ...], passage_id: str) -> str:
    at = clauses.index(clause)
    steps = [("previous", clauses[at - 1] if at else None), ("next", next(iter(clauses[at + 1 : at + 2]), None))]
    links = "".join(
        f'<li class="{word}"><span>{word.capitalize()}:</span> {_to(source, target, rel=word[:4])}</li>'
        for word, target in steps
        if target
    )
    links += f'<li><a href="/source/{quote(source.id)}">All of this source</a></li>'
    if may_show_in_full(source):
        body = "".join(_section(section, passage_id) for section in _open(source, clause.sections))
        body += _quotation(source, clause, passage_id)
    else:
        body = _quotation(source, clause, passage_id)
    return f'<h2>{text(clause.label)}</h2>{body}<nav aria-label="Clauses"><ul class="steps">{links}</ul></nav>'


def _cite(source: Source, label: str) -> str:
    """The reference to copy: publisher (year). Title, clause. Address. When it was read, and whose words are shown."""
    year = source.published[:4] or "no date"
    shown = source.url if source.show and address(source.url) else ""
    read = f"Read {date(source.checked)}" if source.checked else ""
    words = "summarised in the Preceptorship Assistant" if source.wording == "digest" else "Preceptorship Assistant"
    parts = (f"{source.publisher} ({year}).", ", ".join(filter(None, (source.title, label))) + ".", shown)
    ending = "; ".join(filter(None, (read, words)))
    reference = " ".join(filter(None, (*parts, f"({ending}.)")))
    return f'<section class="cite"><h2>Cite this</h2><p>{text(reference)}</p></section>'


def _to(source: Source, clause: Clause, rel: str = "") -> str:
    mark = f' rel="{rel}"' if rel else ""
    return f'<a href="/source/{quote(source.id)}/{quote(clause.slug)}"{mark}>{text(clause.label)}</a>'


def _section(section: Section, passage_id: str) -> str:
    """Statements as paragraphs, list items as one list, in order."""
    parts = [f"<h3>{text(section.headings[-1])}</h3>"] if section.headings else []
    inside = False
    for passage in section.passages:
        if passage.is_item != inside:
            parts.append("</ul>" if inside else '<ul class="items">')
            inside = passage.is_item
        parts.append(_statement(passage, cited=passage.id == passage_id))
    return "".join(parts) + ("</ul>" if inside else "")


def _statement(passage: Passage, *, cited: bool) -> str:
    words = f"<mark>{text(passage.text)}</mark>" if cited else text(passage.text)
    place = ' id="cited"' if cited else ""
    if passage.is_item:
        label = "" if passage.label == "•" else f'<span class="label">{text(passage.label)}</span> '
        return f"<li{place}>{label}{words}</li>"
    return f"<p{place}>{words}</p>"


def _open(source: Source, sections: tuple[Section, ...]) -> list[Section]:
    """The sections without what may only be quoted."""
    opened = (
        replace(section, passages=tuple(p for p in section.passages if may_show_in_full(source, p.wording)))
        for section in sections
    )
    return [section for section in opened if section.passages]


def _quotation(source: Source, clause: Clause, passage_id: str) -> str:
    """The cited passage, where it may only be quoted, and why no more is shown; empty when all may be shown."""
    closed = [p for p in clause.passages if not may_show_in_full(source, p.wording)]
    if not closed:
        return ""
    found = [passage for passage in closed if passage.id == passage_id]
    note = "<p>The licence of this source does not allow the whole text to be shown. Read it at the publisher’s.</p>"
    if not found:
        return note
    return f'<blockquote id="cited">“<mark>{text(shortened(found[0].text, QUOTATION))}</mark>”</blockquote>{note}'
