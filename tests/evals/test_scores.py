import pytest

from evals.scores import Score, share, unscored


def test_unscored_is_not_zero() -> None:
    assert unscored("no label").value is None
    assert share([], "nothing there") == Score(None, "nothing there")
    assert share([True, False, False, False], "") == Score(0.25)


def test_a_score_without_value_or_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="says why"):
        Score(None)


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_a_score_outside_its_range_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Score(value)
