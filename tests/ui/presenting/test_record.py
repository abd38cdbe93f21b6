"""The record of learning: complete, the same in both formats, and safe whatever was typed."""

import io
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answers import AnswerStatus
from assistant.questions import Question
from tests.ui.fake_assistant import PASSAGES, cite, make_answer, reply
from ui.presenting.record import REFLECTION, Recorded, as_markdown, as_word

MADE = date(2026, 11, 24)
HOSTILE = "# x\x00\x1b[31m \ud800 \ufffe <img src=x> ![x](https://evil.example/y) ]]> &lt;\r\n1. a\n- b | *c*\t$x$"


def asked(question: str) -> Recorded:
    return Recorded(question, reply(Question(question)))


def words(file: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)


CONVERSATION = (asked("Can it be a physio?"), asked("How often should we meet?"), asked("list the elements"))


@pytest.mark.parametrize("written", [as_markdown(CONVERSATION, MADE), words(as_word(CONVERSATION, MADE))])
def test_a_record_holds_everything_that_a_cpd_file_asks_for(written: str) -> None:
    assert "24 November 2026" in written
    at = [written.index(words) for words in ("Question 1", "Can it be a physio?", "Answer", "References", "Question 2")]
    assert at == sorted(at)
    for expected in (
        "Focus on being a preceptor (Principle 4), Health and Care Professions Council. Principle 4. UK. "
        "Published November 2023, checked November 2026.",
        "Summary of Focus on being a preceptor (Principle 4), not the publisher's own words: A preceptor does not",
        "Quotation from NHS England: “The preceptor and the preceptee meet at least monthly.”",
        "page 3. England only. For nurses and midwives. Superseded",
        "https://www.hcpc-uk.org/principle-4",
        "The address is not confirmed.",
        "how many hours it takes",
        "NES AHP practice education",
        *REFLECTION,
    ):
        assert expected in written, expected


def test_word_lists_and_addresses_are_real_lists_and_links() -> None:
    document = docx.Document(io.BytesIO(as_word(CONVERSATION, MADE)))
    first = next(p.text for p in document.paragraphs if p.style.name == "List Bullet")
    assert first.startswith("a) Preceptors should")
    linked = [link.address for p in document.paragraphs for link in p.hyperlinks]
    assert "https://www.england.nhs.uk/framework.pdf" in linked
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert levels[:4] == ["Title", "Heading 1", "Heading 2", "Heading 2"]


def test_word_names_no_author() -> None:
    file = as_word(CONVERSATION, MADE)
    known: Any = docx.Document(io.BytesIO(file)).core_properties
    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    assert known.created.date() == known.modified.date() == MADE and known.language == "en-GB"
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert b"python-docx" not in b"".join(parts.read(name) for name in parts.namelist() if "docProps" in name)


def test_whatever_was_typed_is_words_in_both_formats() -> None:
    answer = make_answer(AnswerStatus.ANSWERED, f"{HOSTILE} [1]", citations=(cite(1, PASSAGES[4]),), notice=HOSTILE)
    conversation = (Recorded(HOSTILE, answer),)
    assert "<img src=x>" in words(as_word(conversation, MADE))
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(as_markdown(conversation, MADE))
    assert "<img" not in html and "evil.example/y)" in html and "<b>networks" not in html and "<em>" not in html


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_text_breaks_a_record(text: str) -> None:
    conversation = (Recorded(text, make_answer(AnswerStatus.ANSWERED, text)),)
    assert words(as_word(conversation, MADE))
    as_markdown(conversation, MADE).encode()


def test_a_conversation_without_answers_still_opens() -> None:
    assert REFLECTION[0] in words(as_word((), MADE)) and REFLECTION[0] in as_markdown((), MADE)
