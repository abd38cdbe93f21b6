"""Draft, Claim, Quote: what a drafter proposes. Untrusted until `citations.verify` has located every quote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.passages import Passage


@dataclass(frozen=True)
class Quote:
    """Words said to stand in a passage."""

    passage_id: str
    text: str


@dataclass(frozen=True)
class Claim:
    """One answer sentence and the quotes that are to carry it."""

    text: str
    quotes: tuple[Quote, ...]
    label: str = ""
    """How the sentence is marked in a list: `a)`, `1.`, `•`."""
    heading: str = ""
    """Opens a part of the answer (a side of a comparison); empty within a part."""


@dataclass(frozen=True)
class Draft:
    """A proposed answer."""

    claims: tuple[Claim, ...]
    missing: tuple[str, ...] = ()
    """Parts of the question that the evidence does not answer."""
    differs: bool = False
    """Whether the parts set sources side by side that say different things."""


def quoting(passage: Passage, heading: str = "") -> Claim:
    """A claim that is its passage, word for word."""
    return Claim(passage.text, (Quote(passage.id, passage.text),), passage.label, heading)


def joined(drafts: Sequence[Draft], missing: tuple[str, ...] = ()) -> Draft:
    """The drafts of a question's parts as one, no passage quoted twice; a heading moves to what is left under it."""
    claims: dict[tuple[Quote, ...], Claim] = {}
    for draft in drafts:
        heading = ""
        for claim in draft.claims:
            heading = claim.heading or heading
            if claim.quotes not in claims:
                claims[claim.quotes] = replace(claim, heading=heading)
                heading = ""
    return Draft(tuple(claims.values()), missing, any(draft.differs for draft in drafts))
