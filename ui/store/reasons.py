"""Why a person was or was not content with an answer."""

from collections.abc import Iterable
from enum import StrEnum

from corpus.errors import PreceptorshipError


class Reason(StrEnum):
    """A reason that can be ticked. The value is stored and sent by programs; it is the label on screen too."""

    HELPFUL = "helpful"
    WRONG_SOURCE = "wrong source"
    OUT_OF_DATE = "out of date"
    MISSED_A_POINT = "missed a point"
    SAYS_TOO_MUCH = "says too much"
    SHOULD_HAVE_ANSWERED = "should have answered"
    SHOULD_NOT_HAVE_ANSWERED = "should not have answered"

    @property
    def label(self) -> str:
        """The words on screen."""
        return self.value


def checked_reasons(values: Iterable[str]) -> tuple[Reason, ...]:
    """The reasons, each once, in the order of the list. Raises PreceptorshipError on one that is not in it."""
    given = set()
    for value in values:
        try:
            given.add(Reason(value))
        except ValueError:
            known = ", ".join(Reason)
            raise PreceptorshipError("One of the reasons is not known.", f"Choose from: {known}.") from None
    return tuple(reason for reason in Reason if reason in given)
