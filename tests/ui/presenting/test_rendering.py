import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from assistant.answers import AnswerStatus, RouteRecord
from assistant.questions import Question
from tests.ui.fake_assistant import CORPUS, NES, PASSAGES, SAMARITANS, cite, make_answer, reply
from ui.presenting import cards, rendering
from ui.presenting.html import answer_html
from ui.presenting.sections import Sections
from ui.presenting.wording import date, labels

SECTIONS = Sections(CORPUS, PASSAGES)
HOSTILE = (
    "<img src=x onerror=alert(1)> ![x](https://evil.example/y.png) [z](javascript:a) www.evil.example a@evil.example"
)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def rendered(markdown: str) -> Tags:
    """What a reader's browser would hold: raw HTML allowed, as in Gradio."""
    parsed = Tags()
    parsed.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))
    return parsed


def test_a_question_cannot_render_as_markup() -> None:
    seen = rendered(rendering.question(HOSTILE))
    assert seen.tags == ["p"]
    assert seen.words.strip() == HOSTILE


@pytest.mark.parametrize(
    "block", ["# big", "- item", "1. one", "> said", "    code", "```\ncode", "a\n===", "|a|\n|-|"]
)
def test_a_question_cannot_open_a_block(block: str) -> None:
    assert set(rendered(rendering.question(block)).tags) <= {"p", "br"}


def test_words_of_a_document_cannot_render_as_markup() -> None:
    answer = make_answer(AnswerStatus.ANSWERED, f"{HOSTILE} [1]", citations=(cite(1, PASSAGES[0]),), notice=HOSTILE)
    seen = rendered(rendering.markdown(answer))
    assert seen.links == ["#cite-1-1"]
    assert not {"img", "script"} & set(seen.tags)


def test_numbers_link_to_the_card_of_their_own_turn_and_only_when_cited() -> None:
    answer = make_answer(AnswerStatus.ANSWERED, "Yes. [1] No. [7]", citations=(cite(1, PASSAGES[0]),))
    assert rendered(rendering.markdown(answer, turn=4)).links == ["#cite-4-1"]
    assert "[7]" in rendered(rendering.markdown(answer)).words


def test_a_lettered_list_keeps_its_letters_and_its_order() -> None:
    seen = rendered(rendering.markdown(reply(Question("elements"))))
    assert seen.tags.count("li") == 4
    assert seen.words.index("a)") < seen.words.index("b)") < seen.words.index("how many hours it takes")


def test_a_rule_of_another_nation_is_labelled_where_it_is_said() -> None:
    said = rendered(rendering.markdown(reply(Question("how often do we meet?")))).words
    assert "Sources differ on this." in said
    assert "England only; For nurses and midwives; Superseded" in said
    assert "England only" in rendering.plain(reply(Question("how often do we meet?")))


def test_help_comes_before_guidance_when_someone_is_in_distress() -> None:
    said = rendering.plain(reply(Question("I am being bullied")))
    assert said.index("116 123") < said.index("You do not have to deal")


def test_routes_that_the_text_lists_are_not_listed_twice() -> None:
    line = f"- {SAMARITANS.name}: {SAMARITANS.contact} ({SAMARITANS.checked})"
    answer = make_answer(AnswerStatus.SIGNPOSTED, f"Help is there:\n{line}", routes=(SAMARITANS,))
    assert rendering.plain(answer).count("116 123") == 1
    assert rendering.markdown(answer).count("116 123") == 1


@pytest.mark.parametrize("status", [AnswerStatus.NOT_IN_CORPUS, AnswerStatus.OUT_OF_SCOPE])
def test_a_refusal_says_whom_to_ask(status: AnswerStatus) -> None:
    answer = make_answer(status, "The documents do not say.", routes=(NES,), missing=("the whole question",))
    for said in (rendering.plain(answer), rendered(rendering.markdown(answer)).words):
        assert NES.contact in said
        assert "the whole question" not in said


def test_a_part_answer_names_what_is_missing() -> None:
    said = rendering.plain(reply(Question("elements")))
    assert "Not stated in the documents:\n- how many hours it takes" in said


@pytest.mark.parametrize("status", list(AnswerStatus))
def test_every_status_can_be_shown(status: AnswerStatus) -> None:
    answer = make_answer(status, "A sentence.", notice="The language model was not available.")
    assert "A sentence." in rendering.plain(answer)
    assert "language model" in rendered(rendering.markdown(answer)).words
    assert cards.panel(answer, SECTIONS)


def test_the_terminal_shows_source_clause_page_nation_and_address() -> None:
    said = rendering.plain(reply(Question("how often do we meet?")))
    for part in ("[2] Preceptorship framework, NHS England", "Meetings", "page 3", "England only", "framework.pdf"):
        assert part in said
    assert "(address not confirmed)" in said


def test_control_characters_and_lone_surrogates_do_not_reach_a_terminal() -> None:
    said = rendering.plain(make_answer(AnswerStatus.ANSWERED, "a\x1b[2Jb\ud800c"))
    assert said == "a[2Jb?c"


def test_a_card_marks_the_quoted_words_among_their_neighbours_without_quotation_marks() -> None:
    card = cards.panel(reply(Question("x")), SECTIONS)
    assert "<mark>A preceptor does not have to belong to the preceptee&#x27;s profession</mark>: the preceptor" in card
    assert "Preceptors should have suitable training" in card
    assert "Summary of Focus on being a preceptor" in card
    assert "“" not in card and "address not confirmed" in card


def test_official_words_stand_in_quotation_marks_and_closed_licences_show_no_more_than_the_quote() -> None:
    card = cards.panel(make_answer(AnswerStatus.ANSWERED, "x [1]", citations=(cite(1, PASSAGES[6]),)), SECTIONS)
    assert "“<mark>The preceptor and the preceptee meet at least monthly.</mark>”" in card
    assert "Secret" not in card
    assert 'class="badge warning">England only<' in card


def test_a_card_cannot_carry_markup_of_a_document_or_end_its_html_block() -> None:
    card = cards.panel(reply(Question("elements")), SECTIONS)
    assert "\n" not in card
    assert "<b>" not in card and "&lt;b&gt;networks&lt;/b&gt;" in card
    assert rendered(card).links == rendered(card.replace("*", "")).links


def test_a_refusal_offers_the_nearest_places() -> None:
    assert "/source/S5/principle-4" in cards.panel(reply(Question("pay")), SECTIONS)


def test_dates_and_labels_are_words() -> None:
    assert [date(text) for text in ("2023", "2023-11", "2023-11-03", "spring")] == [
        "2023",
        "November 2023",
        "3 November 2023",
        "spring",
    ]
    assert labels(CORPUS.source("S54"), "England")[0].text == "England"


@pytest.mark.parametrize(
    ("contact", "links"),
    [
        ("999, if anyone is in immediate danger", ["tel:999"]),
        ("116 123, free, all day, every day", ["tel:116123"]),
        ("0800 83 85 87, free; Monday to Thursday 6pm to 2am", ["tel:0800838587"]),
        ("staff line, 0800 111 4191, opened in July 2020", ["tel:08001114191"]),
        ("0800 008 6112, INWO@spso.gov.scot; 9am to 1pm", ["tel:08000086112", "mailto:INWO@spso.gov.scot"]),
        ("in person, or through your employer", []),
    ],
)
def test_a_number_or_address_to_turn_to_can_be_pressed(contact: str, links: list[str]) -> None:
    route = RouteRecord("Somebody", contact, ("Scotland",), "well known")
    said = answer_html(make_answer(AnswerStatus.SIGNPOSTED, "Help is there.", routes=(route,)), "Scotland")
    assert re.findall(r'href="([^"]+)"', said) == links
    assert contact in re.sub(r"<[^>]+>", "", said)
