"""Does the assistant refuse what it should, and only that? And do wordings of one need agree?"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.answers import Answer, AnswerStatus
from evals.samples import Sample

Asked = tuple[Sample, Answer]


def abstained(sample: Sample, answer: Answer) -> bool:
    """r_q: whether the status counts as refused, or is a `partly_answered` that the sample accepts as well.

    Read from the status, never from phrases."""
    status = answer.answer_status
    return status.is_refused or (status is AnswerStatus.PARTLY_ANSWERED and status in sample.expect)


def refusal_kind(sample: Sample) -> str:
    """Which kind of refusal the sample is about: the parts of U that METRICS.md reports apart."""
    if sample.class_ == "near-miss":
        return "near-miss"
    if AnswerStatus.NOT_IN_CORPUS in sample.expect:
        return "absent topic"
    return "out of scope" if AnswerStatus.OUT_OF_SCOPE in sample.expect else "unreadable"


def refusals(asked: Iterable[Asked]) -> dict[str, list[bool]]:
    """By kind, whether each question of U was refused. RefusalRecall = Σ_U r / |U| (METRICS.md)."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for sample, answer in asked:
        if sample.expects_refusal:
            kinds[refusal_kind(sample)].append(abstained(sample, answer))
    return dict(sorted(kinds.items()))


def refusals_of_all_kinds(asked: Iterable[Asked]) -> list[bool]:
    """For each question of U, whether it was refused: RefusalRecall over all kinds."""
    return [flag for flags in refusals(asked).values() for flag in flags]


def false_refusals(asked: Iterable[Asked]) -> list[bool]:
    """For each question of A, whether it was refused. FalseRefusal = Σ_A r / |A| (METRICS.md)."""
    return [answer.answer_status.is_refused for sample, answer in asked if sample.expects_answer]


def refusal_precision(asked: Iterable[Asked]) -> list[bool]:
    """For each refusal, whether the question was one to refuse. RefusalPrecision = Σ_U r / Σ_Q r (METRICS.md)."""
    return [sample.expects_refusal or answer.answer_status in sample.expect
            for sample, answer in asked if answer.answer_status.is_refused]  # fmt: skip


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """P(a random positive scores above a random negative), ties half: the rank form of the area under the ROC curve
    (Hanley and McNeil, Radiology 143, 1982); None when either side is empty."""
    if not positive or not negative:
        return None
    ordered = sorted(negative)
    wins = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in positive)
    return wins / (2 * len(positive) * len(ordered))


def confidence_auroc(asked: Sequence[Asked]) -> dict[str, tuple[float | None, int, int]]:
    """By kind of refusal: (AUROC of `confidence` for A against that kind of U, |A|, |U|)."""
    answerable = [answer.confidence for sample, answer in asked if sample.expects_answer]
    kinds: dict[str, list[float]] = defaultdict(list)
    for sample, answer in asked:
        if sample.expects_refusal:
            kinds[refusal_kind(sample)].append(answer.confidence)
    return {kind: (auroc(answerable, u), len(answerable), len(u)) for kind, u in sorted(kinds.items())}


def top_clause(answer: Answer) -> tuple[str, str] | None:
    """The source and clause of the first citation."""
    return (answer.citations[0].source_id, answer.citations[0].clause_slug) if answer.citations else None


def paraphrase_agreement(asked: Iterable[Asked]) -> dict[str, bool]:
    """By group of two or more wordings, whether all share the answer status and the top clause.

    Paraphrase agreement = groups that agree / groups (CONTRACTS.md); a failure never agrees."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for sample, answer in asked:
        if sample.group:
            groups[sample.group].append(answer)
    return {name: _agree(answers) for name, answers in sorted(groups.items()) if len(answers) > 1}


def _agree(answers: list[Answer]) -> bool:
    outcomes = {(answer.answer_status, top_clause(answer)) for answer in answers}
    return len(outcomes) == 1 and answers[0].answer_status is not AnswerStatus.FAILED
