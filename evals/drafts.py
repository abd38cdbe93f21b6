"""Drafts: what a person said about an answer, as the beginning of a test question that an educator completes."""

from collections.abc import Collection, Iterable
from datetime import date

from assistant.answers import Answer, AnswerStatus
from evals.authoring.completing import made_ids, told_class
from evals.sample_rows import COLUMNS, EXPECTABLE

HELPFUL, MISSED = "helpful", "missed a point"
SHOULD, SHOULD_NOT = "should have answered", "should not have answered"
DOUBTS_PLACE = frozenset({"wrong source", "out of date"})
"""Reasons for which the cited place is not the one to expect."""
KEEPS_STATUS = frozenset({HELPFUL, "says too much", *DOUBTS_PLACE})
"""Reasons that say nothing against how the question ended."""


def draft_sample(
    question: str,
    answer: Answer,
    reasons: Iterable[str],
    *,
    nation: str = "",
    day: date | None = None,
    said: str = "",
    taken: Collection[str] = (),
) -> dict[str, str]:
    """The cells of a test question by column; those that an educator has to fill are empty.

    answer: as far as a receipt keeps it. reasons: the words that were ticked. said: what the person wrote.
    taken: ids that the set has. Key points are always left to the educator: the answer cannot say what it lacks."""
    ticked = tuple(dict.fromkeys(reasons))
    expect = _expected(answer.answer_status, frozenset(ticked))
    source, clause = _place(answer) if _is_place_right(frozenset(ticked), expect) else ("", "")
    cells = {
        **dict.fromkeys(COLUMNS, ""),
        "question": question,
        "nation": nation,
        "split": "tuning",
        "expect": expect,
        "source": source,
        "clause": clause,
        "notes": _notes(answer, ticked, day, said),
    }
    if expect:
        cells["class"] = told_class(cells)
    return {**cells, "id": made_ids([cells], tuple(taken))[0]}


def _expected(status: AnswerStatus, reasons: frozenset[str]) -> str:
    """The `expect` cell; empty where the reasons do not tell or contradict each other."""
    if {SHOULD, SHOULD_NOT} <= reasons:
        return ""
    if SHOULD_NOT in reasons:
        return f"{AnswerStatus.NOT_IN_CORPUS}|{AnswerStatus.OUT_OF_SCOPE}"
    if SHOULD in reasons or MISSED in reasons:
        return AnswerStatus.ANSWERED.value
    is_kept = status.is_answered or status is AnswerStatus.SIGNPOSTED or HELPFUL in reasons
    return status.value if reasons & KEEPS_STATUS and is_kept and status in EXPECTABLE else ""


def _is_place_right(reasons: frozenset[str], expect: str) -> bool:
    """Whether the answer's own places are a fair guess at the right ones."""
    return bool(expect) and not reasons & {SHOULD, SHOULD_NOT, *DOUBTS_PLACE}


def _place(answer: Answer) -> tuple[str, str]:
    """The cited sources, and the clause where there is but one."""
    sources = dict.fromkeys(citation.source_id for citation in answer.citations)
    clauses = {citation.clause for citation in answer.citations}
    return " ".join(sources), clauses.pop() if len(clauses) == 1 else ""


def _notes(answer: Answer, reasons: tuple[str, ...], day: date | None, said: str) -> str:
    when = f" of {day.isoformat()}" if day else ""
    status = answer.answer_status.value.replace("_", " ")
    lines = [f"From feedback{when}: {', '.join(reasons) or 'no reason given'}. The status was: {status}."]
    if said.strip():
        lines.append(f"The person wrote: {said.strip()}")
    cited = dict.fromkeys(f"{citation.source_id} {citation.clause}".strip() for citation in answer.citations)
    if cited:
        lines.append(f"The answer cited: {'; '.join(cited)}.")
    return "\n".join(lines)
