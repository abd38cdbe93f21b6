"""The source panel: one card per citation, as escaped HTML on lines without blanks (it passes through Markdown)."""

from html import escape
from urllib.parse import quote

from assistant.answers import Answer, AnswerStatus, Citation
from corpus.sources import Source
from ingest.passages import Passage
from ui.presenting.sections import Sections, held_document, may_show_in_full
from ui.presenting.wording import dates, labels, origin, shortened, spot

NEIGHBOUR = 160
"""Characters shown of a neighbouring statement: enough to recognise it, short enough for a phone."""
NEAREST = 3
"""Places offered when nothing is cited."""


def panel(answer: Answer, sections: Sections, turn: int = 1, nation: str = "Scotland") -> str:
    """The cards of one answer, ids `cite-{turn}-{n}`; for an answer without citations, the nearest places."""
    if answer.citations:
        return "".join(card(citation, sections, turn, nation) for citation in answer.citations)
    nearest = _nearest(answer, sections) if answer.answer_status is AnswerStatus.NOT_IN_CORPUS else ""
    return "<p>No source is cited for this answer.</p>" + nearest


def card(citation: Citation, sections: Sections, turn: int, nation: str) -> str:
    """One citation: what it is, where it holds, its words in their section, and the ways to read on."""
    where = " · ".join(text(part) for part in (citation.clause, spot(citation), citation.publisher) if part)
    return (
        f'<section class="card" tabindex="-1" id="cite-{turn}-{citation.number}">'
        f'<h3><span class="number">{citation.number}</span> {text(citation.title)}</h3>'
        f'<p class="where">{where}</p><p class="labels">{badges(citation, nation)}</p>'
        f'<p class="origin">{text(origin(citation))}</p>{_words(citation, sections)}'
        f'<p class="dates">{text(dates(citation))}</p><p class="links">{_links(citation, sections)}</p></section>'
    )


def badges(source: Citation | Source, nation: str = "Scotland") -> str:
    """The labels as badges; warnings are marked by class and by their words."""
    return " ".join(
        f'<span class="badge{" warning" if label.warning else ""}">{text(label.text)}</span>'
        for label in labels(source, nation)
    )


def text(value: str) -> str:
    """`value` as HTML text on one line."""
    return escape(" ".join(value.encode("utf-8", "replace").decode().split()))


def address(url: str) -> str:
    """`url` for an href: only web addresses, else empty."""
    return escape(url) if url.startswith(("https://", "http://")) else ""


def _words(citation: Citation, sections: Sections) -> str:
    passage = sections.by_id.get(citation.passage_id)
    official = citation.wording == "official"
    if passage is None or passage.text[citation.start : citation.end] != citation.quote:
        marked = f"<mark>{text(citation.quote)}</mark>"
        return f'<p class="words">{f"“{marked}”" if official else marked}</p>'
    source = sections.source(citation.source_id)
    if source is None or not may_show_in_full(source, citation.wording):
        return f'<p class="words">“<mark>{text(citation.quote)}</mark>”</p>'
    before, after = (
        near if near and may_show_in_full(source, near.wording) else None for near in sections.around(passage)
    )
    lead, rest = passage.text[: citation.start], passage.text[citation.end :]
    marked = f"{_inner(lead)}<mark>{text(citation.quote)}</mark>{_inner(rest)}"
    label = f"{text(passage.label)} " if passage.label and passage.label != "•" else ""
    heading = f'<p class="heading">{text(passage.headings[-1])}</p>' if passage.headings else ""
    lines = [
        f'<p class="near">{text(shortened(_item(before), NEIGHBOUR))}</p>' if before else "",
        f'<p class="words">{label}{f"“{marked}”" if official else marked}</p>',
        f'<p class="near">{text(shortened(_item(after), NEIGHBOUR))}</p>' if after else "",
    ]
    return f'<div class="context">{heading}{"".join(lines)}</div>'


def _inner(value: str) -> str:
    """`value` as HTML on one line, keeping the space that joins it to the marked words."""
    before, after = (" " if value[:1].isspace() else ""), (" " if value.strip() and value[-1:].isspace() else "")
    return f"{before}{text(value)}{after}"


def _item(passage: Passage) -> str:
    return f"{passage.label} {passage.text}" if passage.label and passage.label != "•" else passage.text


def _links(citation: Citation, sections: Sections) -> str:
    own = f"{citation.source_path}?passage={quote(citation.passage_id)}#cited"
    links = [f'<a href="{escape(own)}">Read it in its section</a>']
    source = sections.source(citation.source_id)
    if source and (held := held_document(source)):
        page = f"#page={citation.page}" if citation.page else ""
        links.append(f'<a href="{escape(held)}{page}">The document itself</a>')
    if url := address(citation.url):
        unsure = "" if citation.url_confirmed else " (address not confirmed)"
        links.append(f'<a href="{url}">Publisher’s page</a>{unsure}')
    return " ".join(f"<span>{link}</span>" for link in links)


def _nearest(answer: Answer, sections: Sections) -> str:
    found: dict[str, str] = {}
    for record in answer.evidence:
        passage, source = sections.by_id.get(record.passage_id), sections.source(record.source_id)
        if passage and source and len(found) < NEAREST:
            path = f"/source/{quote(source.id)}/{passage.clause_slug}"
            found.setdefault(path, ": ".join(filter(None, (source.title, passage.clause))))
    items = "".join(f'<li><a href="{escape(path)}">{text(name)}</a></li>' for path, name in found.items())
    return f"<p>The nearest places, which do not answer it:</p><ul>{items}</ul>" if items else ""
