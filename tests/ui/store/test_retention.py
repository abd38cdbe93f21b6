"""Old receipts go by themselves, and a database that cannot be used does not end the thread that forgets."""

import threading

from corpus.errors import PreceptorshipError
from ui.store.retention import keep_for


class Store:
    def __init__(self) -> None:
        self.pruned: list[int] = []
        self.thrice = threading.Event()

    def prune(self, days: int) -> int:
        self.pruned.append(days)
        if len(self.pruned) == 3:
            self.thrice.set()
        if len(self.pruned) == 1:
            raise PreceptorshipError("The database cannot be used.", "Try again.")
        return 0


def test_what_is_old_is_forgotten_again_and_again_even_after_a_failure() -> None:
    store = Store()
    stopped = keep_for(store, 30, every=0.01)  # type: ignore[arg-type]
    assert store.thrice.wait(10)
    stopped.set()
    assert set(store.pruned) == {30}


def test_nothing_is_forgotten_when_everything_is_to_be_kept() -> None:
    store = Store()
    keep_for(store, 0, every=0.01)  # type: ignore[arg-type]
    assert not store.thrice.wait(0.1) and store.pruned == []
