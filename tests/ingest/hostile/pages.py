"""Web pages: too deep, too long, unclosed, in the wrong letters, or with words that nobody sees."""

from collections.abc import Callable
from functools import partial

from ingest.outcomes import Outcome
from tests.ingest.hostile.file import BORNE, LIMITED, MENDED, READ, WORDS, Hostile

_NEVER = "secret plan"
_SHOWN = f"<p>{WORDS}</p>"


def hostile_pages() -> tuple[Hostile, ...]:
    """All hostile web pages."""
    return (*_odd(), *_hidden(), *_letters(), *_deep(), *_long())


def _page(body: str, head: str = "<title>Chains</title>", encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def _built(body: Callable[[], str]) -> bytes:
    return _page(body())()


def _odd() -> tuple[Hostile, ...]:
    read, nothing = frozenset({READ}), frozenset({Outcome.NO_TEXT})
    laughs = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(10))
    return (
        Hostile("zero-bytes.html", lambda: b"", frozenset({Outcome.EMPTY})),
        Hostile("scripts.html", _page(_scripts()), read, holds=WORDS, never=_NEVER),
        Hostile(
            "sends-elsewhere.html",
            _page(_SHOWN, '<meta http-equiv="refresh" content="0;url=http://localhost:9/">'),
            read,
            holds=WORDS,
        ),
        Hostile("frames-only.html", lambda: b'<html><frameset><frame src="a.html"></frameset></html>', nothing),
        Hostile("frame-within.html", _page(f'<iframe srcdoc="{_NEVER}"></iframe>{_SHOWN}'), read, never=_NEVER),
        Hostile("empty-body.html", _page("", ""), nothing),
        Hostile("only-a-title.html", lambda: b"<title>Chains</title>", nothing | read),
        Hostile("no-mark-up.html", lambda: WORDS.encode(), read | {Outcome.MISNAMED}, holds=WORDS),
        Hostile(
            "entity-bomb.html",
            lambda: f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "oil">{laughs}]><p>&e10; {WORDS}</p>'.encode(),
            MENDED,
        ),
        Hostile("half-a-tag.html", lambda: f"{_SHOWN}<p class='".encode(), read, holds=WORDS),
        Hostile("closed-before-opened.html", lambda: b"</p></div></html>" + _SHOWN.encode(), read, holds=WORDS),
        Hostile("wild-spans.html", _page(_spans()), read, holds=WORDS),
        Hostile("wild-starts.html", _page(f'<ol start="{"9" * 12}"><li value="-7">{WORDS}</ol>'), read, holds=WORDS),
        Hostile(
            "starts-with-5000-digits.html", _page(f'<ol start="{"9" * 5000}"><li>{WORDS}</ol>'), MENDED, holds=WORDS
        ),
        Hostile("spans-5000-digits.html", _page(f'<table><tr><td colspan="{"9" * 5000}">{WORDS}'), MENDED, holds=WORDS),
        Hostile("wild-headings.html", _page(f"<h0>A</h0><h99>B</h99><h1>{WORDS}</h1><h1></h1>"), read | MENDED),
        Hostile("picture.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(5000), MENDED - {READ} | {Outcome.MISNAMED}),
    )


def _scripts() -> str:
    return (
        f"<script>alert('{_NEVER}')</script><style>p::before{{content:'{_NEVER}'}}</style>"
        f"<template>{_NEVER}</template><!-- {_NEVER} --><svg onload='{_NEVER}'></svg>"
        f"<p onclick=\"{_NEVER}\">{WORDS}</p><object data='x'></object><script>"
    )


def _spans() -> str:
    return (
        f'<table><tr><td colspan="1000000000" rowspan="1000000000">{WORDS}</td><td colspan="-1">a</td></tr>'
        '<tr><td colspan="many">b</td></tr></table>'
    )


def _hidden() -> tuple[Hostile, ...]:
    ways = {
        "attribute": f"<p hidden>{_NEVER}</p>",
        "display": f'<p style="DISPLAY : None !important">{_NEVER}</p>',
        "visibility": f'<p style="visibility:hidden">{_NEVER}</p>',
        "tiny": f'<p style="font-size:0px">{_NEVER}</p>',
        "clear": f'<p style="opacity:0">{_NEVER}</p>',
        "outer": f'<div style="display:none"><div><p>{_NEVER}</p></div></div>',
        "closed-dialog": f"<dialog>{_NEVER}</dialog>",
    }
    sheet = "<style>@media screen { .away, #off { display: none } }</style>"
    read = frozenset({READ})
    return (
        *(
            Hostile(f"hidden-{way}.html", _page(_SHOWN + body), read, holds=WORDS, never=_NEVER)
            for way, body in ways.items()
        ),
        Hostile(
            "hidden-sheet.html",
            _page(f'{_SHOWN}<p class="a away">{_NEVER}</p>', sheet),
            read,
            holds=WORDS,
            never=_NEVER,
        ),
    )


def _letters() -> tuple[Hostile, ...]:
    read = frozenset({READ})
    accents = "<p>Pédale cassée</p>"
    seven = "<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</p>"
    return (
        Hostile("nulls.html", _page(_SHOWN.replace(" ", "\0 ")), read | {Outcome.MISNAMED}),
        Hostile("nulls-in-tags.html", lambda: f"<p\0>{WORDS}</p\0><\0script>".encode(), MENDED | {Outcome.MISNAMED}),
        Hostile("says-utf-8-is-latin.html", _page(accents, '<meta charset="utf-8">', "latin-1"), MENDED),
        Hostile("both-letters.html", lambda: accents.encode("latin-1") + accents.encode(), MENDED | {Outcome.MISNAMED}),
        Hostile("says-nothing-known.html", _page(_SHOWN, '<meta charset="x-workshop">'), MENDED, holds=WORDS),
        Hostile("utf-7.html", _page(_SHOWN + seven, '<meta charset="utf-7">'), MENDED, never="<script>"),
        Hostile("utf-16.html", _page(_SHOWN, encoding="utf-16"), MENDED, holds=WORDS),
        Hostile(
            "utf-16-without-mark.html",
            _page(_SHOWN, encoding="utf-16-le"),
            MENDED | {Outcome.MISNAMED},
        ),
        Hostile("utf-32.html", _page(_SHOWN, encoding="utf-32"), MENDED | {Outcome.MISNAMED}),
        Hostile("wild-numbers.html", _page(_SHOWN + "&#xD800;&#0;&#9999999999;&#x110000;&#-1;"), read, holds=WORDS),
        Hostile("number-of-5000-digits.html", _page(f"{_SHOWN}&#{'9' * 5000};"), MENDED, holds=WORDS),
        Hostile("invisible.html", _page("<p>\u200b\u2060\U000e0041\ufeff</p>"), frozenset({Outcome.NO_TEXT})),
    )


def _deep() -> tuple[Hostile, ...]:
    pieces = {
        "200000-divisions": "<div>" * 200_000 + _SHOWN,
        "200000-closed-divisions": "<div>" * 200_000 + _SHOWN + "</div>" * 200_000,
        "100000-lists": "<ul><li>" * 100_000 + WORDS,
        "100000-quotes": "<blockquote>" * 100_000 + WORDS,
        "100000-bold": "<b>" * 100_000 + WORDS,
        "10000-tables": "<table><tr><td>" * 10_000 + WORDS,
        "1000-lists": "<ul><li>" * 1_000 + WORDS + "</li></ul>" * 1_000,
        "200000-open-paragraphs": "<p>oil " * 200_000,
        "200000-crossed-tags": "<b><i>oil</b></i>" * 200_000,
        "million-lone-ends": _SHOWN + "</p>" * 1_000_000,
        "100000-open-then-ends": "<b>" * 50_000 + "</i>" * 50_000 + WORDS,
    }
    valid = "<p>oil " * 2_000 + _SHOWN + "<ul>" + "<li>oil" * 2_000 + "</ul>"
    return (
        *(Hostile(f"{name}.html", _page(body), BORNE) for name, body in pieces.items()),
        Hostile("ends-left-out-as-is-allowed.html", _page(valid), frozenset({READ}), holds=WORDS),
    )


def _long() -> tuple[Hostile, ...]:
    row = "<tr>" + "<td>oil</td>" * 10 + "</tr>"
    written: dict[str, Callable[[], str]] = {
        "million-attributes": lambda: f"{_SHOWN}<p {' '.join(f'a{n}=1' for n in range(1_000_000))}>a</p>",
        "rows-50000": lambda: f"{_SHOWN}<table>{row * 50_000}</table>",
        "columns-200000": lambda: f"<table><tr>{'<td>oil</td>' * 200_000}</tr></table>{_SHOWN}",
        "half-comments": lambda: _SHOWN + "<!--" * 1_000_000,
        "half-declarations": lambda: _SHOWN + "<!" * 1_000_000,
        "half-sections": lambda: _SHOWN + "<![" * 1_000_000,
        "half-tags": lambda: _SHOWN + "<a " * 1_000_000,
        "half-ends": lambda: _SHOWN + "</" * 1_000_000,
        "half-entities": lambda: _SHOWN + "&" * 3_000_000,
        "half-numbers": lambda: _SHOWN + "&#" * 1_000_000,
        "half-strings": lambda: _SHOWN + "<a b='" * 500_000,
        "half-scripts": lambda: _SHOWN + "<script>" + "</script" * 500_000,
        "style-rules-200000": lambda: "<style>" + ".a{display:none}" * 200_000 + "</style>" + _SHOWN,
        "style-half-rules": lambda: "<style>" + ".a{" * 500_000 + "</style>" + _SHOWN,
        "style-attributes": lambda: '<p style="color:red;display:none">a</p>' * 100_000 + _SHOWN,
        "links-200000": lambda: '<a href="http://localhost:9/">oil</a>' * 200_000,
        "spaces-20-mb": lambda: f"<p>Oil{' ' * 20_000_000}it</p>",
        "line-ends-10-mb": lambda: f"<pre>Oil{chr(10) * 10_000_000}it</pre>",
    }
    unseen: dict[str, Callable[[], str]] = {
        "attribute-20-mb": lambda: f'{_SHOWN}<p title="{"oil " * 5_000_000}">a</p>',
        "picture-30-mb": lambda: f'{_SHOWN}<img src="data:image/png;base64,{"AAAA" * 7_500_000}">',
    }
    return (
        *(Hostile(f"{name}.html", partial(_built, body), BORNE) for name, body in written.items()),
        *(
            Hostile(f"{name}.html", partial(_built, body), frozenset({READ}), holds=WORDS)
            for name, body in unseen.items()
        ),
        Hostile("entities-5-million.html", lambda: _page("<p>" + "&amp;" * 5_000_100)(), LIMITED),
    )
