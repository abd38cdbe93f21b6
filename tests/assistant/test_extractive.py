"""The drafter: statements word for word, lists whole and in order, nothing that is only loosely near."""

from collections.abc import Sequence
from typing import Any

import pytest

from assistant.extractive import MOST_STATEMENTS, Part, extractive_drafter, whole_list
from assistant.queries import Query
from assistant.questions import Reader
from assistant.retrieval import Evidence
from ingest.index import Index
from ingest.passages import Passage

STEPS = ("A chain is oiled", "Wipe the chain", "Put one drop", "Turn the pedals", "Wipe away")


def passage(index: Index, opening: str) -> Passage:
    return next(passage for passage in index.passages if passage.text.startswith(opening))


def evidence(*found: tuple[Passage, float]) -> tuple[Evidence, ...]:
    return tuple(Evidence(one, rank, relevance) for rank, (one, relevance) in enumerate(found, 1))


def part(question: str, found: Sequence[Evidence], heading: str = "") -> Part:
    return Part(question, Query(question, ""), tuple(found), heading)


def made(number: int, text: str, *, facts: tuple[str, ...] = (), gap: bool = False) -> Passage:
    return Passage(f"B1:{number}", "B1", text, (), "Rule 1", 0, number, facts=facts, is_gap=gap)


def drafted(index: Index, *parts: Part) -> list[str]:
    return [claim.text for claim in extractive_drafter(index).invoke(parts).claims]


def test_every_sentence_is_its_passage_word_for_word(small_index: Index) -> None:
    found = evidence(*((one, 0.9) for one in small_index.passages))
    for claim in extractive_drafter(small_index).invoke([part("Tell me?", found)]).claims:
        assert claim.text == claim.quotes[0].text == small_index.by_id[claim.quotes[0].passage_id].text


def test_without_evidence_nothing_is_said(small_index: Index) -> None:
    assert drafted(small_index, part("List the steps", ())) == []
    assert drafted(small_index) == []


@pytest.mark.parametrize("question", ["How is a chain oiled?", "List the steps", "oil?"])
def test_a_list_whose_introduction_answers_comes_whole_and_in_order(small_index: Index, question: str) -> None:
    found = evidence((passage(small_index, "A chain is oiled"), 0.9), (passage(small_index, "Turn the pedals"), 0.8))
    said = drafted(small_index, part(question, found))
    assert len(said) == len(STEPS)
    assert all(text.startswith(opening) for text, opening in zip(said, STEPS, strict=True))


def test_a_list_that_was_asked_for_is_found_by_its_introduction_further_down(small_index: Index) -> None:
    found = evidence((passage(small_index, "Wipe the chain"), 0.9), (passage(small_index, "A chain is oiled"), 0.85))
    assert len(whole_list(part("What are the steps?", found), small_index)) == len(STEPS)
    assert whole_list(part("Should I wipe the chain?", found), small_index) == ()


def test_one_item_does_not_bring_the_whole_list(small_index: Index) -> None:
    found = evidence((passage(small_index, "Wipe the chain"), 0.9), (passage(small_index, "Degreaser"), 0.8))
    assert whole_list(part("What are the steps?", found), small_index) == ()


def test_three_items_bring_a_list_without_introduction(small_index: Index) -> None:
    items = [passage(small_index, opening) for opening in STEPS[1:4]]
    found = evidence(*((item, 0.9 - 0.01 * n) for n, item in enumerate(items)))
    assert len(whole_list(part("What are the steps?", found), small_index)) == len(STEPS)


def test_of_the_lists_in_a_clause_that_is_named_the_one_whose_words_are_asked_for_comes(real_assistant: Any) -> None:
    for asked, items in (("practice points", 4), ("lettered elements", 5)):
        question = f"List the {asked} of Principle 3"
        query = real_assistant.retriever.query(question)
        found = Part(question, query, real_assistant.retriever.evidence(query, Reader()))
        introduction, *points = whole_list(found, real_assistant.index)
        assert asked in introduction.text and len(points) == items


def test_list_items_keep_their_labels_and_other_answers_show_none(small_index: Index) -> None:
    whole = evidence((passage(small_index, "A chain is oiled"), 0.9))
    claims = extractive_drafter(small_index).invoke([part("List the steps", whole)]).claims
    assert [claim.label for claim in claims] == ["", "a)", "b)", "c)", "d)"]
    item = evidence((passage(small_index, "Put one drop"), 0.9))
    assert [claim.label for claim in extractive_drafter(small_index).invoke([part("How much oil?", item)]).claims] == [
        ""
    ]


def test_a_statement_that_is_much_less_relevant_does_not_pad_the_answer(small_index: Index) -> None:
    found = evidence((made(1, "Clean it in winter."), 0.9), (made(2, "Shops open at nine."), 0.3))
    assert drafted(small_index, part("When?", found)) == ["Clean it in winter."]


def test_an_answer_that_is_no_list_stays_short(small_index: Index) -> None:
    same = evidence(*((made(n, f"Statement {'abcdefgh'[n]} {n} stands alone {n * 7}."), 0.9) for n in range(8)))
    assert len(drafted(small_index, part("When?", same))) <= MOST_STATEMENTS
    long = evidence(*((made(n, f"{n} " + " ".join(f"w{n}{m}" for m in range(50))), 0.9) for n in range(4)))
    assert len(drafted(small_index, part("When?", long))) == 1


def test_a_statement_of_the_same_fact_stands_beside_the_first_before_a_nearer_one(small_index: Index) -> None:
    found = evidence(
        (made(1, "Clean the chain in winter.", facts=("B1.1",)), 0.9),
        (made(2, "Shops open at nine.", facts=("B1.9",)), 0.6),
        (made(3, "Every two weeks is enough.", facts=("B1.1",)), 0.55),
    )
    assert drafted(small_index, part("When?", found)) == ["Clean the chain in winter.", "Every two weeks is enough."]


def test_what_a_source_does_not_say_is_never_put_beside_an_answer(small_index: Index) -> None:
    found = evidence((made(1, "Clean it in winter."), 0.9), (made(2, "No source gives an hour.", gap=True), 0.9))
    assert drafted(small_index, part("When?", found)) == ["Clean it in winter."]


def test_the_same_thing_is_not_said_twice_in_other_words(small_index: Index) -> None:
    found = evidence(
        (made(1, "Clean the chain every two weeks in winter."), 0.9),
        (made(2, "Clean the chain every two weeks in the winter."), 0.9),
    )
    assert len(drafted(small_index, part("When?", found))) == 1


def test_two_parts_do_not_repeat_a_passage_and_keep_their_order(small_index: Index) -> None:
    one, other = made(1, "Clean it in winter."), made(2, "Shops open at nine.")
    said = drafted(
        small_index,
        part("When to clean?", evidence((one, 0.9))),
        part("When open?", evidence((one, 0.9), (other, 0.9))),
    )
    assert said == ["Clean it in winter.", "Shops open at nine."]


def test_each_side_of_a_comparison_is_headed_once(small_index: Index) -> None:
    found = evidence((made(1, "Clean it in winter."), 0.9), (made(2, "Shops open at nine."), 0.9))
    claims = extractive_drafter(small_index).invoke([part("When?", found, "Chains")]).claims
    assert [claim.heading for claim in claims] == ["Chains", ""]
