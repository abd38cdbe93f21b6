"""What files hold that people cannot see must not reach a quote."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean, join_lines, one_line

ODD = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cs", "Cf"]),
        st.sampled_from("ﬁﬂﬀﬃﬄﬅﬆ\u00ad\u200b\ufeff\r\n\f\t\u00a0-abc"),
    ),
    max_size=80,
)


@given(ODD)
def test_nothing_unreadable_survives(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in cleaned if letter not in "\n\t")
    assert not set(cleaned) & set("ﬀﬁﬂﬃﬄﬅﬆ\u00ad\u200b\u200d\u2060\ufeff\u00a0\r\f")
    cleaned.encode("utf-8")


@given(ODD)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=80))
def test_plain_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_figures_and_letters_that_look_alike_keep_their_meaning() -> None:
    assert clean("1½ hours, 2² and № 5 of the oﬃce") == "1½ hours, 2² and № 5 of the office"


def test_a_word_broken_at_a_line_end_is_one_word_but_a_compound_stays() -> None:
    assert join_lines("super-\nvision of well-being\nand NHS-\nwide") == "supervision of well-being and NHS- wide"


@given(st.text(max_size=60))
def test_one_line_is_one_line(text: str) -> None:
    assert one_line(text) == " ".join(text.split())
    assert "\n" not in one_line(text)
