"""A served app and a database for the tests of the web side."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from tests.programs import lacking
from tests.ui.fake_assistant import fake_live
from tests.ui.postgres import Missing, Postgres, running

HUB = "https://hub.example"


class Clock:
    """The time, which a test moves by hand."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr("time.time", found)
    return found


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The app on a free loopback port, in a thread; yields its address."""
    import uvicorn

    from ui.server import listen

    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", proxy_headers=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    assert server.started, "the app did not start in 30 seconds"
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def app() -> Any:
    from ui.server import build_app

    return build_app(fake_live(), Settings(hub_origins=(HUB,)))


@pytest.fixture(scope="session")
def address(app: Any) -> Iterator[str]:
    with serving(app) as found:
        yield found


@pytest.fixture(scope="session")
def serve_app() -> Callable[[Any], Any]:
    return serving


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of this test run's own; a test that stops it starts it again."""
    try:
        with running() as server:
            yield server
    except Missing as missing:
        lacking(str(missing))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the test's own: the test runs twice, on a SQLite file and on PostgreSQL.

    What opens it makes its tables: `open_store(database_address)`, `Settings(database=database_address)`. Close what
    was opened; on PostgreSQL the database is dropped at the end, whoever still uses it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'kept.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.new_database()
    yield server.address(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
