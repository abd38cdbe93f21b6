"""An open store, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from ui.store import Store, open_store


@pytest.fixture
def store(database_address: str) -> Iterator[Store]:
    opened = open_store(database_address)
    yield opened
    opened.close()
