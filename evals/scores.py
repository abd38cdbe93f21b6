"""Score: a value in [0, 1], or unscored with the reason; unscored is not wrong."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """One measurement of one answer."""

    value: float | None
    """In [0, 1]; None when the measure does not apply to this sample."""
    reason: str = ""
    """Why there is no value."""

    def __post_init__(self) -> None:
        if self.value is None and not self.reason:
            raise ValueError("An unscored measure says why.")
        if self.value is not None and not 0.0 <= self.value <= 1.0:
            raise ValueError(f"A score lies between 0 and 1, not at {self.value}.")


def unscored(reason: str) -> Score:
    """A measure that does not apply."""
    return Score(None, reason)


def share(flags: Iterable[bool], empty: str) -> Score:
    """The share of flags that are true; unscored for the reason `empty` when there are none."""
    values = [bool(flag) for flag in flags]
    return Score(sum(values) / len(values)) if values else unscored(empty)
