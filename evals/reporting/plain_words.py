"""Plain words for what a run names by its status or class, as the headings of a spreadsheet call them."""

import re

from assistant.answers import AnswerStatus
from evals.authoring.headings import CHOICE_WORDS, shown

_STATUS = re.compile(r"The status is (\w+), expected (\w+(?: or \w+)*)\.")


def outcome(status: str) -> str:
    """How a question ended; `failed`, which nobody can expect, among them."""
    return "Something broke" if status == AnswerStatus.FAILED else shown("expect", status)


def kind(class_: str) -> str:
    """What kind of question a class is."""
    return shown("class", class_)


def figure_name(name: str) -> str:
    """The name of a figure, with a kind of question in plain words."""
    class_ = name.partition(": ")[2]
    named = name.replace(class_, kind(class_).lower()) if class_ in CHOICE_WORDS["class"] else name
    return named[:1].upper() + named[1:] if named == named.lower() else named


def plainly(shortfall: str) -> str:
    """Why an answer did not pass, a sentence of `shortfalls`, without the names of statuses."""
    if found := _STATUS.fullmatch(shortfall):
        expected = " or ".join(f"“{outcome(status)}”" for status in found[2].split(" or "))
        return f"What happened: “{outcome(found[1])}”. What should happen: {expected}."
    if shortfall == "No citation lies in a labelled place.":
        return "It cites none of the expected places."
    return shortfall
