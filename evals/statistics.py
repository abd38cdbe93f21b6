"""How sure a figure is: Wilson intervals, exact McNemar, bootstrap intervals."""

from collections.abc import Sequence
from math import comb, sqrt

Z95 = 1.959963984540054  # the 97.5 % point of the normal distribution: a two-sided 95 % interval
DRAWS = 10_000  # percentile ends are then steady to about 0.002 for scores in [0, 1] (METRICS.md)
CHANCE = 0.05  # the usual level; with nothing newly passing, six newly failing samples reach it (METRICS.md)
SEED = 20_231_130  # any fixed number: equal runs must give equal intervals


def wilson(successes: int, n: int) -> tuple[float, float] | None:
    """Wilson's 95 % score interval for a proportion, within [0, 1]; None when n is 0.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Wilson, JASA 22 (1927) 209-212."""
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes among {n}")
    if n == 0:
        return None
    p, square = successes / n, Z95**2
    middle = p + square / (2 * n)
    spread = Z95 * sqrt(p * (1 - p) / n + square / (4 * n * n))
    low, high = (middle - spread) / (1 + square / n), (middle + spread) / (1 + square / n)
    return (0.0 if successes == 0 else low, 1.0 if successes == n else high)


def mcnemar(newly_failing: int, newly_passing: int) -> float:
    """Exact two-sided p that a change between two runs of the same samples is chance.

    p = min(1, 2 Σ_{i ≤ min(b,c)} C(b+c, i) / 2^(b+c)). McNemar, Psychometrika 12 (1947), with exact binomial tails."""
    changed = newly_failing + newly_passing
    tail = sum(comb(changed, i) for i in range(min(newly_failing, newly_passing) + 1))
    return 1.0 if 2 * tail >= 2**changed else 2 * tail / int(2**changed)


def bootstrap_mean(values: Sequence[float]) -> tuple[float, float] | None:
    """95 % percentile bootstrap interval for a mean (Efron 1979); None without values."""
    if not values:
        return None
    import numpy as np

    scores = np.asarray(values, dtype=float)
    picks = np.random.default_rng(SEED).integers(0, len(scores), size=(DRAWS, len(scores)), dtype=np.int32)
    low, high = np.percentile(scores[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def paired_bootstrap(before: Sequence[float], after: Sequence[float]) -> tuple[float, float, float] | None:
    """(mean of after minus before, low, high): the change of a mean over the same samples; None without samples."""
    if len(before) != len(after):
        raise ValueError("Two runs are compared over the same samples.")
    changes = [b - a for a, b in zip(before, after, strict=True)]
    interval = bootstrap_mean(changes)
    return None if interval is None else (sum(changes) / len(changes), *interval)
