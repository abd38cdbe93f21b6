import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from evals.statistics import bootstrap_mean, mcnemar, paired_bootstrap, wilson


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_scipy(case: tuple[int, int]) -> None:
    successes, n = case
    expected = binomtest(successes, n).proportion_ci(0.95, "wilson")
    assert wilson(successes, n) == pytest.approx((expected.low, expected.high), abs=1e-9)


@given(st.integers(0, 200), st.integers(0, 200))
def test_mcnemar_equals_scipys_binomial_test(failing: int, passing: int) -> None:
    expected = binomtest(failing, failing + passing).pvalue if failing + passing else 1.0
    assert mcnemar(failing, passing) == pytest.approx(expected, abs=1e-9)


def test_wilson_of_the_metrics_page() -> None:
    # METRICS.md: at p = 0.9, n = 30 gives 0.74 to 0.97 and n = 100 gives 0.83 to 0.94.
    assert wilson(27, 30) == pytest.approx((0.74, 0.97), abs=0.005)
    assert wilson(90, 100) == pytest.approx((0.83, 0.94), abs=0.005)


def test_no_cases_give_no_interval() -> None:
    assert wilson(0, 0) is None
    assert bootstrap_mean([]) is None
    assert paired_bootstrap([], []) is None


def test_more_successes_than_cases_are_an_error() -> None:
    with pytest.raises(ValueError, match="5 successes among 4"):
        wilson(5, 4)


def test_six_newly_failing_alone_are_more_than_chance() -> None:
    # 2 · C(6,0) / 2^6 = 2/64 = 0.031; with five it is 2/32 = 0.0625.
    assert mcnemar(6, 0) == pytest.approx(2 / 64)
    assert mcnemar(5, 0) == pytest.approx(2 / 32)


def test_mcnemar_of_many_changes_does_not_overflow() -> None:
    assert mcnemar(3000, 3000) == 1.0
    assert mcnemar(2000, 0) == 0.0  # too small for a float


def test_bootstrap_is_the_same_every_time() -> None:
    values = [0.0, 0.5, 1.0, 1.0]
    assert bootstrap_mean(values) == bootstrap_mean(values)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_bootstrap_interval_holds_the_mean(values: list[float]) -> None:
    interval = bootstrap_mean(values)
    assert interval is not None
    mean = sum(values) / len(values)
    assert interval[0] - 1e-9 <= mean <= interval[1] + 1e-9 or len(set(values)) > 1


def test_paired_bootstrap_of_an_equal_gain_is_that_gain() -> None:
    assert paired_bootstrap([0.0, 0.5], [0.25, 0.75]) == pytest.approx((0.25, 0.25, 0.25))


def test_runs_over_other_samples_are_not_compared() -> None:
    with pytest.raises(ValueError, match="same samples"):
        paired_bootstrap([0.0], [])
