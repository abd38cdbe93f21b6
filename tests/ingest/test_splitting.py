"""Passages: cut the same way every time, never across a heading, lists whole and in order."""

import re

from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from ingest.passages import Passage
from ingest.sections import Block, Section, sections
from ingest.splitting import LONGEST, split

WORDS = st.lists(
    st.sampled_from(["Chains", "wear.", "oil", "pads", "stop.", "(Rust", "bites!", "5.5", "mm."]), min_size=1
)


def passages(text: str, source: str = "X") -> tuple[Passage, ...]:
    return split(source, sections([Document(text)]))


def test_a_passage_never_runs_across_a_heading() -> None:
    found = passages("# T\n\n## A\n\nshort\n\n## B\n\nshort too")
    assert [(passage.headings, passage.text) for passage in found] == [(("A",), "short"), (("B",), "short too")]


def test_list_items_stay_whole_and_share_their_list_with_its_introduction() -> None:
    long_item = " ".join(["word"] * (LONGEST - 1))
    found = passages(
        f'# T\n\n## A {{clause="Rule 2"}}\n\nFirst. {{facts="F1"}} The steps are:\n\n- a) {long_item}\n- b) two'
    )
    assert [passage.text for passage in found] == ["First.", "The steps are:", long_item, "two"]
    assert [bool(passage.list_id) for passage in found] == [False, True, True, True]
    assert len({passage.list_id for passage in found[1:]}) == 1
    assert [passage.clause for passage in found] == ["Rule 2", "Rule 2", "Rule 2 a)", "Rule 2 b)"]
    assert [passage.is_item for passage in found] == [False, False, True, True]
    assert found[2].clause_slug == "rule-2-a"


def test_facts_questions_and_gaps_travel_with_their_statement_only() -> None:
    first, second = passages('One. {facts="S1.1" kind="gap"} {asks="who?|why?"}\n\nTwo.')
    assert (first.facts, first.asks, first.is_gap) == (("S1.1",), ("who?", "why?"), True)
    assert (second.facts, second.asks, second.is_gap) == ((), (), False)


def test_attributes_without_a_statement_make_no_empty_passage() -> None:
    assert [passage.text for passage in passages('One.\n\n{facts="S1.1"}')] == ["One."]


def test_a_repeated_statement_has_an_id_of_its_own() -> None:
    one, other, again = passages("## A\n\nSame.\n\nOther.\n\nSame.")
    assert one.id != again.id and one.text == again.text
    assert other.position == 1


def test_words_added_elsewhere_do_not_change_an_id() -> None:
    before = {passage.id for passage in passages("# T\n\n## A\n\nKept.\n\n## B\n\nKept too.")}
    after = {passage.id for passage in passages("# T\n\n## New\n\nNew.\n\n## A\n\nKept.\n\n## B\n\nKept too.")}
    assert before < after


def test_an_id_names_its_source_and_twelve_digits() -> None:
    (passage,) = passages("Words.", source="S5")
    assert re.fullmatch(r"S5:[0-9a-f]{12}", passage.id)
    assert passages("Words.", source="S6")[0].id.split(":")[1] != passage.id.split(":")[1]


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=6))
def test_ids_are_a_pure_function_of_content_and_never_collide(texts: list[str]) -> None:
    section = Section(headings=("A",), clause="", blocks=tuple(Block(text) for text in texts))
    first, second = split("X", [section]), split("X", [section])
    assert [passage.id for passage in first] == [passage.id for passage in second]
    assert len({passage.id for passage in first}) == len(first)


@given(st.lists(WORDS, min_size=1, max_size=60))
def test_a_long_paragraph_is_cut_between_sentences_and_loses_nothing(sentences: list[list[str]]) -> None:
    text = " ".join(word for sentence in sentences for word in sentence)
    found = split("X", [Section(headings=(), clause="", blocks=(Block(text),))])
    assert " ".join(passage.text for passage in found) == text
    for passage in found:
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
        if len(passage.text.split()) > LONGEST:
            assert not re.search(r"[.!?]\s+[A-Z(]", passage.text)


@given(WORDS, WORDS)
def test_offsets_point_at_the_words_within_their_section(first: list[str], second: list[str]) -> None:
    blocks = (Block(" ".join(first)), Block(" ".join(second)))
    shown = "\n".join(block.text for block in blocks)
    for passage in split("X", [Section(headings=(), clause="", blocks=blocks)]):
        assert shown[passage.start :].startswith(passage.text)


def test_a_sentence_without_end_is_cut_between_words_and_nothing_of_it_is_lost() -> None:
    words = [f"word{n}" for n in range(1000)]
    found = split("X", sections([Document("# T\n\n" + " ".join(words) + "\n")]))
    assert [len(passage.text.split()) for passage in found] == [120] * 8 + [40]
    assert " ".join(passage.text for passage in found).split() == words
    assert all(" ".join(words)[p.start : p.start + len(p.text)] == p.text for p in found)
