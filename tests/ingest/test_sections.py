"""Headings, clauses and lists: every word of a document lands once, under the heading it stands under."""

from langchain_core.documents import Document

from ingest.sections import Block, Section, sections


def read(*pages: str) -> list[Section]:
    return list(
        sections(Document(text, metadata={"page": n} if len(pages) > 1 else {}) for n, text in enumerate(pages, 1))
    )


def test_a_heading_stays_in_force_over_the_pages_that_follow() -> None:
    first, second, third = read("# T\n\n## Brakes\n\nPads wear.", "Cables stretch.", "## Chains\n\nOil them.")
    assert (first.headings, first.page) == (("Brakes",), 1)
    assert (second.headings, second.page) == (("Brakes",), 2)
    assert (third.headings, third.page) == (("Chains",), 3)


def test_a_deeper_heading_ends_with_the_next_one_above_it() -> None:
    found = read("# T\n\n## A\n\n### B\n\none\n\n## C\n\ntwo")
    assert [section.headings for section in found] == [("A", "B"), ("C",)]


def test_the_title_is_left_out_but_a_second_one_ends_what_came_before() -> None:
    found = read("# Title\n\nnought\n\n## A\n\none\n\n# Part two\n\ntwo\n\n## B\n\nthree")
    assert [section.headings for section in found] == [(), ("A",), ("Part two",), ("Part two", "B")]


def test_a_clause_label_holds_for_the_headings_below_it_and_no_further() -> None:
    found = read('# T\n\n## P {clause="Principle 4"}\n\none\n\n### Inner\n\ntwo\n\n## Other\n\nthree')
    assert [section.clause for section in found] == ["Principle 4", "Principle 4", ""]


def test_a_fragment_belongs_to_its_own_heading_only() -> None:
    found = read('# T\n\n## A {id="a_1_b"}\n\none\n\n## B\n\ntwo')
    assert [section.fragment for section in found] == ["a_1_b", ""]


def test_a_gap_section_does_not_make_the_next_one_a_gap() -> None:
    found = read('# T\n\n## Not said {kind="gap"}\n\none\n\n## Said\n\ntwo')
    assert [section.gap for section in found] == [True, False]


def labels(text: str) -> list[tuple[str, str]]:
    return [(block.label, block.text) for section in read(text) for block in section.blocks]


def test_lettered_items_keep_their_letters() -> None:
    assert labels("- a) one\n- (b) two\n- c. three") == [("a)", "one"), ("(b)", "two"), ("c.", "three")]


def test_numbered_items_count_from_where_the_list_starts() -> None:
    assert labels("3. one\n3. two\n3. three") == [("3.", "one"), ("4.", "two"), ("5.", "three")]


def test_bullets_are_bullets() -> None:
    assert labels("* one\n* two") == [("•", "one"), ("•", "two")]


def test_an_item_of_two_paragraphs_is_one_item_and_does_not_shift_the_numbers() -> None:
    assert labels("1. one\n\n   more\n\n2. two") == [("1.", "one more"), ("2.", "two")]


def test_an_inner_list_does_not_shift_the_outer_numbers() -> None:
    assert labels("1. one\n   - inner\n2. two") == [("1.", "one"), ("•", "inner"), ("2.", "two")]


def test_two_lists_are_not_one() -> None:
    (section,) = read("- one\n- two\n\nBetween.\n\n1. three")
    assert [block.list_number for block in section.blocks] == [0, 0, None, 1]


def test_indented_and_fenced_words_are_not_lost() -> None:
    assert labels("Before.\n\n    indented\n\n```\nfenced\n```") == [("", "Before."), ("", "indented"), ("", "fenced")]


def test_a_quote_shows_words_not_markdowns_marks() -> None:
    (section,) = read("A **bold** [link](https://x.example) & `code`, 5 \\* 3,\nnext line.")
    assert section.blocks == (Block("A bold link & code, 5 * 3, next line."),)


def test_a_document_without_headings_is_one_section() -> None:
    (section,) = read("Only words.")
    assert (section.headings, section.clause, section.page) == ((), "", None)


def test_a_table_is_read_a_row_at_a_time_each_cell_with_its_head() -> None:
    text = (
        "Before.\n\n| Part | Every | |\n|---|---|---|\n| Chain | 100 km | wet *rides* sooner. |\n| Pads | | |\n\nAfter."
    )
    found = [block for section in read(text) for block in section.blocks]
    assert [block.text for block in found] == [
        "Before.",
        "Part: Chain; Every: 100 km; wet rides sooner.",
        "Part: Pads.",
        "After.",
    ]
    assert {block.list_number for block in found} == {None}
