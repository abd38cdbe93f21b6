"""How many statements speak to each principle: counted from clauses and shared points, drawn as SVG."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.passages import Passage
from ui.presenting.cards import text

_PRINCIPLE = re.compile(r"^Principle \d+\b")
_ROW, _BAR, _LEFT, _WIDTH, _HEAD = 36, 20, 104, 460, 40
"""Heights of a row and a bar, where bars begin, the width and the head's height, in SVG units."""


@dataclass(frozen=True)
class Covered:
    """One principle."""

    name: str
    own: int
    """Statements of the principles document."""
    others: int
    """Statements of other sources that make a point the principle makes."""


def coverage(passages: Sequence[Passage]) -> tuple[Covered, ...]:
    """The principles in order; none when no clause is labelled as one.

    A statement of another source counts for each principle that one of its points stands in."""
    own: dict[str, int] = defaultdict(int)
    home: dict[str, str] = {}
    points: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        if match := _PRINCIPLE.match(passage.clause):
            own[match[0]] += 1
            home[passage.source_id] = match[0]
            if passage.point:
                points[passage.point].add(match[0])
    others: dict[str, int] = defaultdict(int)
    for passage in passages:
        if passage.source_id not in home:
            for name in points.get(passage.point, ()) if passage.point else ():
                others[name] += 1
    return tuple(Covered(name, own[name], others[name]) for name in sorted(own, key=_number))


def chart(covered: Sequence[Covered]) -> str:
    """The bars, with the same figures in words for those who do not see them."""
    most = max(each.own + each.others for each in covered)
    scale = (_WIDTH - _LEFT - 64) / most
    height = _HEAD + _ROW * len(covered)
    bars = "".join(_bar(each, _HEAD + at * _ROW, scale) for at, each in enumerate(covered))
    told = "; ".join(f"{each.name}: {each.own} and {each.others}" for each in covered)
    return (
        '<figure class="coverage"><figcaption><h2>How the principles are covered</h2>'
        "<p>Statements of the principles document, and statements of other sources that make the same points.</p>"
        f'</figcaption><svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{text(told)}">'
        f'<rect class="own" x="{_LEFT}" y="8" width="14" height="14"/><text x="{_LEFT + 22}" y="20">principles document</text>'
        f'<rect class="others" x="{_LEFT + 204}" y="8" width="14" height="14"/>'
        f'<text x="{_LEFT + 226}" y="20">other sources</text>{bars}</svg></figure>'
    )


def _bar(each: Covered, y: int, scale: float) -> str:
    own, others = each.own * scale, each.others * scale
    return (
        f'<text class="name" x="{_LEFT - 10}" y="{y + 16}" text-anchor="end">{text(each.name)}</text>'
        f'<rect class="own" x="{_LEFT}" y="{y}" width="{own:.1f}" height="{_BAR}"/>'
        f'<rect class="others" x="{_LEFT + own:.1f}" y="{y}" width="{others:.1f}" height="{_BAR}"/>'
        f'<text x="{_LEFT + own + others + 8:.1f}" y="{y + 16}">{each.own} + {each.others}</text>'
    )


def _number(name: str) -> int:
    return int(name.split()[1])
