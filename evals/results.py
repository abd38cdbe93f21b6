"""Result and Report: what a run found, sample by sample."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answers import Answer
from evals.samples import Sample
from evals.scores import Score


@dataclass(frozen=True)
class Result:
    """One sample, the answer it got and every measure of it."""

    sample: Sample
    answer: Answer
    scores: Mapping[str, Score]
    unsupported: tuple[str, ...] = ()
    """Answer sentences that their citations do not support."""
    forbidden: tuple[str, ...] = ()
    """Must-not-say wordings found."""
    shortfalls: tuple[str, ...] = ()
    """Why the answer does not pass; empty for a pass."""
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether the answer is as the sample expects."""
        return not self.shortfalls


@dataclass(frozen=True)
class Report:
    """A whole run, in the order of the samples."""

    results: tuple[Result, ...]
    unplaced: tuple[str, ...] = ()
    """Ids of samples whose labels match no passage of the index."""
    seconds: float = 0.0

    @property
    def asked(self) -> tuple[tuple[Sample, Answer], ...]:
        """(sample, answer) pairs, for measures over a whole run."""
        return tuple((result.sample, result.answer) for result in self.results)

    @property
    def digest(self) -> str:
        """Digest of the index that answered; empty when nothing was answered."""
        return next((answer.index.digest for _, answer in self.asked if answer.index.digest), "")

    @property
    def model(self) -> str | None:
        """The language model that answered; None when extractive."""
        return next((answer.model for _, answer in self.asked if answer.model), None)

    @property
    def passed(self) -> dict[str, bool]:
        """By sample id, whether it passed."""
        return {result.sample.id: result.passed for result in self.results}

    def of_class(self, class_: str) -> "Report":
        """The part of the report about one class."""
        return Report(tuple(result for result in self.results if result.sample.class_ == class_))

    def of_split(self, split: str) -> "Report":
        """The part of the report about one split."""
        return Report(tuple(result for result in self.results if result.sample.split == split))
