"""Answer → Markdown for the chat and plain text for the terminal. Nothing a person or a document wrote is markup."""

import re
from collections.abc import Iterable

from assistant.answers import Answer, AnswerStatus, Citation, RouteRecord
from ui.presenting.wording import LEADS, dates, labels, origin, spot, warnings

MARKER = re.compile(r"\[(\d{1,3})\]")
_LABEL = r"\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]"
ITEM = re.compile(rf"^(?:[-•*]\s+(?:(?P<after>{_LABEL})\s+)?|(?P<label>{_LABEL})\s+)(?P<text>\S.*)$")
"""A line of a list: `- text`, `- a) text`, `a) text`, `1. text`."""
REACHED = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<call>\b(?:0\d{2,4}(?: \d{2,4}){2,3}|116 \d{3}|111|999)\b)"
)
"""What a route can be reached by: an e-mail address, or a telephone number as published in the UK."""


def escaped(text: str) -> str:
    """`text` with every character escaped that Markdown, HTML or autolinks would read; lone surrogates replaced."""
    clean = text.encode("utf-8", "replace").decode()
    clean = "".join(c for c in clean if c == "\n" or c.isprintable())
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$&:@^=])", r"\\\1", clean)


def question(text: str, limit: int = 500) -> str:
    """A question as a chat message: its own words, no markup, cut at `limit` characters."""
    cut = text if len(text) <= limit else text[:limit] + " …"
    lines = (line.strip() for line in cut.splitlines())
    return "  \n".join(escaped(line) for line in lines if line) or "\\(nothing typed\\)"


def markdown(answer: Answer, turn: int = 1, nation: str = "Scotland") -> str:
    """The answer as Markdown; the number n links to `#cite-{turn}-{n}`, the id of its card in the source panel."""
    lead = LEADS.get(answer.answer_status)
    parts = [f"**{escaped(lead)}**" if lead else "", _text(answer, turn, nation)]
    if missing := _unsaid_missing(answer):
        parts += ["**Not stated in the documents:**", _list(f"- {escaped(part)}" for part in missing)]
    if routes := _unsaid_routes(answer):
        listed = _list(_route(route) for route in routes)
        urgent = answer.answer_status is AnswerStatus.SIGNPOSTED
        parts = [listed, *parts] if urgent else [*parts, "**Whom to ask:**", listed]
    if answer.notice:
        parts.append(f"*{escaped(answer.notice)}*")
    return "\n\n".join(part for part in parts if part)


def plain(answer: Answer, nation: str = "Scotland") -> str:
    """The answer for a terminal: text, what is missing, whom to ask, numbered sources with their addresses."""
    suggested = _list(["You could also ask:", *(f"- {s}" for s in answer.suggestions)]) if answer.suggestions else ""
    blocks = (*_said(answer), _references(answer, nation), suggested, answer.notice or "")
    return printable("\n\n".join(block for block in blocks if block))


def copied(answer: Answer, nation: str = "Scotland") -> str:
    """The answer for a clipboard: as `plain`, without what else could be asked."""
    blocks = (*_said(answer), answer.notice or "", _references(answer, nation))
    return printable("\n\n".join(block for block in blocks if block))


def body(answer: Answer) -> str:
    """What the answer says as plain text, without its sources: text, what is missing, whom to ask, the notice."""
    return printable("\n\n".join(block for block in (*_said(answer), answer.notice or "") if block))


def _said(answer: Answer) -> list[str]:
    blocks = [LEADS.get(answer.answer_status, ""), answer.text]
    if missing := _unsaid_missing(answer):
        blocks.append(_list(["Not stated in the documents:", *(f"- {part}" for part in missing)]))
    if routes := [_route_line(route) for route in _unsaid_routes(answer)]:
        urgent = answer.answer_status is AnswerStatus.SIGNPOSTED
        blocks = [_list(routes), *blocks] if urgent else [*blocks, _list(["Whom to ask:", *routes])]
    return blocks


def _references(answer: Answer, nation: str) -> str:
    return _list(["Sources:", *(_reference(c, nation) for c in answer.citations)]) if answer.citations else ""


def printable(text: str) -> str:
    """`text` without control characters, which could steer a terminal, and without lone surrogates."""
    clean = text.encode("utf-8", "replace").decode()
    return "".join(c for c in clean if c == "\n" or c.isprintable())


def _reference(citation: Citation, nation: str) -> str:
    """`[1] Title, Publisher. Principle 4 a). Page 3. UK. Published …`, then how it is worded, then its address."""
    facts = (f"{citation.title}, {citation.publisher}", citation.clause, spot(citation))
    badges = tuple(label.text for label in labels(citation, nation))
    lines = [f"[{citation.number}] {'. '.join(filter(None, (*facts, *badges, dates(citation))))}."]
    lines.append(f"    {origin(citation)}.")
    if citation.url:
        lines.append(f"    {citation.url}{'' if citation.url_confirmed else ' (address not confirmed)'}")
    return "\n".join(lines)


def _unsaid_missing(answer: Answer) -> tuple[str, ...]:
    """The missing parts that the text does not name itself; none when nothing at all is answered."""
    if answer.answer_status is not AnswerStatus.PARTLY_ANSWERED:
        return ()
    return tuple(part for part in answer.missing if f"- {part}" not in answer.text.splitlines())


def _unsaid_routes(answer: Answer) -> tuple[RouteRecord, ...]:
    """The routes that the text does not list itself."""
    return tuple(route for route in answer.routes if _route_line(route) not in answer.text.splitlines())


def _route_line(route: RouteRecord) -> str:
    return f"- {route.name}: {route.contact} ({route.checked})"


def _route(route: RouteRecord) -> str:
    return f"- **{escaped(route.name)}**: {_reached(route.contact)} *\\({escaped(route.checked)}\\)*"


def _reached(contact: str) -> str:
    """Its addresses and numbers as links, so that a press writes or calls."""
    parts, at = [], 0
    for match in REACHED.finditer(contact):
        way = f"mailto:{match[0]}" if match["mail"] else f"tel:{match[0].replace(' ', '')}"
        parts += [escaped(contact[at : match.start()]), f"[{escaped(match[0])}]({way})"]
        at = match.end()
    return "".join([*parts, escaped(contact[at:])])


def _list(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _text(answer: Answer, turn: int, nation: str) -> str:
    """The text with live numbers: list lines become a list, a line that ends in a colon a lead-in."""
    cited = {citation.number: citation for citation in answer.citations}
    warned: set[int] = set()

    def inline(text: str) -> str:
        parts = MARKER.split(text)
        for at in range(1, len(parts), 2):
            number = int(parts[at])
            if number not in cited:
                parts[at] = escaped(f"[{number}]")
                continue
            parts[at] = f"[{number}](#cite-{turn}-{number})"
            if number not in warned and (notes := warnings(cited[number], nation)):
                parts[at] += f" **\\({escaped('; '.join(notes))}\\)**"
            warned.add(number)
        parts[::2] = map(escaped, parts[::2])
        return "".join(parts)

    routes = {_route_line(route): _route(route) for route in answer.routes}
    lines = []
    for line in filter(None, (line.strip() for line in answer.text.splitlines())):
        if line in routes:
            lines.append(routes[line])
        elif match := ITEM.match(line):
            mark = match["after"] or match["label"]
            label = f"**{escaped(mark)}** " if mark else ""
            lines.append(f"- {label}{inline(match['text'])}")
        else:
            lines.append(f"\n**{inline(line)}**\n" if line.endswith(":") else f"\n{inline(line)}\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
