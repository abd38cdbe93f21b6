"""verify: the only maker of statements and citations. A sentence without a located quote goes."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from assistant.answers import Citation, Statement
from assistant.drafting import Claim, Draft, Quote
from corpus.sources import Corpus
from ingest.passages import Passage


def locate(quote: str, passage: Passage) -> tuple[int, int] | None:
    """The span of `quote` in the passage's text, character for character; None when it is not there."""
    start = passage.text.find(quote)
    return None if start < 0 or not quote.strip() else (start, start + len(quote))


def verify(
    draft: Draft, passages: Mapping[str, Passage], corpus: Corpus
) -> tuple[tuple[Statement, ...], tuple[Citation, ...], tuple[Claim, ...]]:
    """Statements, their citations numbered from 1 in order of first use, and the claims that were kept.

    A claim stays only if its text stands in its passages word for word and every quote is located."""
    citations: dict[tuple[str, str], Citation] = {}
    statements: list[Statement] = []
    kept: list[Claim] = []
    for claim in draft.claims:
        located = [(quote, _span(quote, passages)) for quote in claim.quotes]
        if not located or any(span is None for _, span in located):
            continue
        if not any(claim.text in quote.text for quote in claim.quotes):
            continue
        for quote, span in located:
            key = (quote.passage_id, quote.text)
            if span and key not in citations:
                citations[key] = _citation(len(citations) + 1, quote, span, passages[quote.passage_id], corpus)
        numbers = tuple(citations[quote.passage_id, quote.text].number for quote in claim.quotes)
        statements.append(Statement(claim.text, numbers))
        kept.append(claim)
    return tuple(statements), tuple(citations.values()), tuple(kept)


def _span(quote: Quote, passages: Mapping[str, Passage]) -> tuple[int, int] | None:
    passage = passages.get(quote.passage_id)
    return locate(quote.text, passage) if passage else None


def _citation(number: int, quote: Quote, span: tuple[int, int], passage: Passage, corpus: Corpus) -> Citation:
    source = corpus.source(passage.source_id)
    return Citation(
        number=number,
        passage_id=passage.id,
        source_id=source.id,
        title=source.title,
        publisher=source.publisher,
        nations=source.nations,
        audience=source.audience,
        professions=source.professions,
        wording=passage.wording or source.wording,
        currency=source.currency,
        published=source.published,
        checked=source.checked,
        clause=passage.clause,
        clause_slug=passage.clause_slug,
        page=passage.page,
        time=passage.time,
        url=_address(source.url, passage) if source.show else "",
        url_confirmed=source.url_confirmed,
        source_path=f"/source/{source.id}/{passage.clause_slug}",
        quote=quote.text,
        start=span[0],
        end=span[1],
        facts=passage.facts,
    )


def _address(url: str, passage: Passage) -> str:
    """The publisher's address, opened at the page, time or heading where the passage stands."""
    if not url or "#" in url:
        return url
    if passage.page:
        return f"{url}#page={passage.page}"
    if passage.time:
        return _at_time(url, passage.time)
    if passage.fragment:
        return f"{url}#{passage.fragment}"
    return url


def _at_time(url: str, time: str) -> str:
    """The address of a film, opened at `HH:MM:SS`: by the site's own parameter, else as a media fragment (W3C, 2012)."""
    hours, minutes, seconds = map(int, time.split(":"))
    start = hours * 3600 + minutes * 60 + seconds
    if (urlsplit(url).hostname or "").endswith(("youtube.com", "youtu.be")):
        return f"{url}{'&' if '?' in url else '?'}t={start}s"
    return f"{url}#t={start}"
