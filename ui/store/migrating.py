"""Bring a database to a revision, whole or not at all, one process at a time."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

STEPS = Path(__file__).parent / "migrations"
_LOCK = 5_083_117
"""Names this migration among PostgreSQL's advisory locks; any number that nothing else uses."""
_PATIENCE = 60
"""Seconds to wait for another process that migrates: longer than for a write, and all servers may start at once."""


def migrate(engine: "Engine", revision: str = "head") -> None:
    """Upgrade to `revision`, or downgrade where it is an earlier one (`base` is an empty database).

    Raises Alembic's CommandError for an unknown revision and SQLAlchemyError when the database refuses."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    with engine.begin() as connection:
        take_turn(connection)
        config.attributes["connection"] = connection
        present = MigrationContext.configure(connection).get_current_revision() or ""
        if revision == "head" or (revision != "base" and revision > present):
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)


def take_turn(connection: "Connection") -> None:
    """Begin a transaction that no other process migrates beside. Raises SQLAlchemyError after a long wait."""
    if connection.dialect.name == "sqlite":
        before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
        steps = (f"PRAGMA busy_timeout={_PATIENCE * 1000}", "BEGIN IMMEDIATE", f"PRAGMA busy_timeout={before}")
    else:
        lock = f"SELECT pg_advisory_xact_lock({_LOCK})"
        steps = (f"SET LOCAL lock_timeout = '{_PATIENCE}s'", lock, "SET LOCAL lock_timeout TO DEFAULT")
    for step in steps:
        connection.exec_driver_sql(step).close()
