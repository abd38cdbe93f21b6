"""Raw HTML inside Markdown: its visible words stay, its tags, comments and hidden words go."""

import re
from enum import Enum, auto
from html.parser import HTMLParser

from markdown_it import MarkdownIt

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_NEVER_SHOWN = frozenset(["head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"])
_PARAGRAPHS = frozenset(
    ["blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "section", "table", "ul"]
)
_LINES = frozenset(["br", "dd", "details", "dt", "li", "summary", "td", "th", "tr"])
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0+(?:\.0+)?(?:$|[;!%])"
    r"|font-size:(?:0+(?:\.0+)?|[01](?:\.\d+)?p[xt])(?:$|[;!a-z%])"  # under 2 px nobody reads it
    r"|color:(?:white|transparent|#f{3}\b|#f{6}\b|rgba?\(255,255,255))",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\\[!-/:-@\[-`{-~]"  # an escape
    r"|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)"  # a code span, within its paragraph
    r"|<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+)>"  # an address as a link
    r"|&",
    re.DOTALL,
)
_KEPT_WITHOUT_SPANS = re.compile(r"\\[!-/:-@\[-`{-~]|&")
_PLACE = re.compile("\ue000(\\d+)\ue001")


def visible(text: str) -> tuple[str, tuple[str, ...]]:
    """Clean Markdown without raw HTML, and the words that its HTML hid."""
    if not _has_html(text):
        return text, ()
    found = _without_tags(text, _KEPT)
    if _has_html(found[0]):  # backticks that close nothing can pass tags off as code
        found = _without_tags(text, _KEPT_WITHOUT_SPANS)
    return found


def _has_html(text: str) -> bool:
    if "<" not in text:
        return False
    tokens = MarkdownIt().parse(text)
    inner = (child for token in tokens for child in token.children or ())
    return any(token.type in ("html_block", "html_inline") for token in (*tokens, *inner))


def _code_lines(text: str) -> frozenset[int]:
    """Numbers of the lines that are code, from 0."""
    code = (token for token in MarkdownIt().parse(text) if token.type in ("fence", "code_block"))
    return frozenset(line for token in code for line in range(*(token.map or (0, 0))))


def _without_tags(text: str, kept: re.Pattern[str]) -> tuple[str, tuple[str, ...]]:
    """The text, and what it hid, without HTML; lines of code and what the pattern finds are no HTML."""
    aside: list[str] = []

    def put_aside(words: str) -> str:
        aside.append(words)
        return f"\ue000{len(aside) - 1}\ue001"  # clean text has no private use, so these stand for nothing else

    def put_back(words: str) -> str:
        return _PLACE.sub(lambda match: put_back(aside[int(match[1])]), words)

    code = _code_lines(text)
    lines = (put_aside(line) if number in code else line for number, line in enumerate(text.split("\n")))
    reader = _Reader()
    reader.feed(kept.sub(lambda match: put_aside(match[0]), "\n".join(lines)))
    reader.close()
    return put_back("".join(reader.shown)), tuple(put_back(each) for each in reader.hidden if each.strip())


class _State(Enum):
    """How an element's words are taken."""

    SHOWN = auto()
    HIDDEN = auto()
    NO_TEXT = auto()
    """A style, script or the like: its words are for no reader, and hiding them is no trick."""


class _Reader(HTMLParser):
    """Sorts the words between tags into shown and hidden."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.shown: list[str] = []
        self.hidden: list[str] = []
        """One for each element that hides, at its outermost."""
        self._open: list[tuple[str, _State]] = [("", _State.SHOWN)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; what is inside a hidden one is hidden."""
        if tag not in _VOID:
            self._open.append((tag, self._state(tag, dict(attrs))))
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<span/>` begins an element like `<span>`, as in a browser."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """The innermost element of that name ends, and what is open inside it."""
        if tag in (name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Words, where they belong."""
        state = self._open[-1][1]
        if state is _State.SHOWN:
            self.shown.append(data)
        elif state is _State.HIDDEN:
            self.hidden[-1] += data

    def _state(self, tag: str, attributes: dict[str, str | None]) -> _State:
        around = self._open[-1][1]
        if around is not _State.SHOWN:
            return around
        if tag in _NEVER_SHOWN:
            return _State.NO_TEXT
        if not _hides(attributes):
            return _State.SHOWN
        self.hidden.append("")
        return _State.HIDDEN

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS or tag in _LINES:
            self.handle_data("\n\n" if tag in _PARAGRAPHS else "\n")


def _hides(attributes: dict[str, str | None]) -> bool:
    style = re.sub(r"\s+", "", attributes.get("style") or "")
    faint = (attributes.get("color") or "").lower() in ("white", "#fff", "#ffffff")
    return "hidden" in attributes or faint or bool(_HIDING.search(style))
