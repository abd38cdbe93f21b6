"""Bring a database to a revision, whole or not at all, one process at a time."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

STEPS = Path(__file__).parent / "migrations"
_LOCK = 5_083_117
"""Names this migration among PostgreSQL's advisory locks; any number that nothing else uses."""


def migrate(engine: "Engine", revision: str = "head") -> None:
    """Upgrade to `revision`, or downgrade where it is an earlier one (`base` is an empty database).

    Raises Alembic's CommandError for an unknown revision and SQLAlchemyError when the database refuses."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    with engine.begin() as connection:
        lite = engine.dialect.name == "sqlite"
        connection.exec_driver_sql("BEGIN IMMEDIATE" if lite else f"SELECT pg_advisory_xact_lock({_LOCK})")
        config.attributes["connection"] = connection
        present = MigrationContext.configure(connection).get_current_revision() or ""
        if revision == "head" or (revision != "base" and revision > present):
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)
