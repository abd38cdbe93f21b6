"""A result for a person: what is marked, ticked and put in plain words."""

from dataclasses import replace

from assistant.answers import AnswerStatus, EvidenceRecord, Statement
from evals.grounding import unsupported
from evals.results import Result
from evals.samples import KeyPoint, Sample
from tests.ui.fake_assistant import PASSAGES, cite, make_answer
from ui.bench.reading import ReadResult, read_result

BY_ID = {passage.id: passage for passage in PASSAGES}
TEXT = PASSAGES[1].text
SAMPLE = Sample("a1", "answerable", "tuning", False, "Training?", source="S5", words=(TEXT,))


def read(*texts: str, sample: Sample = SAMPLE, shortfalls: tuple[str, ...] = ()) -> ReadResult:
    answer = make_answer(AnswerStatus.ANSWERED, " ".join(texts), citations=(cite(1, PASSAGES[1]),))
    answer = replace(answer, statements=tuple(Statement(text, (1,)) for text in texts))
    return read_result(Result(sample, answer, {}, unsupported(answer, BY_ID), (), shortfalls), BY_ID)


def test_only_words_that_nothing_cited_holds_are_marked_and_only_in_unsupported_sentences() -> None:
    good, bad = read(TEXT, "Preceptors should have suitable training, zebras and 12 llamas.").statements
    assert good.supported and good.parts == ((TEXT, False),)
    assert not bad.supported and [part for part, missing in bad.parts if missing] == ["zebras", "12", "llamas"]
    assert "".join(part for part, _ in bad.parts) == "Preceptors should have suitable training, zebras and 12 llamas."


def test_a_sentence_is_shown_letter_for_letter_whatever_it_holds() -> None:
    odd = "Ça — “œuvre”_x-y's\n<b>…</b> ٣ 𝒳 zebras"
    (statement,) = read(odd).statements
    assert "".join(part for part, _ in statement.parts) == odd


def test_key_points_are_ticked_and_crossed() -> None:
    points = (KeyPoint(("suitable training",)), KeyPoint(("a llama", "an alpaca")), KeyPoint(("a zebra",), vital=False))
    found = read(TEXT, sample=replace(SAMPLE, key_points=points)).points
    assert [(point.text, point.made, point.vital) for point in found] == [
        ("suitable training", True, True), ("a llama / an alpaca", False, True), ("a zebra", False, False),
    ]  # fmt: skip


def test_a_status_is_put_in_plain_words_and_quoted_words_are_left_alone() -> None:
    told = read(TEXT, shortfalls=(
        "The status is not_in_corpus, expected answered or sources_differ.", "The status is failed, expected answered.",
        "It does not say: the status is answered.",
    )).shortfalls  # fmt: skip
    assert told == (
        "What happened: “The documents do not say”. What should happen: “It is answered” or “Sources differ, both are shown”.",
        "What happened: “Something broke”. What should happen: “It is answered”.",
        "It does not say: the status is answered.",
    )


def test_a_passage_that_the_documents_no_longer_have_is_no_fault() -> None:
    answer = make_answer(
        AnswerStatus.ANSWERED, "x", evidence=(EvidenceRecord("S5:gone", "S5", "Gone", (), 1, 0.5, True),)
    )
    (place,) = read_result(Result(SAMPLE, answer, {}), BY_ID).found
    assert place.text == "" and not place.expected
