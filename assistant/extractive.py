"""The drafter that needs no language model: the statements that answer, word for word, in the form the question asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.drafting import Claim, Draft, quoting
from assistant.kinds import Kind, kind_of
from assistant.retrieval import Evidence
from ingest.index import Index
from ingest.passages import Passage

NEAR = 0.90
"""Share of the best relevance that a further statement must reach to stand beside the first."""
MOST_STATEMENTS = 3
"""Statements in an answer that is not a list."""
MOST_WORDS = 70
"""Words of an answer that is not a list."""
LIST_SHARE = 3
"""Items of one list among the first evidence from which the whole list is the answer."""


@dataclass(frozen=True)
class Part:
    """One question to answer and what was found for it."""

    question: str
    evidence: tuple[Evidence, ...]
    heading: str = ""
    """Names the side of a comparison; empty otherwise."""


def extractive_drafter(index: Index) -> Runnable[Sequence[Part], Draft]:
    """Parts → Draft."""

    def draft(parts: Sequence[Part]) -> Draft:
        claims: list[Claim] = []
        for part in parts:
            quoted = {claim.quotes[0].passage_id for claim in claims}
            claims.extend(claim for claim in _claims(part, index, len(parts)) if claim.quotes[0].passage_id not in quoted)
        return Draft(tuple(claims))

    return RunnableLambda(draft)


def _claims(part: Part, index: Index, parts: int) -> list[Claim]:
    if not part.evidence:
        return []
    if whole := whole_list(part.question, part.evidence, index):
        return [_as_claim(passage, part.heading if n == 0 else "") for n, passage in enumerate(whole)]
    chosen = _beside(part.evidence, 1 if parts > 1 else MOST_STATEMENTS)
    return [quoting(found, part.heading if n == 0 else "") for n, found in enumerate(chosen)]


def _as_claim(passage: Passage, heading: str) -> Claim:
    return quoting(Evidence(passage, 0, 0.0, 0.0, 0.0), heading)


def whole_list(question: str, evidence: Sequence[Evidence], index: Index) -> tuple[Passage, ...]:
    """The list that the question asks for, whole and in order; empty when it asks for no list."""
    lead = evidence[0].passage
    if not lead.list_id:
        return ()
    members = index.lists[lead.list_id]
    if not lead.is_item:
        return members if len(members) > 2 else ()
    items_found = sum(1 for found in evidence[:6] if found.passage.list_id == lead.list_id)
    if kind_of(question) in (Kind.LIST, Kind.PROCEDURE) and items_found >= LIST_SHARE:
        return members
    return ()


def _beside(evidence: Sequence[Evidence], most: int) -> list[Evidence]:
    lead = evidence[0]
    chosen, words = [lead], len(lead.passage.text.split())
    for found in evidence[1:]:
        length = len(found.passage.text.split())
        if len(chosen) >= most or found.relevance < NEAR * lead.relevance:
            break
        if words + length <= MOST_WORDS and not found.passage.is_gap and not _repeats(found.passage, chosen):
            chosen.append(found)
            words += length
    return chosen


def _repeats(passage: Passage, chosen: Sequence[Evidence]) -> bool:
    """Whether a chosen statement already says it: most of its words stand in one of them."""
    words = set(passage.text.lower().split())
    return any(len(words & set(found.passage.text.lower().split())) > 0.7 * len(words) for found in chosen)
