"""The publisher's own words in place of a digest's: which official passage carries which digest statement."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count

from ingest.lexical import tokens
from ingest.passages import Passage, passage_id, slug

OFFICIAL = "official"
SAME_CLAUSE, ELSEWHERE = 0.6, 0.75
"""Share of a statement's words that a passage must hold to carry it: in its clause, and elsewhere in the document. The
second separates grounded from ungrounded sentences on human-labelled sets; the clause is evidence of its own."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NEGATION = re.compile(r"\b(?:not?|never|none|cannot|without|nor|neither)\b|n't\b", re.IGNORECASE)


def in_place_of(digest: Sequence[Passage], official: Sequence[Passage]) -> tuple[Passage, ...]:
    """The official passages, with the facts and example questions of the statements that they carry, then the digest's
    statements that none carries. A digest's list goes only when every item of it is carried."""
    words = [frozenset(tokens(passage.text)) for passage in official]
    carriers = {n: _carrier(statement, official, words) for n, statement in enumerate(digest)}
    for members in _lists(digest):
        if any(carriers[n] is None for n in members if digest[n].is_item):
            carriers.update(dict.fromkeys(members))
    carried: dict[int, list[Passage]] = defaultdict(list)
    for n, carrier in carriers.items():
        if carrier is not None:
            carried[carrier].append(digest[n])
    kept = [statement for n, statement in enumerate(digest) if carriers[n] is None]
    taken = {statement.id for statement in kept}
    told = [_inheriting(_apart(passage, taken), carried.get(n, ())) for n, passage in enumerate(official)]
    return tuple(replace(passage, position=position) for position, passage in enumerate([*told, *kept]))


def _apart(passage: Passage, taken: set[str]) -> Passage:
    """The passage under an id of its own: words that the digest has as well are a further occurrence."""
    path = (*passage.headings, passage.clause)
    made = (passage_id(passage.source_id, path, passage.text, occurrence) for occurrence in count(1))
    name = next(name for name in chain([passage.id], made) if name not in taken)
    taken.add(name)
    return replace(passage, id=name)


def _carrier(statement: Passage, official: Sequence[Passage], words: Sequence[frozenset[str]]) -> int | None:
    """The passage that says what the statement says; None when none does."""
    wanted = frozenset(tokens(statement.text))
    best: tuple[float, int] | None = None
    for n, passage in enumerate(official):
        share = len(wanted & words[n]) / len(wanted) if wanted else 0.0
        needed = SAME_CLAUSE if _in_clause(passage, statement.clause) else ELSEWHERE
        if share >= needed and _agree(statement.text, passage.text) and (best is None or (share, -n) > best):
            best = (share, -n)
    return None if best is None else -best[1]


def _in_clause(passage: Passage, clause: str) -> bool:
    wanted = slug(clause)
    places = [slug(place) for place in (passage.clause, *passage.headings) if place]
    return any(place == wanted or place.startswith(f"{wanted}-") for place in places)


def _agree(statement: str, passage: str) -> bool:
    """Whether every number of the statement stands in the passage, and both negate or neither does."""
    numbers = set(_NUMBER.findall(statement)) <= set(_NUMBER.findall(passage))
    return numbers and bool(_NEGATION.search(statement)) == bool(_NEGATION.search(passage))


def _lists(passages: Sequence[Passage]) -> Iterable[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for n, passage in enumerate(passages):
        if passage.list_id:
            found[passage.list_id].append(n)
    return found.values()


def _inheriting(passage: Passage, statements: Sequence[Passage]) -> Passage:
    passage = replace(passage, wording=OFFICIAL, list_id=passage.list_id and f"{OFFICIAL}/{passage.list_id}")
    if not statements:
        return passage
    first = statements[0]
    return replace(
        passage,
        clause=first.clause or passage.clause,
        facts=tuple(dict.fromkeys(fact for statement in statements for fact in statement.facts)),
        asks=tuple(dict.fromkeys(ask for statement in statements for ask in statement.asks)),
        point=first.point,
        leads=first.leads,
    )
