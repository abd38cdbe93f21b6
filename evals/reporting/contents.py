"""What a report for readers holds, whatever it is written as."""

from dataclasses import dataclass
from datetime import date

from evals.comparison import Comparison
from evals.disclosure import failing, hidden_failing
from evals.figures import Figure, headline, pass_figure, share_figure
from evals.principles import Principles, principle_figures
from evals.reporting.plain_words import kind
from evals.results import Report, Result
from evals.sample_rows import CLASSES

THIS_RUN = "This run"


@dataclass(frozen=True)
class EarlierRun:
    """What is kept of an earlier run: enough for the trend."""

    name: str
    date: str
    """As shown; empty when it is not known."""
    passed: int
    total: int

    @property
    def figure(self) -> Figure:
        """The share that passed."""
        return share_figure(self.name, [True] * self.passed + [False] * (self.total - self.passed))


@dataclass(frozen=True)
class Contents:
    """A run, and what it is shown with."""

    report: Report
    comparison: Comparison | None = None
    """With an earlier run, this one being the later."""
    earlier: tuple[EarlierRun, ...] = ()
    """Oldest first."""
    principles: Principles | None = None
    """Those of the documents: `principles(index.by_id.values())`."""
    title: str = "Evaluation report"
    date: str = ""
    """When the run was made, as shown."""

    @property
    def passed(self) -> Figure:
        """The share of all samples that passed."""
        return pass_figure(self.report)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the run."""
        return headline(self.report)

    @property
    def per_principle(self) -> tuple[Figure, ...]:
        """The share that passed, for each principle."""
        return principle_figures(self.report, self.principles or Principles())

    @property
    def per_class(self) -> tuple[Figure, ...]:
        """The share that passed, for each kind of question; one without samples is not measured."""
        return tuple(
            share_figure(kind(name), (result.passed for result in self.report.of_class(name).results))
            for name in CLASSES
        )

    @property
    def trend(self) -> tuple[EarlierRun, ...]:
        """The earlier runs and this one."""
        passed = self.passed
        return (*self.earlier, EarlierRun(THIS_RUN, self.date, passed.count or 0, passed.of))

    @property
    def failing(self) -> tuple[Result, ...]:
        """What did not pass and may be shown, essential samples first."""
        return failing(self.report)

    @property
    def hidden_failing(self) -> int:
        """How many held-back samples did not pass."""
        return hidden_failing(self.report)


def today() -> str:
    """The date as a reader writes it: 3 March 2026."""
    now = date.today()
    return f"{now.day} {now:%B %Y}"
