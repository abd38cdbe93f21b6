"""A store with rows in every table, made from what each column takes, so that a new table is filled too."""

import random
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Connection, Table, insert

from ui.store.database import Database
from ui.store.tables import Base

ROWS = 12
WORDS = (
    "",
    "plain words",
    "Zażółć gęślą jaźń, 日本語, العربية, 🩺👩🏽‍⚕️",
    'a "quoted" word, a \\ and a ]',
    "two\nlines\r\n\twith\u2028others",
    "]\n",
    '}, "sha256": "…"}',
    "Ω" * 40,
)
"""What a file could mistake for its own, and what a database could change."""
VALUES: tuple[Any, ...] = (
    {},
    [],
    {"z": 1, "a": [0.1, 1e-9, True, None, {"nested": "naïve \ud83e"}]},
    [{"text": words} for words in WORDS],
)


def fill(database: Database, seed: int = 1) -> None:
    """Put rows into every table, the parents of each row first; numbers have gaps."""
    chance = random.Random(seed)
    made: dict[str, list[dict[str, Any]]] = {}
    with database.session() as session:
        for table in Base.metadata.sorted_tables:
            made[table.name] = _fill(session.connection(), table, made, chance)


def _fill(connection: Connection, table: Table, made: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    by_key = {}
    for place in range(ROWS):
        row = {column.name: _value(column, place, made, chance) for column in table.columns}
        by_key[tuple(row[column.name] for column in table.primary_key)] = row
    connection.execute(insert(table), list(by_key.values()))
    return list(by_key.values())


def _value(column: Column[Any], place: int, made: dict[str, Any], chance: random.Random) -> Any:
    kind, length = column.type.python_type, getattr(column.type, "length", None)
    if column.nullable and chance.random() < 0.4:
        return None
    for key in column.foreign_keys:
        return chance.choice(made[key.column.table.name])[key.column.name]
    if isinstance(column.type, JSON):
        return chance.choice(VALUES)
    if kind is datetime:
        return datetime(2026, 2, 28, 23, 59, place)
    if kind is date:
        return date(2024, 2, 29)
    if kind is str:
        return f"{chance.choice('aZ_-é')}{place} {chance.choice(WORDS)}"[:length]
    return kind(chance.randrange(2)) if kind is bool else place * 3 + 1
