"""A database is brought to the present shape by one process at a time, or refused in one plain sentence."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from corpus.errors import PreceptorshipError
from tests.ui.store.kept import made
from ui.store import Store, open_store
from ui.store.migrating import migrate, take_turn
from ui.store.tables import Base


def test_several_servers_can_open_a_new_database_at_once(database_address: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        for opened in pool.map(open_store, [database_address] * 6):
            opened.close()


def test_several_processes_can_open_a_new_database_at_once(database_address: str) -> None:
    opening = "import sys; from ui.store import open_store; sys.stdin.read(1); open_store(sys.argv[1]).close()"
    command = [sys.executable, "-c", opening, database_address]
    started = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
        )
        for _ in range(3)
    ]
    for process in started:
        assert process.stdin
        process.stdin.write("x")
        process.stdin.flush()
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3


def test_a_process_that_migrates_is_waited_for_longer_than_a_writer(
    store: Store, database_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.store.database.PATIENCE", 1)
    with ThreadPoolExecutor(1) as pool, store.database.engine.connect() as migrating:
        take_turn(migrating)
        waiting = pool.submit(open_store, database_address)
        time.sleep(2.5)
        assert not waiting.done(), "it waits, and has not given up"
        migrating.commit()
        opened = waiting.result(30)
    assert opened.keep_receipt(made(), "Scotland")
    with opened.database.engine.connect() as later:
        waits = "PRAGMA busy_timeout" if "sqlite" in database_address else "SHOW lock_timeout"
        assert later.execute(text(waits)).scalar() in (1000, "1s")
    opened.close()


def test_the_migrations_make_what_the_models_say_and_can_be_taken_back(store: Store) -> None:
    engine = store.database.engine
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    migrate(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(engine)
    assert store.prune(-1) == 0


def test_a_database_of_a_later_version_is_not_touched(store: Store, database_address: str) -> None:
    with store.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PreceptorshipError, match="another version"):
        open_store(database_address)


@pytest.mark.parametrize("wrong", ["nonsense", "mysql://somewhere/x", "", "sqlite:////proc/nowhere/kept.sqlite3"])
def test_a_wrong_address_is_one_plain_sentence(wrong: str) -> None:
    with pytest.raises(PreceptorshipError) as raised:
        open_store(wrong)
    assert "PRECEPTORSHIP_DATABASE" in raised.value.hint and "\n" not in raised.value.message


def test_a_driver_that_is_missing_is_named_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(PreceptorshipError) as raised:
        open_store("postgresql+psycopg://someone@127.0.0.1/kept")
    assert "psycopg" in raised.value.message and "preceptorship-assistant[postgresql]" in raised.value.hint
