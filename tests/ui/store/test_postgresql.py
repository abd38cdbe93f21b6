"""The store on PostgreSQL: a server that stops, comes back, is locked or is addressed wrongly."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from corpus.errors import PreceptorshipError
from tests.ui.postgres import Postgres
from tests.ui.store.kept import made
from ui.store import Reason, Store, kept_receipt, open_store
from ui.store.database import PATIENCE, StoreUnavailable


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    name = postgres.new_database()
    yield name
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(postgres: Postgres, database: str) -> Iterator[Store]:
    opened = open_store(postgres.address(database))
    yield opened
    opened.close()


def test_a_server_that_stops_is_said_to_and_is_used_again_when_it_is_back(postgres: Postgres, store: Store) -> None:
    found = store.keep_receipt(made(), "Scotland")
    postgres.stop()
    try:
        with pytest.raises(StoreUnavailable, match="cannot be reached"):
            store.receipt(found)
        assert kept_receipt(store, made(), "Scotland") == "", "the answer is given without a receipt"
    finally:
        postgres.start()
    assert store.receipt(found) is not None
    store.keep_feedback(found, (Reason.HELPFUL,))


def test_a_server_that_stops_in_a_transaction_keeps_nothing_of_it(postgres: Postgres, store: Store) -> None:
    found = store.keep_receipt(made(), "Scotland")
    try:
        with pytest.raises(StoreUnavailable), store.database.session() as session:
            session.execute(text("DELETE FROM receipts"))
            postgres.stop()
    finally:
        postgres.start()
    assert store.receipt(found) is not None


def test_connections_that_were_cut_are_made_anew(postgres: Postgres, store: Store, database: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: store.keep_receipt(made(), "Scotland"), range(8)))
    cut = postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")
    assert cut
    assert all(store.receipt(id) for id in found)


def test_a_lock_that_another_holds_is_waited_for_only_so_long(
    postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.store.database.PATIENCE", 1)
    store = open_store(postgres.address(database))
    with store.database.engine.begin() as other:
        other.execute(text("LOCK TABLE receipts"))
        began = time.monotonic()
        with pytest.raises(StoreUnavailable):
            store.keep_receipt(made(), "Scotland")
        assert time.monotonic() - began >= 1
    assert store.keep_receipt(made(), "Scotland")
    store.close()


def test_no_more_connections_are_taken_than_the_server_lends(postgres: Postgres, store: Store, database: str) -> None:
    with ThreadPoolExecutor(40) as pool:
        assert all(pool.map(lambda _: store.keep_receipt(made(), "Scotland"), range(200)))
    ((count,),) = postgres.run(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}'")
    assert 1 <= count <= 15


def test_a_wrong_password_is_one_sentence_without_any_password(postgres: Postgres) -> None:
    with pytest.raises(PreceptorshipError, match="password authentication failed") as raised:
        open_store(postgres.address(password="sesame"))
    assert "sesame" not in str(raised.value) and "\n" not in raised.value.message


@pytest.mark.parametrize(
    ("host", "name", "said"),
    [
        ("127.0.0.1", "nowhere", 'database "nowhere" does not exist'),
        ("localhost", "nowhere", 'database "nowhere" does not exist'),
        ("no-such-host.invalid", "kept", "no-such-host.invalid"),
        ("127.0.0.1:1", "kept", "refused"),
        ("localhost:1", "kept", "refused"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(postgres: Postgres, host: str, name: str, said: str) -> None:
    where = host if ":" in host else f"{host}:{postgres.port}"
    with pytest.raises(PreceptorshipError, match=said) as raised:
        open_store(postgres.address(name).replace(f"127.0.0.1:{postgres.port}", where))
    assert postgres.password not in str(raised.value) and "\n" not in raised.value.message
    assert "postgresql+psycopg://" in raised.value.hint


def test_options_of_the_address_are_heeded(postgres: Postgres, database: str) -> None:
    store = open_store(f"{postgres.address(database)}?options=-c%20search_path%3Dours,public&application_name=chat")
    with store.database.engine.connect() as connection:
        path, waits = (connection.scalar(text(f"SHOW {name}")) for name in ("search_path", "lock_timeout"))
        assert (path.replace(" ", ""), waits) == ("ours,public", f"{PATIENCE}s")
    store.close()


def test_a_user_who_may_not_make_tables_is_told(postgres: Postgres, database: str) -> None:
    postgres.run("DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN PASSWORD 'reading'")
    with pytest.raises(PreceptorshipError, match="permission denied"):
        open_store(postgres.address(database, "reader", "reading"))


def test_the_server_of_the_tests_leaves_nothing_behind() -> None:
    from tests.ui.postgres import running

    with pytest.raises(ZeroDivisionError), running() as server:
        process, folder = server._process, server.folder
        raise ZeroDivisionError
    assert process is not None and process.poll() is not None and not folder.exists()
