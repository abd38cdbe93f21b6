"""Runs in their thread: in turn, stopped, broken off, and kept although the store fails."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda

from assistant.answers import Answer
from assistant.questions import Question
from evals.samples import Sample
from tests.ui.bench.rows import over
from tests.ui.fake_assistant import fake_assistant, reply
from ui.bench import running
from ui.bench.running import RESTARTED, Runner
from ui.live import Live
from ui.store import Store
from ui.store.case_sets import CaseSet, CaseSets
from ui.store.database import StoreUnavailable
from ui.store.runs import Runs, RunState

FIRST = Sample("a1", "answerable", "tuning", False, "physio")
SECOND = replace(FIRST, id="a2", question="And the pay?", follows="a1")


class Asked:
    """An assistant that notes what it is asked and waits when it is told to."""

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.go = threading.Event()
        self.go.set()
        self.reached = threading.Event()

    def __call__(self, question: Question) -> Answer:
        self.questions.append(question)
        self.reached.set()
        assert self.go.wait(20)
        return reply(question)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def runs(store: Store) -> Runs:
    return Runs(store.database)


@pytest.fixture
def runner(asked: Asked, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    monkeypatch.setattr(running, "PAUSES", (0, 0))
    assistant: Any = replace(fake_assistant(), answer=RunnableLambda(asked))
    made = Runner(Live(lambda: assistant, lambda: ""), runs)
    yield made
    asked.go.set()
    made.close()


@pytest.fixture
def start(runner: Runner, store: Store) -> Callable[..., int]:
    sets = CaseSets(store.database)
    kept: CaseSet | None = sets.get(sets.make("Autumn"))
    assert kept is not None
    return lambda *samples: runner.start(kept, samples or (FIRST,), "Ed")


def test_runs_are_done_one_after_another(start: Callable[..., int], runs: Runs, asked: Asked, store: Store) -> None:
    asked.go.clear()
    first, second = start(), start()
    assert asked.reached.wait(20)
    waiting = runs.get(second)
    assert waiting is not None and waiting.state is RunState.WAITING and len(asked.questions) == 1
    asked.go.set()
    assert [over(store, run).state for run in (first, second)] == [RunState.DONE] * 2


def test_a_run_that_is_stopped_while_it_waits_asks_nothing(
    start: Callable[..., int], runner: Runner, asked: Asked, store: Store
) -> None:
    asked.go.clear()
    first, second = start(), start()
    assert asked.reached.wait(20)
    runner.stop(second, "Ann")
    asked.go.set()
    assert over(store, first).state is RunState.DONE
    runner.close()
    stopped = over(store, second)
    assert (stopped.state, stopped.why, len(asked.questions)) == (RunState.STOPPED, "Stopped by Ann.", 1)


@pytest.mark.parametrize("samples", [(FIRST,), (FIRST, SECOND)])
def test_a_run_that_is_stopped_stays_stopped_even_at_its_last_question(
    start: Callable[..., int], runner: Runner, asked: Asked, store: Store, samples: tuple[Sample, ...]
) -> None:
    asked.go.clear()
    run = start(*samples)
    assert asked.reached.wait(20)
    runner.stop(run, "Ann")
    asked.go.set()
    runner.close()
    assert over(store, run).state is RunState.STOPPED and len(asked.questions) == 1


def test_a_run_that_was_stopped_and_removed_writes_nothing_into_the_next_of_its_number(
    start: Callable[..., int], runner: Runner, runs: Runs, asked: Asked, store: Store
) -> None:
    asked.go.clear()
    run = start(FIRST, SECOND)
    assert asked.reached.wait(20)
    runner.stop(run, "Ann")
    runs.remove(run)
    assert start(FIRST, replace(FIRST, id="a3")) == run
    asked.go.set()
    over(store, run)
    assert [result.sample.id for result in runs.report(run).results] == ["a1", "a3"] and len(asked.questions) == 3


def test_an_assistant_that_breaks_at_every_question_fails_them_and_ends_the_run(
    start: Callable[..., int], runs: Runs, store: Store
) -> None:
    run = over(store, start(replace(FIRST, question="break"), replace(SECOND, question="break too")))
    assert (run.state, run.passed, run.total) == (RunState.DONE, 0, 2)
    assert {result.answer.answer_status.value for result in runs.report(run.id).results} == {"failed"}


def test_a_question_that_follows_is_asked_after_the_answer_that_was_given(
    start: Callable[..., int], asked: Asked, store: Store
) -> None:
    over(store, start(SECOND, FIRST))
    first, second = asked.questions
    assert first.text == "physio" and [turn.content for turn in second.history] == ["physio", reply(first).text]


def _failing(times: int, act: Callable[..., Any]) -> Callable[..., Any]:
    left = iter(range(times))

    def acting(*args: Any) -> Any:
        if next(left, None) is not None:
            raise StoreUnavailable
        return act(*args)

    return acting


def test_answers_are_not_lost_to_a_store_that_fails_for_a_while(
    start: Callable[..., int], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Runs, "advance", _failing(1, Runs.advance))
    monkeypatch.setattr(Runs, "finish", _failing(2, Runs.finish))
    assert over(store, start(FIRST, SECOND)).state is RunState.DONE


def test_a_run_that_cannot_be_kept_is_noted_as_broken_off_once_the_store_is_back(
    start: Callable[..., int], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Runs, "finish", _failing(99, Runs.finish))
    monkeypatch.setattr(Runs, "end", _failing(1, Runs.end))
    run = over(store, start())
    assert run.state is RunState.BROKEN and "Try again later" in run.why


def test_a_server_that_closes_ends_the_run_and_says_why(
    start: Callable[..., int], runner: Runner, asked: Asked, store: Store
) -> None:
    asked.go.clear()
    run, waiting = start(FIRST, SECOND), start()
    assert asked.reached.wait(20)
    threading.Timer(0.2, asked.go.set).start()
    runner.close()
    for each in (run, waiting):
        ended = over(store, each)
        assert (ended.state, ended.why) == (RunState.STOPPED, RESTARTED)
    assert len(asked.questions) == 1


def test_a_server_that_closes_is_not_held_up_by_a_store_that_fails(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Runs, "end_all", _failing(9, Runs.end_all))
    runner.close()
