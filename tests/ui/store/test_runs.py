"""Runs and baselines, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.questions import Question
from corpus.errors import PreceptorshipError
from evals.results import Report, Result
from evals.samples import Sample
from tests.ui.fake_assistant import reply
from ui.store import Store
from ui.store.case_sets import CaseSets
from ui.store.runs import Runs, RunState

SAMPLE = Sample("a1", "answerable", "tuning", False, "physio")
REPORT = Report(
    (
        Result(SAMPLE, reply(Question("physio")), {}),
        Result(replace(SAMPLE, id="a2"), reply(Question("pay")), {}, (), (), ("No.",)),
    )
)


@pytest.fixture
def runs(store: Store) -> Runs:
    return Runs(store.database)


@pytest.fixture
def autumn(store: Store) -> int:
    return CaseSets(store.database).make("Autumn", [(2, {"id": "a1"})])


def _done(runs: Runs, set_id: int) -> int:
    made = runs.begin(set_id, "Autumn", 2, "Educator")
    runs.finish(made, REPORT)
    return made


def test_a_run_is_waiting_then_running_then_done_with_its_report(runs: Runs, autumn: int) -> None:
    made = runs.begin(autumn, "Autumn", 2, "Educator")
    waiting: Any = runs.get(made)
    assert (waiting.state, waiting.done, waiting.ended) == (RunState.WAITING, 0, None)
    with pytest.raises(PreceptorshipError, match="no results"):
        runs.report(made)
    runs.advance(made, 1)
    running: Any = runs.get(made)
    assert (running.state, running.done) == (RunState.RUNNING, 1)
    runs.finish(made, REPORT)
    done: Any = runs.get(made)
    assert (done.state, done.done, done.passed, bool(done.ended)) == (RunState.DONE, 2, 1, True)
    assert runs.report(made) == REPORT


def test_a_run_that_was_stopped_is_told_when_it_goes_on(runs: Runs, autumn: int) -> None:
    made = runs.begin(autumn, "Autumn", 2, "Educator")
    runs.end(made, RunState.STOPPED, "Stopped by Educator.")
    with pytest.raises(PreceptorshipError, match="stopped"):
        runs.advance(made, 1)
    runs.end(made, RunState.BROKEN, "Too late.")
    kept: Any = runs.get(made)
    assert (kept.state, kept.why) == (RunState.STOPPED, "Stopped by Educator.")


def test_at_a_start_no_run_is_under_way_and_finished_ones_stay(runs: Runs, autumn: int) -> None:
    done, waiting = _done(runs, autumn), runs.begin(autumn, "Autumn", 2, "Educator")
    runs.end_all("The service was restarted.")
    assert [(run.id, run.state) for run in runs.all(autumn)] == [(waiting, RunState.STOPPED), (done, RunState.DONE)]


def test_only_a_promoted_run_is_the_baseline_and_the_last_one_counts(runs: Runs, autumn: int) -> None:
    first, second = _done(runs, autumn), _done(runs, autumn)
    assert runs.baseline(autumn) is None
    runs.promote(first, "Before the update", "Educator")
    runs.promote(second, "After it", "Educator")
    found = runs.baseline(autumn)
    assert found is not None and (found.name, found.run_id, found.promoted_by) == ("After it", second, "Educator")
    runs.remove(second)
    found = runs.baseline(autumn)
    assert found is not None and found.run_id == first


def test_an_unfinished_run_and_one_of_a_removed_set_cannot_be_promoted(runs: Runs, store: Store, autumn: int) -> None:
    with pytest.raises(PreceptorshipError, match="finished"):
        runs.promote(runs.begin(autumn, "Autumn", 2, "Educator"), "x", "Educator")
    done = _done(runs, autumn)
    CaseSets(store.database).remove(autumn)
    kept: Any = runs.get(done)
    assert (kept.set_id, kept.set_name) == (None, "Autumn")
    with pytest.raises(PreceptorshipError, match="finished"):
        runs.promote(done, "x", "Educator")
    with pytest.raises(PreceptorshipError, match="no such set"):
        runs.begin(autumn, "Autumn", 2, "Educator")


def test_a_run_that_is_gone_is_told(runs: Runs) -> None:
    assert runs.get(1) is None and runs.all() == ()
    for act in (lambda: runs.report(1), lambda: runs.remove(1), lambda: runs.advance(1, 1)):
        with pytest.raises(PreceptorshipError, match="no such run"):
            act()
