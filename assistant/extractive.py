"""The drafter that needs no language model: the statements that answer, word for word, in the form the question asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.drafting import Claim, Draft, joined, quoting
from assistant.kinds import Kind, kind_of
from assistant.lens import naming
from assistant.queries import Query
from assistant.retrieval import Evidence
from ingest.index import Index
from ingest.lexical import tokens
from ingest.passages import Passage

NEAR = 0.80
"""Share of the best relevance that a further statement must reach to stand beside the first."""
ITEM_NEAR = 0.90
"""The same for an item of a list, which says little outside its list."""
SAME_FACT = 0.55
"""The same for a statement that tells the same fact, which a source may spread over several sentences."""
MOST_STATEMENTS = 4
"""Statements in an answer that is not a list."""
MOST_WORDS = 95
"""Words of an answer that is not a list."""
LIST_DEPTH = 6
"""How far down the evidence a list is looked for when the question asks for one."""
LIST_NEAR = 0.75
"""Share of the best relevance that a list's member must reach to speak for its list."""
LIST_ITEMS = 3
"""Items of a list among that evidence, or half of a short list, from which the list is the answer without its introduction."""


@dataclass(frozen=True)
class Part:
    """One question to answer and what was found for it."""

    question: str
    query: Query
    """What the clues of confidence are read from: the last message alone for a follow-up."""
    evidence: tuple[Evidence, ...]
    heading: str = ""
    """Names the side of a comparison; empty otherwise."""


def extractive_drafter(index: Index) -> Runnable[Sequence[Part], Draft]:
    """Parts → Draft."""

    def draft(parts: Sequence[Part]) -> Draft:
        return joined([Draft(tuple(_claims(part, index, len(parts)))) for part in parts])

    return RunnableLambda(draft)


def _claims(part: Part, index: Index, parts: int) -> list[Claim]:
    if not part.evidence:
        return []
    if whole := whole_list(part, index):
        return [quoting(passage, part.heading if n == 0 else "") for n, passage in enumerate(whole)]
    chosen = _beside(part.evidence, 2 if parts > 1 else MOST_STATEMENTS)
    return [replace(quoting(found.passage, part.heading if n == 0 else ""), label="") for n, found in enumerate(chosen)]


def whole_list(part: Part, index: Index) -> tuple[Passage, ...]:
    """The list that the question asks for, whole and in order; empty when it asks for no list."""
    evidence, kind = part.evidence, kind_of(part.question)
    lead = evidence[0].passage
    if kind in (Kind.LIST, Kind.PROCEDURE) and (named := _list_of_clause(part, index)):
        return index.lists[named]
    introduces = lead.list_id and not lead.is_item and (len(index.lists[lead.list_id]) > 2 or lead.text.endswith(":"))
    if introduces and (kind is not Kind.YES_NO or lead.text.endswith(":")):
        return index.lists[lead.list_id]
    if kind not in (Kind.LIST, Kind.PROCEDURE):
        return ()
    support: dict[str, float] = {}
    for found in evidence[:LIST_DEPTH]:
        if found.passage.list_id and found.relevance >= LIST_NEAR * evidence[0].relevance:
            support[found.passage.list_id] = support.get(found.passage.list_id, 0.0) + found.relevance
    best = max(support, key=lambda name: support[name], default="")
    introduced = any(found.passage.list_id == best and not found.passage.is_item for found in evidence[:LIST_DEPTH])
    items = sum(1 for found in evidence[:LIST_DEPTH] if found.passage.list_id == best and found.passage.is_item)
    enough = min(LIST_ITEMS, (len(index.lists[best]) + 1) // 2) if best else 0
    return index.lists[best] if best and (introduced or items >= enough) else ()


def _list_of_clause(part: Part, index: Index) -> str:
    """Among the lists found in a clause that the question names, the one whose introduction has most of its words."""
    found = dict.fromkeys(
        item.passage.list_id
        for item in part.evidence
        if item.passage.list_id and any(naming(item.passage.clause_slug, clause) for clause in part.query.clauses)
    )
    asked = set(tokens(part.question))
    return max(found, key=lambda name: len(asked & set(tokens(index.lists[name][0].text))), default="")


def _beside(evidence: Sequence[Evidence], most: int) -> list[Evidence]:
    """The best passage, then those that tell the same fact, then those nearly as relevant."""
    lead = evidence[0]
    chosen, words = [lead], len(lead.passage.text.split())
    same = [found for found in evidence[1:] if _stated(found.passage) & _stated(lead.passage)]
    for found in sorted(evidence[1:], key=lambda item: (item not in same, item.rank)):
        near = SAME_FACT if found in same else ITEM_NEAR if found.passage.is_item else NEAR
        length = len(found.passage.text.split())
        if len(chosen) >= most or found.relevance < near * lead.relevance or words + length > MOST_WORDS:
            continue
        if not found.passage.is_gap and not _repeats(found.passage, chosen):
            chosen.append(found)
            words += length
    return chosen


def _stated(passage: Passage) -> set[str]:
    """The facts of the passage's own source; those that run across sources do not make two statements one point."""
    return {fact for fact in passage.facts if fact.startswith(f"{passage.source_id}.")}


def _repeats(passage: Passage, chosen: Sequence[Evidence]) -> bool:
    """Whether a chosen statement already says it: most of its words stand in one of them."""
    words = set(passage.text.lower().split())
    return any(len(words & set(found.passage.text.lower().split())) > 0.7 * len(words) for found in chosen)
