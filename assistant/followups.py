"""A follow-up becomes a standalone question: readable alone, the same meaning."""

import re
from collections.abc import Sequence

from assistant.parts import MARKS
from assistant.questions import Turn
from assistant.reading import content

_OPENS = re.compile(
    r"^(?:ok(?:ay)?,?\s+|so,?\s+|right,?\s+|thanks,?\s+|great,?\s+|hmm,?\s+)*"
    r"(?:and|but|or|also|even|what about|how about|what if|why|why not|who does|who is (?:that|it)|is that|is it|are they|does (?:that|it|this)|"
    r"do they|can (?:they|it|he|she)|should (?:they|it)|what else|anything else|any others?|same for|in (?:scotland|england|wales)|for (?:a|an|the)?\s*\w+s?\??$)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:ok(?:ay)?|so|right|thanks|great|hmm|and|but|or|also)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(it|its|that|this|these|those|they|them|their|he|she|him|her|one|ones|there|then|the same|such|both|either|the (?:first|second|third|fourth|fifth|last|other|next))\b",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(
    r"\b(different (?:question|topic|thing)|new question|another (?:question|topic)|change of subject|separately|by the way|unrelated)\b",
    re.IGNORECASE,
)
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_PLACE = re.compile(rf"\b({'|'.join(_PLACES)}|last)\b", re.IGNORECASE)
_ITEM = re.compile(r"^(?:- (?:[a-z]\) )?|\d+\. )(.+?)(?: \[\d+\])*$", re.MULTILINE)
SHORT, SUBJECT = 5, 2
"""Words up to which a message after another is read together with it, unless it has so many words of its own subject."""
OWN_SUBJECT = 5
"""Words of its own from which a message that opens with "and" or "but" and points to nothing is a question of its own."""
LONGEST_POINTING = 14
"""Words up to which a pronoun is taken to point back to the earlier turn; longer messages carry their own subject."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it follows in front, when it cannot be read alone; else as it is.

    What it follows is the item of the last answer's list that it names ("the second one"), or the last question."""
    asked = [turn.content.strip() for turn in history if turn.role == "user" and turn.content.strip()]
    if not asked or not depends(question):
        return question
    if item := _named_item(question, history):
        return f"{item} {question}"
    if swapped := _swapped(question, asked[-1]):
        return swapped
    earlier = [asked[-1]]
    if len(asked) > 1 and depends(asked[-1]):
        earlier.insert(0, asked[-2])
    return " ".join([*earlier, question])


def _named_item(question: str, history: Sequence[Turn]) -> str:
    """The item of the last answer's list that the question names by its place; empty when there is none."""
    named = _PLACE.search(question)
    answers = [turn.content for turn in history if turn.role == "assistant"]
    items = _ITEM.findall(answers[-1]) if answers else []
    if not named or not items:
        return ""
    place = -1 if named[1].lower() == "last" else _PLACES.index(named[1].lower())
    return items[place].strip() if place < len(items) else ""


def _swapped(question: str, earlier: str) -> str:
    """The earlier question with the nation, group or role that the message names in its stead; empty when the message
    says more than that ("and for managers?", "what about Wales?")."""
    for mark in MARKS:
        named, replaced = mark.findall(question), mark.findall(earlier)
        if len(named) == 1 and len(replaced) == 1 and not content(mark.sub("", question)):
            return mark.sub(named[0], earlier)
    return ""


def depends(question: str) -> bool:
    """Whether the message needs the turn before it."""
    if _NEW_TOPIC.search(question):
        return False
    words = len(question.split())
    if _GOES_ON.match(question) and len(content(question)) >= OWN_SUBJECT and not _POINTS_BACK.search(question):
        return False
    return (
        bool(_OPENS.match(question))
        or words <= SHORT
        or (words <= LONGEST_POINTING and bool(_POINTS_BACK.search(question)))
    )
