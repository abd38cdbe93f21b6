"""Does the answer say what it should, nothing it must not, and a list whole and in order?"""

import re

from assistant.answers import Answer
from evals.samples import KeyPoint, Sample
from evals.scores import Score, unscored
from evals.wording import coverage, holds, numbers, positions, same_polarity, sentences

COVERED = 0.8  # share of a wording's content words that one answer sentence has to hold (METRICS.md)

Place = tuple[int, int | None]
"""(answer sentence, offset in it); the offset is None where the sentence covers the wording in other words."""


def plain_text(answer: Answer) -> str:
    """The answer as shown, without its citation markers."""
    return re.sub(r"[ \t]*\[\d+\]", "", answer.text)


def answer_sentences(answer: Answer) -> tuple[str, ...]:
    """The texts of the answer sentences; of an answer without any, the sentences of its text."""
    texts = tuple(re.sub(r"\s*\[\d+\]", "", statement.text) for statement in answer.statements)
    return texts or sentences(plain_text(answer))


def says(sentence: str, wording: str) -> bool:
    """Whether one sentence holds the wording, or ≥ 0.8 of its content words with its numbers and equal negation."""
    return holds(sentence, wording) or (
        coverage(sentence, wording) >= COVERED
        and numbers(wording) <= numbers(sentence)
        and same_polarity(wording, sentence)
    )


def is_made(point: KeyPoint, answer: Answer) -> bool:
    """m(point) of METRICS.md: a wording stands in the answer, or some answer sentence says it."""
    text, parts = plain_text(answer), answer_sentences(answer)
    return any(holds(text, wording) or any(says(part, wording) for part in parts) for wording in point.wordings)


def missing_points(sample: Sample, answer: Answer) -> tuple[KeyPoint, ...]:
    """The vital key points that the answer does not make."""
    return tuple(point for point in sample.vital_points if not is_made(point, answer))


def key_point_recall(sample: Sample, answer: Answer) -> Score:
    """KeyPointRecall = vital points made / vital points, over A; 0 for a question that was not answered.

    Nugget recall with vital and okay nuggets: Voorhees, TREC 2003 question answering (METRICS.md)."""
    if not sample.expects_answer or not sample.vital_points:
        return unscored("the sample expects no answer" if sample.vital_points else "the sample has no vital key point")
    if not answer.answer_status.is_answered:
        return Score(0.0)
    return Score(1 - len(missing_points(sample, answer)) / len(sample.vital_points))


def weighted_recall(sample: Sample, answer: Answer) -> Score:
    """W = (Σ vital m + ½ Σ okay m) / (|vital| + ½ |okay|), over A; 0 for a question that was not answered.

    The weights of METRICS.md: an okay point counts half."""
    if not sample.expects_answer or not sample.key_points:
        return unscored("the sample expects no answer" if sample.key_points else "the sample has no key point")
    if not answer.answer_status.is_answered:
        return Score(0.0)
    weights = [(1.0 if point.vital else 0.5, is_made(point, answer)) for point in sample.key_points]
    return Score(sum(weight for weight, made in weights if made) / sum(weight for weight, _ in weights))


def forbidden(sample: Sample, answer: Answer) -> tuple[str, ...]:
    """The must-not-say wordings that stand in the answer, at word boundaries."""
    text = "\n".join((plain_text(answer), *answer_sentences(answer)))
    return tuple(wording for wording in sample.must_not if holds(text, wording))


def list_complete(sample: Sample, answer: Answer) -> Score:
    """1 when every labelled item is present, in order, else 0; over samples of class `list` that expect an answer.

    The items are the vital key points in their order; without any, the facts in theirs."""
    if sample.class_ != "list" or not sample.expects_answer:
        return unscored("the sample expects no list")
    if not sample.vital_points and not sample.facts:
        return unscored("the sample labels no item")
    if not answer.answer_status.is_answered:
        return Score(0.0)
    if sample.vital_points:
        parts = answer_sentences(answer)
        return Score(float(in_order([_places(point, parts) for point in sample.vital_points])))
    facts = {citation.number: citation.facts for citation in answer.citations}
    carried = [{fact for n in statement.citations for fact in facts.get(n, ())} for statement in answer.statements]
    stated: list[list[Place]] = [[(i, None) for i, has in enumerate(carried) if fact in has] for fact in sample.facts]
    return Score(float(in_order(stated)))


def in_order(items: list[list[Place]]) -> bool:
    """Whether each item has a place that is not before the chosen place of the item ahead of it.

    Taking the earliest place each time finds an order whenever there is one."""
    last: Place = (-1, None)
    for places in items:
        after = next((place for place in sorted(places, key=_key) if _follows(place, last)), None)
        if after is None:
            return False
        last = after
    return True


def _key(place: Place) -> tuple[int, int]:
    return place[0], -1 if place[1] is None else place[1]


def _follows(place: Place, last: Place) -> bool:
    if place[0] != last[0] or place[1] is None or last[1] is None:
        return place[0] >= last[0]
    return place[1] > last[1]


def _places(point: KeyPoint, parts: tuple[str, ...]) -> list[Place]:
    found: list[Place] = []
    for i, part in enumerate(parts):
        literal = [at for wording in point.wordings for at in positions(wording, part)]
        found += [(i, at) for at in literal]
        if not literal and any(says(part, wording) for wording in point.wordings):
            found.append((i, None))
    return found
