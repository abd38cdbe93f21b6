"""Comparisons: a question that sets two things side by side is answered for each side under its name."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.confidence import Confidence
from assistant.extractive import Part
from assistant.lens import Lens
from assistant.parts import sides
from assistant.questions import Reader
from ingest.lexical import tokens

Find = Callable[[str], Part]
"""Question → the question with its evidence."""


def compared(
    whole: Part, find: Find, confidence: Confidence, reader: Reader
) -> tuple[Sequence[Part], tuple[str, ...]] | None:
    """A comparison's parts, and the sides that the documents do not answer: what sets the two apart, where a statement
    names both, then each side under its name. None when the question compares nothing, or neither side is answered."""
    pair = sides(whole.question)
    if pair is None:
        return None
    named = [_side(side, find, confidence, reader) for side in pair]
    answered = [side for side in named if confidence.answers(side, confidence.of(side.query, side.evidence))]
    if not answered:
        return None
    missing = tuple(side.heading for side in named if side not in answered)
    return ([whole, *answered] if _names_both(whole, *pair) else answered), missing


def _side(side: str, find: Find, confidence: Confidence, reader: Reader) -> Part:
    """One side of a comparison, from statements of its own nation and profession where there are any."""
    part = find(f"What is {side}?")
    lens = Lens(confidence.retriever.corpus, part.query, reader)
    own = tuple(found for found in part.evidence if not lens.is_contrast(found.passage))
    return replace(part, heading=side[:1].upper() + side[1:], evidence=own or part.evidence)


def _names_both(part: Part, one: str, other: str) -> bool:
    """Whether the best statement has words of each side that the other has not."""
    said = set(tokens(part.evidence[0].passage.text)) if part.evidence else set()
    mine, theirs = set(tokens(one)), set(tokens(other))
    return bool(said & (mine - theirs)) and bool(said & (theirs - mine))
