"""The commands for what the service keeps: how much there is, and moving it from one database to another."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.commands.options import settings_of

if TYPE_CHECKING:
    from ui.store import Store
    from ui.store.exchange import Counts

KINDS = {
    "receipts": "answers that can be opened again",
    "questions": "questions kept with them",
    "feedback": "pieces of feedback",
    "feedback_reasons": "reasons ticked in them",
    "educators": "educators' accounts",
    "case_sets": "sets of test questions",
    "cases": "test questions in them",
    "runs": "runs of sets",
    "baselines": "runs promoted to baseline",
    "verdicts": "educators' verdicts on answers",
    "drafts": "drafts from feedback",
    "shared_questions": "unanswered questions that people shared",
}
"""What the rows of each table are called, in the order in which they are told."""


def add_parsers(commands: Any, places: argparse.ArgumentParser) -> None:
    """`store` and what stands under it."""
    store = commands.add_parser("store", help="what the service keeps: how much, into a file, out of it")
    actions = store.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    actions.add_parser("status", parents=[places], help="where it is, and how much it holds")
    export = actions.add_parser("export", parents=[places], help="write everything into one file")
    export.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    export.add_argument("--force", action="store_true", help="replace the file if it is there")
    bring = actions.add_parser("import", parents=[places], help="read everything from such a file into an empty store")
    bring.add_argument("file", type=Path, metavar="FILE", help="as `store export` wrote it")
    store.set_defaults(run=keep)


def keep(options: argparse.Namespace) -> int:
    """Do what the action names."""
    actions: dict[str, Callable[[argparse.Namespace, Store], None]] = {
        "export": export_everything,
        "import": import_everything,
        "status": status,
    }
    with _store(options) as store:
        actions[options.action](options, store)
    return 0


def export_everything(options: argparse.Namespace, store: "Store") -> None:
    """Write everything that is kept into one file."""
    from ui.store.exchange import export_store

    counts = export_store(store.database, options.file, replace=options.force)
    print(f"Written to {options.file}, which needs as much care as the database:\n{_in_words(counts)}")


def import_everything(options: argparse.Namespace, store: "Store") -> None:
    """Read everything from such a file into an empty store."""
    from ui.store.exchange import import_store

    counts = import_store(store.database, options.file)
    print(f"Read into {_place(store)}:\n{_in_words(counts)}")


def status(options: argparse.Namespace, store: "Store") -> None:
    """Where the store is, and how much it holds."""
    from ui.store.exchange import count_rows

    print(f"{_place(store)} holds:\n{_in_words(count_rows(store.database))}")


def _in_words(counts: "Counts") -> str:
    """A line for each kind."""
    return "\n".join(f"- {words}: {counts[table]:,}" for table, words in KINDS.items())


def _place(store: "Store") -> str:
    """The address without its password, nor the options after it, which may hold another."""
    return store.database.engine.url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def _store(options: argparse.Namespace) -> "Iterator[Store]":
    from ui.store import open_store

    with closing(open_store(settings_of(options).database)) as store:
        yield store
