"""A web in memory and a folder to download into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.fetching.web import (
    Web,
    small_web,
)


@pytest.fixture
def web() -> Iterator[Web]:
    with small_web() as web:
        yield web


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "official"
