"""What a run stands among: its set's baseline, the runs before it, and so what its reports hold."""

from collections import Counter
from dataclasses import dataclass

from fastapi import Request

from corpus.errors import PreceptorshipError
from evals.comparison import Comparison, compare, outcomes
from evals.reporting.contents import Contents, EarlierRun
from evals.results import Report
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE
from ui.bench.session import bench_of
from ui.bench.sets import Id
from ui.store.database import StoreUnavailable
from ui.store.runs import Baseline, Run, RunState
from ui.store.tables.bench import LONGEST_NAME

TREND = 20
"""Earlier runs in the trend: more would not be told apart."""


def found_run(request: Request, id: Id) -> Run:
    """The run, if it is there. Raises Refused (404)."""
    if (run := bench_of(request).runs.get(id)) is None:
        raise Refused(404, *NOT_THERE)
    return run


def compared(request: Request, before: Run, after: Run) -> Comparison:
    """Two runs by their outcomes. Raises PreceptorshipError when one has no results."""
    runs = bench_of(request).runs
    return compare(outcomes(runs.report(before.id)), outcomes(runs.report(after.id)))


def earlier_runs(request: Request, run: Run) -> tuple[Run, ...]:
    """The finished runs of the same set before this one, the latest first."""
    found = bench_of(request).runs.all(run.set_id) if run.set_id else ()
    return tuple(each for each in found if each.id < run.id and each.state is RunState.DONE)


@dataclass(frozen=True)
class Against:
    """The baseline of a run's set."""

    baseline: Baseline
    comparison: Comparison | None
    """None when the baseline is this run, or can no longer be read."""


def against_baseline(request: Request, run: Run) -> Against | None:
    """What the run is held against; None where its set has no baseline."""
    runs = bench_of(request).runs
    baseline = runs.baseline(run.set_id) if run.set_id else None
    if baseline is None:
        return None
    before = runs.get(baseline.run_id) if baseline.run_id != run.id else None
    try:
        return Against(baseline, compared(request, before, run) if before else None)
    except StoreUnavailable:
        raise
    except PreceptorshipError:
        return Against(baseline, None)


def contents_of(request: Request, run: Run, report: Report, comparison: Comparison | None) -> Contents:
    """A run as its reports show it: with the comparison and the runs before it."""
    return Contents(
        report=report,
        comparison=comparison,
        earlier=tuple(_earlier(each) for each in reversed(earlier_runs(request, run)[:TREND])),
        principles=bench_of(request).served.principles,
        title=f"{run.set_name}: run {run.id}",
        date=_day(run),
    )


def _earlier(run: Run) -> EarlierRun:
    return EarlierRun(f"Run {run.id}", _day(run), run.passed, run.total)


def _day(run: Run) -> str:
    return f"{run.started.day} {run.started:%B %Y}"


def verdicts_given(request: Request, run: Run) -> list[tuple[str, str, bool]]:
    """(sample id, who, whether it is good) as people read it; two who are called alike are told apart."""
    bench = bench_of(request)
    called = {account.name[:LONGEST_NAME]: account.display_name for account in bench.accounts.all()}
    often = Counter(called.values())
    shown = {name: f"{who} ({name})" if often[who] > 1 and who != name else who for name, who in called.items()}
    return [(id, shown.get(said.given_by, said.given_by), said.good) for id, said in bench.verdicts.all(run.id)]
