"""Is this a good answer? The pass, and the measures of one answer that make it up."""

from collections.abc import Mapping

from assistant.answers import Answer, AnswerStatus
from corpus.sources import Corpus
from evals.grounding import citation_precision, citation_recall, citation_valid, unsupported
from evals.key_points import (
    answer_sentences,
    forbidden,
    is_made,
    key_point_recall,
    list_complete,
    missing_points,
    plain_text,
    weighted_recall,
)
from evals.retrieval_metrics import NO_LABEL, is_relevant
from evals.samples import Sample
from evals.scores import Score, share, unscored
from evals.wording import norm
from ingest.passages import Passage

Passages = Mapping[str, Passage]
NOT_ANSWERED = "the question was not answered"


def shortfalls(sample: Sample, answer: Answer, passages: Passages) -> tuple[str, ...]:
    """Why the answer does not pass, one sentence each; empty for a pass.

    Pass (CONTRACTS.md) = an expected status, every vital key point, nothing forbidden, every sentence supported and,
    where the question was answered, at least one citation in a labelled place; a signposted answer starts with a route.
    Where a sample allows an answer and a refusal, its key points describe the answer: a refusal passes without."""
    status = answer.answer_status
    found: list[str] = []
    if status not in sample.expect or status is AnswerStatus.FAILED:
        found.append(f"The status is {status}, expected {' or '.join(sample.expect)}.")
    if not status.is_refused or not any(expected.is_answered for expected in sample.expect):
        found += [f"It does not say: {point.wordings[0]}." for point in missing_points(sample, answer)]
    found += [f"It says: {wording}." for wording in forbidden(sample, answer)]
    found += [f"Not supported by what it cites: {sentence}" for sentence in unsupported(answer, passages)]
    if status.is_answered and cited_right_place(sample, answer, passages).value == 0:
        found.append("No citation lies in a labelled place.")
    if status is AnswerStatus.SIGNPOSTED and not route_first(answer):
        found.append("The first thing shown is not whom to ask or call.")
    return tuple(found)


def cited_right_place(sample: Sample, answer: Answer, passages: Passages) -> Score:
    """CitedRightPlace = answered questions with a citation in a labelled place / those answered (METRICS.md)."""
    if not sample.is_labelled:
        return unscored(NO_LABEL)
    if not answer.answer_status.is_answered:
        return unscored(NOT_ANSWERED)
    return Score(float(any(is_relevant(sample, citation, passages) for citation in answer.citations)))


def focus(sample: Sample, answer: Answer, passages: Passages) -> Score:
    """Focus = share of answer sentences that make a key point or cite a labelled place: padding lowers it (METRICS.md)."""
    if not sample.expects_answer or not (sample.key_points or sample.is_labelled):
        return unscored("the sample does not say what belongs in an answer")
    relevant = {c.number for c in answer.citations if is_relevant(sample, c, passages)}
    flags = (
        bool(relevant.intersection(statement.citations)) or _makes_point(sample, answer, statement.text)
        for statement in answer.statements
    )
    return share(flags, "there is no answer sentence")


def wrong_nation_lead(sample: Sample, answer: Answer, passages: Passages, corpus: Corpus) -> Score:
    """1 when the first sentence cites only sources of another nation although a relevant passage of the UK or of the
    reader's nation was retrieved, else 0 (CONTRACTS.md); over answered questions."""
    if not answer.answer_status.is_answered or not answer.statements:
        return unscored(NOT_ANSWERED)
    lead = [c for c in answer.citations if c.number in answer.statements[0].citations]
    own = any("UK" in citation.nations or sample.nation in citation.nations for citation in lead)
    nearer = {source.id for source in corpus.sources if source.covers(sample.nation)}
    had_nearer = any(unit.source_id in nearer and is_relevant(sample, unit, passages) for unit in answer.evidence)
    return Score(float(bool(lead) and not own and had_nearer))


def route_first(answer: Answer) -> bool:
    """Whether a route is named and comes before the first answer sentence."""
    if not answer.routes:
        return False
    if not answer.statements:
        return True
    text = norm(plain_text(answer))
    first = answer.routes[0]
    named = [text.find(norm(name)) for name in (first.name, first.contact) if name]
    starts = [at for at in named if at >= 0]
    sentence = text.find(norm(answer_sentences(answer)[0]))
    return bool(starts) and (sentence < 0 or min(starts) < sentence)


def length(answer: Answer) -> int:
    """Length = words of the answer as shown, without markers, split at white space; the figure is their median."""
    return len(plain_text(answer).split())


def answer_scores(sample: Sample, answer: Answer, passages: Passages, corpus: Corpus) -> dict[str, Score]:
    """Every measure of one answer."""
    points = key_point_recall(sample, answer)
    return {
        "key-point recall": points,
        "every key point": every_key_point(points),
        "weighted key points": weighted_recall(sample, answer),
        "nothing forbidden": Score(float(not forbidden(sample, answer)))
        if sample.must_not
        else unscored("the sample forbids nothing"),
        "cited in the right place": cited_right_place(sample, answer, passages)
        if sample.expects_answer
        else unscored("the sample does not expect an answer"),
        "citations valid": citation_valid(answer, passages, corpus),
        "citation recall": citation_recall(answer, passages),
        "citation precision": citation_precision(answer, passages),
        "focus": focus(sample, answer, passages),
        "list complete": list_complete(sample, answer),
        "wrong-nation lead": wrong_nation_lead(sample, answer, passages, corpus),
    }


def every_key_point(recall: Score) -> Score:
    """All-points pass = 1 when every vital key point is made (KeyPointRecall = 1), else 0 (METRICS.md)."""
    return recall if recall.value is None else Score(float(recall.value == 1))


def _makes_point(sample: Sample, answer: Answer, sentence: str) -> bool:
    from dataclasses import replace

    alone = replace(answer, text=sentence, statements=())
    return any(is_made(point, alone) for point in sample.key_points)
