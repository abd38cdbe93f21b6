"""What the templates name things by: kinds, principles, nations, roles, and statuses in plain words."""

from assistant.questions import ROLES
from corpus.sources import NATIONS
from evals.authoring.headings import CHOICE_WORDS, shown
from ui.bench.filters import PRINCIPLES


def _same(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, name[:1].upper() + name[1:]) for name in names)


VOCABULARY = {
    "classes": tuple(CHOICE_WORDS["class"].items()),
    "principles": _same(PRINCIPLES),
    "nations": _same(NATIONS),
    "roles": _same(ROLES),
    "shown": shown,
}
"""Lists of (value, words) to choose from; `shown(column, cell)` puts a cell in plain words."""
