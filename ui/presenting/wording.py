"""The words on screen that describe a source or a status, the same in the chat, the pages and the terminal."""

import calendar
from dataclasses import dataclass

from assistant.answers import AnswerStatus, Citation
from corpus.sources import Source

AHP_READERS = frozenset({"AHPs", "HCPC registrants", "health and care staff"})
"""Audiences that include every AHP; a source written only for others is labelled as a warning."""

CURRENCIES = {
    "superseded": "Superseded by a later document",
    "historical": "Historical, not current guidance",
    "unconfirmed": "Not confirmed as current",
}

LEADS = {
    AnswerStatus.PARTLY_ANSWERED: "The documents answer part of this.",
    AnswerStatus.SOURCES_DIFFER: "Sources differ on this.",
}
"""Shown first, in bold, where the text alone does not open with it."""

QUESTION_LIMIT = 500
"""Characters of a question on screen: CONTRACTS.md."""

MONTHS = tuple(calendar.month_name)
"""Index 1 is January."""


@dataclass(frozen=True)
class Label:
    """A badge on a source."""

    text: str
    warning: bool = False
    """Whether a reader who misses it could be misled."""


def labels(source: Citation | Source, nation: str = "Scotland") -> tuple[Label, ...]:
    """Badges of a source for a reader in `nation`: where it holds, whom it is for, whether it is current."""
    found = [nation_label(source.nations, nation)]
    if source.audience and source.audience != ("AHPs",) and source.audience != ("HCPC registrants",):
        found.append(Label(f"For {joined(source.audience)}", warning=not AHP_READERS & set(source.audience)))
    if source.professions:
        found.append(Label(f"Profession: {joined(source.professions)}"))
    if source.currency in CURRENCIES:
        found.append(Label(CURRENCIES[source.currency], warning=True))
    return tuple(found)


def warnings(source: Citation | Source, nation: str = "Scotland") -> tuple[str, ...]:
    """The texts of the labels that must not be missed."""
    return tuple(label.text for label in labels(source, nation) if label.warning)


def nation_label(nations: tuple[str, ...], nation: str) -> Label:
    """`UK`, `Scotland`, or a warning: `England only`."""
    if "UK" in nations:
        return Label("UK")
    if nation in nations:
        return Label(joined(nations))
    return Label(f"{joined(nations)} only", warning=True)


def joined(words: tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def date(text: str) -> str:
    """`2023-11-30` as `30 November 2023`; anything else unchanged."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return text
    return " ".join(filter(None, (day.lstrip("0"), MONTHS[int(month)], year)))


def dates(source: Citation | Source) -> str:
    """`Published November 2023, checked November 2026`."""
    published = f"Published {date(source.published)}" if source.published else "No date shown"
    return f"{published}, checked {date(source.checked)}" if source.checked else published


def origin(source: Citation | Source) -> str:
    """Whose words are shown: only official wording is the publisher's own."""
    return {
        "digest": f"Summary of {source.title}, not the publisher's own words",
        "note": "A note of this service",
    }.get(source.wording, f"From {source.title}, in the publisher's words")


def spot(citation: Citation) -> str:
    """`page 3` or `at 00:01:20`; empty where the source has neither."""
    return f"page {citation.page}" if citation.page else f"at {citation.time}" if citation.time else ""


def too_long(question: str) -> str:
    """What is said of a question that is longer than QUESTION_LIMIT; empty for any other."""
    if len(question) <= QUESTION_LIMIT:
        return ""
    return f"The question has {len(question)} characters. Shorten it to {QUESTION_LIMIT} or fewer and ask again."


def shortened(text: str, limit: int) -> str:
    """`text` cut at a word so that it has about `limit` characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
