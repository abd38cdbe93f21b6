"""What the screen remembers of one visitor: questions and answers, from which everything shown is rendered."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.answers import Answer
from assistant.progress import Stage
from assistant.questions import Turn
from ui.presenting.wording import QUESTION_LIMIT

REMEMBERED = 6
"""Earlier exchanges passed on with a question: a follow-up rarely reaches further back."""
KEPT = 30
"""Exchanges kept on screen and in memory for one visitor."""


class Feedback(StrEnum):
    """How far the feedback on an answer has come."""

    NONE = "none"
    REASONS = "reasons"
    """No, it did not help: why?"""
    GIVEN = "given"


@dataclass(frozen=True)
class Exchange:
    """A question and its answer, null while it is made."""

    number: int
    question: str
    answer: Answer | None = None
    nation: str = "Scotland"
    stage: Stage | None = None
    """What the assistant is doing while there is no answer."""
    receipt: str = ""
    """Id under which the answer opens again; empty when nothing was kept."""
    feedback: Feedback = Feedback.NONE
    question_kept: bool = False
    """Whether the person chose to keep the question with the receipt."""
    question_shared: bool = False
    """Whether the person chose to share the question, which was not answered."""


Exchanges = tuple[Exchange, ...]
"""Oldest first."""


def last_answer(past: Exchanges) -> Answer | None:
    """The answer of the last exchange; null while it is made."""
    return past[-1].answer if past else None


def history(past: Exchanges) -> tuple[Turn, ...]:
    """The last exchanges as turns of a conversation."""
    recent = [(e.question, e.answer) for e in past if e.answer][-REMEMBERED:]
    return tuple(
        turn
        for question, answer in recent
        for turn in (Turn("user", question[:QUESTION_LIMIT]), Turn("assistant", answer.text if answer else ""))
    )
