"""What a new generation changes against the published one, before anybody reads it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PreceptorshipError
from corpus.sources import Source
from ingest.collecting import Unread
from ingest.passages import Passage
from ingest.records import read_passages, read_register

MOST_DROPPED = 0.30
"""Share of the passages that a run may drop unasked: more is likelier a mistake than a decision."""

Place = tuple[str, str]
"""A source's id and a clause of it."""


class LossRefused(PreceptorshipError):
    """Publishing would lose so much that a person should say yes to it."""


@dataclass(frozen=True)
class Changes:
    """Sources and clauses added, changed and removed, in order."""

    sources_added: tuple[str, ...] = ()
    sources_changed: tuple[str, ...] = ()
    """Their entry in the register or any clause of theirs is another."""
    sources_removed: tuple[str, ...] = ()
    clauses_added: tuple[Place, ...] = ()
    clauses_changed: tuple[Place, ...] = ()
    clauses_removed: tuple[Place, ...] = ()
    passages_before: int = 0
    """0 when nothing was published before, or it cannot be read."""
    passages_after: int = 0
    passages_dropped: int = 0
    """How many fewer passages the places of the published generation hold."""
    unread: tuple[Unread, ...] = ()
    """Documents that were left out."""

    def check_loss(self) -> None:
        """Raises LossRefused when more than MOST_DROPPED of the passages, or a document that could be read before, goes."""
        if self.passages_before and self.passages_dropped > MOST_DROPPED * self.passages_before:
            raise LossRefused(
                f"{self.passages_dropped} of {self.passages_before} passages would be dropped; nothing was published.",
                "If that is meant, run the command again with --yes.",
            )
        if lost := [each for each in self.unread if each.source_id in self.sources_removed]:
            raise LossRefused(
                f"{lost[0].sentence} Its passages are in the published index and would be lost; nothing was published.",
                "Put a sound copy in its place, or run the command again with --yes to go on without it.",
            )


def changes(
    published: Path | None, sources: Sequence[Source], passages: Sequence[Passage], unread: Sequence[Unread]
) -> Changes:
    """What `passages` of `sources` change against the generation in `published`."""
    try:
        old_sources = read_register(published) if published else ()
        old_passages = read_passages(published) if published else ()
    except (OSError, ValueError, KeyError, TypeError):
        old_sources, old_passages = (), ()
    before, after = _places(old_passages), _places(passages)
    added = tuple(place for place in after if place not in before)
    removed = tuple(place for place in before if place not in after)
    changed = tuple(place for place in after if place in before and before[place] != after[place])
    had, has = {source for source, _ in before}, {source for source, _ in after}
    entries = {source.id: source for source in old_sources}
    touched = {source for source, _ in (*added, *removed, *changed)} | {
        source.id for source in sources if source.id in entries and entries[source.id] != source
    }
    return Changes(
        sources_added=_ordered(has - had, passages),
        sources_changed=_ordered((touched & has) & had, passages),
        sources_removed=_ordered(had - has, old_passages),
        clauses_added=added,
        clauses_changed=changed,
        clauses_removed=removed,
        passages_before=len(old_passages),
        passages_after=len(passages),
        passages_dropped=sum(max(0, len(texts) - len(after.get(place, ()))) for place, texts in before.items()),
        unread=tuple(unread),
    )


def _places(passages: Sequence[Passage]) -> dict[Place, list[str]]:
    found: dict[Place, list[str]] = defaultdict(list)
    for passage in passages:
        found[passage.source_id, passage.clause].append(passage.text)
    return dict(found)


def _ordered(wanted: set[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(source for source in Counter(passage.source_id for passage in passages) if source in wanted)
