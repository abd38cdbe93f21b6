"""What a person is told of breakage that nobody foresaw, and what the log is told."""

import logging
import uuid

from corpus.errors import PreceptorshipError

log = logging.getLogger(__name__)


class Fault(PreceptorshipError):
    """An apology, with the reference under which the log has what broke."""

    def __init__(self, what: str, reference: str) -> None:
        super().__init__(
            f"Sorry, {what} because of a fault.", f"Try again; if it happens again, report reference {reference}."
        )
        self.reference = reference


def fault(error: Exception, what: str = "the question could not be answered") -> Fault:
    """The apology for it. The log gets the reference, the kind of error and its place, never what was asked or sent."""
    reference = uuid.uuid4().hex[:8]
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "an unknown place"
    log.error("a request failed, reference %s: %s at %s", reference, type(error).__name__, place)
    return Fault(what, reference)
