"""Drafts of test questions from feedback, on both databases."""

import pytest
from sqlalchemy.orm import Session

from assistant.answers import EvidenceRecord
from assistant.questions import Question
from corpus.errors import PreceptorshipError
from tests.ui.fake_assistant import reply
from ui.store import Reason, Store
from ui.store.drafts import Drafts, DraftState
from ui.store.tables import FeedbackRow


@pytest.fixture
def drafts(store: Store) -> Drafts:
    return Drafts(store.database)


@pytest.fixture
def receipt(store: Store) -> str:
    return store.keep_receipt(reply(Question("physio")), "Wales")


def test_only_a_fault_whose_question_was_sent_along_is_a_draft(drafts: Drafts, store: Store, receipt: str) -> None:
    store.keep_feedback(receipt, ["wrong source"], "old")
    store.keep_feedback(receipt, ["helpful"], "", "physio?")
    store.keep_feedback(receipt, [], "only words", "physio?")
    store.keep_feedback(receipt, ["out of date", "missed a point"], "see 2025", "physio?")
    (draft,) = drafts.all()
    assert (draft.question, draft.words, draft.state) == ("physio?", "see 2025", DraftState.WAITING)
    assert draft.reasons == (Reason.OUT_OF_DATE, Reason.MISSED_A_POINT)
    assert draft.receipt.id == receipt and draft.receipt.citations and draft.receipt.nation == "Wales"
    assert drafts.get(draft.feedback_id) == draft and drafts.get(99) is None


def test_what_an_educator_saves_stays_until_it_is_decided(drafts: Drafts, store: Store, receipt: str) -> None:
    store.keep_feedback(receipt, ["wrong source"], "", "physio?")
    (draft,) = drafts.all()
    drafts.save(draft.feedback_id, {"question": "Physio?"}, DraftState.WAITING, "Educator")
    drafts.save(draft.feedback_id, {"question": "Physio here?"}, DraftState.APPROVED, "Other")
    (kept,) = drafts.all()
    assert (kept.cells, kept.state, kept.decided_by) == ({"question": "Physio here?"}, DraftState.APPROVED, "Other")


def test_a_draft_is_forgotten_with_its_feedback(drafts: Drafts, store: Store, receipt: str) -> None:
    store.keep_feedback(receipt, ["wrong source"], "", "physio?")
    (draft,) = drafts.all()
    drafts.save(draft.feedback_id, {}, DraftState.DISMISSED, "Educator")
    assert store.prune(-1) == 1
    assert drafts.all() == ()
    with pytest.raises(PreceptorshipError, match="no such draft"):
        drafts.save(draft.feedback_id, {}, DraftState.APPROVED, "Educator")


def test_what_was_found_is_kept_only_with_the_question(drafts: Drafts, store: Store, receipt: str) -> None:
    found = (EvidenceRecord("S5:1", "S5", "Principle 4", ("S5.3",), 1, 0.5, True),)
    store.keep_feedback(receipt, ["wrong source"], "", "physio?", found)
    store.keep_feedback(receipt, ["wrong source"], "", "", found)
    assert [draft.found for draft in drafts.all()] == [found]
    with Session(store.database.engine) as session:
        assert [row.found is None for row in session.query(FeedbackRow).order_by(FeedbackRow.id)] == [False, True]
