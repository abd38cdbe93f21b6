"""Questions that people agreed to share, on both databases."""

import pytest

from corpus.errors import PreceptorshipError
from ui.store import Store
from ui.store.clock import today
from ui.store.shared_questions import SharedQuestion, SharedQuestions


@pytest.fixture
def shared(store: Store) -> SharedQuestions:
    return SharedQuestions(store.database)


def test_a_shared_question_is_kept_with_its_sitting_and_its_day(shared: SharedQuestions) -> None:
    shared.keep(" Who pays?\0\r\nAnd when? ", "s1")
    assert shared.all() == (SharedQuestion("Who pays?\nAnd when?", "s1", today()),)


def test_old_ones_are_forgotten_with_old_receipts(shared: SharedQuestions, store: Store) -> None:
    shared.keep("Who pays?", "s1")
    store.prune(0)
    assert len(shared.all()) == 1
    store.prune(-1)
    assert shared.all() == ()


def test_one_that_is_too_long_is_told(shared: SharedQuestions) -> None:
    with pytest.raises(PreceptorshipError, match="2,001 characters"):
        shared.keep("x" * 2_001, "s1")
