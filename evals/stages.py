"""Stages: at which step of answering a question went wrong, in the words that educators see."""

from enum import StrEnum

from assistant.answers import AnswerStatus
from evals.answer_metrics import route_first
from evals.key_points import missing_points
from evals.results import Result


class FailedStage(StrEnum):
    """Where an answer went wrong. The value is the label on screen."""

    BROKE = "broke"
    NOT_FOUND = "not found"
    REFUSED_WRONGLY = "refused wrongly"
    ANSWERED_WRONGLY = "answered wrongly"
    WRONG_ROUTE = "wrong way taken"
    NOT_USED = "found and not used"
    NOT_SUPPORTED = "used and not supported"
    SAID_FORBIDDEN = "said what it must not"
    MISSED_POINT = "missed a point"

    @property
    def explanation(self) -> str:
        """What it means, in a sentence."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    FailedStage.BROKE: "Something broke, so that there is no answer.",
    FailedStage.NOT_FOUND: "None of the ten passages that were found is from an expected place.",
    FailedStage.REFUSED_WRONGLY: "An expected place was found, or none is named, and the question was refused.",
    FailedStage.ANSWERED_WRONGLY: "It was answered where it should not have been, or in another way than expected.",
    FailedStage.WRONG_ROUTE: "The person was told something else than what should happen, or was not told first whom to turn to.",
    FailedStage.NOT_USED: "An expected place was found and the answer cites others.",
    FailedStage.NOT_SUPPORTED: "A sentence of the answer is not supported by what it cites.",
    FailedStage.SAID_FORBIDDEN: "The answer says something that it must not say.",
    FailedStage.MISSED_POINT: "The answer lacks a point that a good answer says.",
}


def failed_stage(result: Result) -> FailedStage | None:
    """The step that failed, None for a pass; the same for the same result.

    Each step is asked about in the order of answering, and the first that failed counts, as it explains those after it:
    broke · not found · refused or answered wrongly, or sent the wrong way · found and not used · used and not
    supported · said what it must not · missed a point. *Not found* is known only of questions that expect an answer
    and name its place."""
    if result.passed:
        return None
    return _of_status(result) or _of_answer(result)


def _of_status(result: Result) -> FailedStage | None:
    """What the status alone tells, and what was found."""
    sample, status = result.sample, result.answer.answer_status
    if status is AnswerStatus.FAILED:
        return FailedStage.BROKE
    if sample.expects_answer and status is not AnswerStatus.SIGNPOSTED and _is_zero(result, "MRR@10"):
        return FailedStage.NOT_FOUND
    if status in sample.expect:
        return None
    if AnswerStatus.SIGNPOSTED in (status, *sample.expect):
        return FailedStage.WRONG_ROUTE
    if status.is_answered:
        return FailedStage.ANSWERED_WRONGLY
    return FailedStage.WRONG_ROUTE if sample.expects_refusal else FailedStage.REFUSED_WRONGLY


def _of_answer(result: Result) -> FailedStage:
    """What the answer itself tells, its status being an expected one."""
    sample, answer = result.sample, result.answer
    if answer.answer_status is AnswerStatus.SIGNPOSTED and not route_first(answer):
        return FailedStage.WRONG_ROUTE
    if _is_zero(result, "cited in the right place"):
        return FailedStage.NOT_USED
    if result.unsupported:
        return FailedStage.NOT_SUPPORTED
    if result.forbidden:
        return FailedStage.SAID_FORBIDDEN
    return FailedStage.MISSED_POINT if missing_points(sample, answer) else FailedStage.NOT_USED


def _is_zero(result: Result, name: str) -> bool:
    """Whether the measure was taken and is 0."""
    score = result.scores.get(name)
    return score is not None and score.value == 0
