"""Programs of the system that some tests need."""

import os
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def lacking(message: str) -> None:
    """The test needs a program that this machine lacks."""
    pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
