"""A whole run as text and back: what is kept can be reported and compared later as if it had just been made."""

from functools import cache
from typing import Any

from corpus.errors import PreceptorshipError
from evals.results import Report


def dump(report: Report) -> str:
    """The report as JSON, nothing left out; `load` gives back an equal one."""
    text: bytes = _adapter().dump_json(report)
    return text.decode()


def load(text: str) -> Report:
    """The report that was dumped. Raises PreceptorshipError when the text is not one, or of another version."""
    from pydantic import ValidationError

    try:
        report: Report = _adapter().validate_json(text)
    except ValidationError:
        raise PreceptorshipError(
            "A kept run cannot be read.", "It may have been made by another version: run the set again."
        ) from None
    return report


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Report)
