"""How far long work has come: told as it goes, shown as a bar on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Progress = Callable[[str, int, int], None]
"""Told how far long work has come: (what is done, how much is done, of how much; 0 when that is not known)."""


def quietly(what: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


@contextmanager
def bars() -> Iterator[Progress]:
    """A bar for each kind of work in turn, on standard error when that is a terminal."""
    from tqdm import tqdm

    shown: dict[str, Any] = {}

    def show(what: str, done: int, total: int) -> None:
        if what not in shown:
            clear()
            shown[what] = tqdm(desc=what, total=total or None, disable=not sys.stderr.isatty(), leave=False)
        shown[what].update(done - shown[what].n)

    def clear() -> None:
        while shown:
            shown.popitem()[1].close()

    try:
        yield show
    finally:
        clear()
