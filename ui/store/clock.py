"""The time as the tables keep it."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """Universal time, to the second, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def today() -> date:
    """The day in universal time."""
    return now().date()
