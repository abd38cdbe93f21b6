"""What the templates name things by: kinds, principles, nations, roles, and statuses in plain words."""

from urllib.parse import quote

from assistant.questions import ROLES
from corpus.sources import NATIONS
from evals.authoring.headings import CHOICE_WORDS, shown
from evals.reporting.plain_words import figure_name, outcome
from ui.bench.filters import PRINCIPLES


def _same(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, name[:1].upper() + name[1:]) for name in names)


def path_part(text: str) -> str:
    """Text as one part of an address; a slash in it parts nothing."""
    return quote(text, safe="", errors="replace")


VOCABULARY: dict[str, object] = {
    "classes": tuple(CHOICE_WORDS["class"].items()),
    "principles": _same(PRINCIPLES),
    "nations": _same(NATIONS),
    "roles": _same(ROLES),
    "shown": shown,
    "outcome": outcome,
    "figure_name": figure_name,
    "path_part": path_part,
}
"""Lists of (value, words) to choose from, and what puts a cell, a status or a part of an address into a page."""
