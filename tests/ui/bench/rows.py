"""Test questions that the fake assistant passes and fails, and runs of them."""

import time
from collections.abc import Mapping
from typing import Any

from tests.ui.bench.conftest import Visitor
from tests.ui.fake_assistant import PASSAGES
from ui.store import Store
from ui.store.case_sets import CaseSets
from ui.store.runs import Runs

GOOD = {
    "id": "g1",
    "question": "Who can be a preceptor?",
    "expect": "answered",
    "source": "S5",
    "clause": "Principle 4",
    "words": PASSAGES[0].text,
}
"""Ready; the fake's answer says more than what it cites, so that it fails."""
PASSING = {
    "id": "p1",
    "question": "What is the weather?",
    "expect": "out_of_scope",
    "source": "S5",
    "clause": "Principle 4",
}
"""Ready, and it passes."""
FAILING = {"id": "f1", "question": "Which pay band follows?", "expect": "answered"}
"""Ready, and it fails."""
BAD = {"question": "", "expect": "answered", "source": "S99"}
"""To be mended."""
HIDDEN = {"id": "h1", "question": "Heldback zebra?", "expect": "not_in_corpus", "split": "held-back"}
"""Ready, it fails, and may not be shown."""
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def make_set(store: Store, *rows: Mapping[str, str], name: str = "Autumn") -> int:
    """A set of these rows, from row 2 on."""
    return CaseSets(store.database).make(name, list(enumerate(rows, 2)))


def rows_of(store: Store, set_id: int) -> dict[int, Mapping[str, str]]:
    kept = CaseSets(store.database).get(set_id)
    assert kept is not None
    return dict(kept.rows)


def run_set(visitor: Visitor, set_id: int) -> int:
    """The id of a run that is over."""
    started = visitor.send(f"/bench/sets/{set_id}/run")
    assert started.status_code == 303, started.text
    id = int(started.headers["location"].rpartition("/")[2])
    over(visitor.store, id)
    return id


def over(store: Store, id: int) -> Any:
    """The run, once nothing more happens to it."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        run = Runs(store.database).get(id)
        if run is None or run.state.is_over:
            return run
        time.sleep(0.01)
    raise AssertionError("the run did not end in 20 seconds")
