"""An open store, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.store.full import fill
from ui.store import Store, open_store
from ui.store.exchange import export_store


@pytest.fixture
def store(database_address: str) -> Iterator[Store]:
    opened = open_store(database_address)
    yield opened
    opened.close()


@pytest.fixture
def full(store: Store) -> Store:
    fill(store.database)
    return store


@pytest.fixture
def file(full: Store, tmp_path: Path) -> Path:
    export_store(full.database, tmp_path / "kept.json")
    return tmp_path / "kept.json"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def other(database_address: str, request: pytest.FixtureRequest, empty: Store) -> Iterator[Store]:
    """An empty store of the kind that `store` is not."""
    if database_address.startswith("postgresql"):
        yield empty
        return
    server = request.getfixturevalue("postgres")
    name = server.new_database()
    opened = open_store(server.address(name))
    yield opened
    opened.close()
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
