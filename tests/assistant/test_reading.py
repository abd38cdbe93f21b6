"""Reading: what cannot be read says what is needed; short, misspelt and technical English is English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading import LONGEST, readable, what_is_needed

WORDS = frozenset(["preceptor", "preceptorship", "supervision", "hcpc"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "no question", id="empty"),
        pytest.param(" \n\t ", "no question", id="blank"),
        pytest.param("why? " * 1000, "5,000 characters, and at most 2,000", id="5,000 characters"),
        pytest.param("Who is my \ud800 preceptor?", "cannot be read", id="lone surrogate"),
        pytest.param("\x00\x07\x1b", "no words", id="control characters"),
        pytest.param("?!…", "no words", id="punctuation"),
        pytest.param("5", "no words", id="number"),
        pytest.param("Qui peut être mon précepteur si je suis ergothérapeute ?", "in English", id="French"),
        pytest.param("Wer kann mein Praxisanleiter sein, wenn ich Ergotherapeut bin?", "in English", id="German"),
        pytest.param("Kto może być moim opiekunem w pierwszym roku pracy?", "in English", id="Polish"),
        pytest.param("Dè th' ann am preceptorship?", "in English", id="Gaelic"),
        pytest.param("谁可以成为我的导师？", "in English", id="Chinese"),
        pytest.param("Кто может быть моим наставником?", "in English", id="Russian"),
        pytest.param("من يمكن أن يكون معلمي؟", "in English", id="Arabic"),
    ],
)
def test_what_cannot_be_read_says_what_is_needed_in_plain_words(text: str, said: str) -> None:
    needed = what_is_needed(text, WORDS)
    assert needed is not None and said in needed


@pytest.mark.parametrize(
    "text",
    [
        "Who can be my preceptor?",
        "hcpc?",
        "wot is preceptership",
        "precepter diffrent profesion ok?",
        "SLT NQP Flying Start",
        "pls help wi ma preceptor",
        "Can Siobhán Ní Dhomhnaill be my preceptor, and does it cost café money?",
        "Who is my preceptor?\x00\u200b",
        "a" * LONGEST,
    ],
)
def test_english_however_short_or_misspelt_is_never_refused(text: str) -> None:
    assert what_is_needed(text, WORDS) is None


@given(st.text(st.characters(), max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    needed = what_is_needed(text, WORDS)
    assert needed is None or needed.endswith(".")


@given(st.text(st.one_of(st.characters(), st.characters(categories=["Cc", "Cs"])), max_size=80))
def test_what_is_read_on_is_one_clean_line(text: str) -> None:
    line = readable(text)
    line.encode("utf-8")
    assert line == " ".join(line.split())
    assert not any(ord(letter) < 32 for letter in line)
