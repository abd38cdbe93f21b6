"""What files hold that people cannot see must not reach a quote."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean, join_lines, one_line

NEVER_DRAWN = [
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xE0000, 0xE0080),
    *range(0xE0100, 0xE01F0),
    *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, 0x3164, 0xFFF9),
]
"""Code points of noncharacters, zero-width, direction, variation and tag characters."""
DRAWN_FORMATS = {
    *range(0x0600, 0x0606),
    0x06DD,
    0x070F,
    0x0890,
    0x0891,
    0x08E2,
    0x110BD,
    0x110CD,
    *range(0x13430, 0x13440),
}
"""Marks that Unicode counts as formats and that are drawn: signs over Arabic numbers, hieroglyph joiners."""
ODD = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cs", "Cf", "Co", "Mn"]),
        st.sampled_from(NEVER_DRAWN).map(chr),
        st.sampled_from("ﬁﬂﬀﬃﬄﬅﬆﬓﬗ\u00ad\u200b\ufeff\r\n\f\v\t\u0085\u2028\u00a0\u202f\uf0b7\u0301\u0338-=abc"),
    ),
    max_size=80,
)


@given(ODD)
def test_nothing_unreadable_survives(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Co") for letter in cleaned if letter not in "\n\t")
    assert not set(cleaned) & set("ﬀﬁﬂﬃﬄﬅﬆﬓﬔﬕﬖﬗ\u00ad\u200b\u200d\u2060\ufeff\u00a0\u2007\u202f\u2028\u2029\r\f")
    assert not set(map(ord, cleaned)) & set(NEVER_DRAWN)
    cleaned.encode("utf-8")


@given(ODD)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ODD)
def test_letters_are_composed_so_that_equal_words_are_equal(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))


def test_no_single_character_escapes_the_rules() -> None:
    never = ("Cc", "Cs", "Cf", "Co")
    for point in set(range(0x110000)) - DRAWN_FORMATS:
        cleaned = clean(chr(point))
        assert clean(cleaned) == cleaned
        assert cleaned in ("\n", "\t") or not any(unicodedata.category(letter) in never for letter in cleaned)


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=80))
def test_plain_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_figures_and_letters_that_look_alike_keep_their_meaning() -> None:
    assert clean("1½ hours, 2² and № 5 of the oﬃce") == "1½ hours, 2² and № 5 of the office"


@pytest.mark.parametrize("bullet", ["\uf0b7", "\uf0a7", "\uf0d8"])
def test_a_word_processors_bullet_stays_a_bullet(bullet: str) -> None:
    assert clean(f"{bullet} Oil the chain \ue123") == "• Oil the chain "


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\v", "\f", "\u0085", "\u2028", "\u2029"])
def test_words_on_two_lines_are_not_run_together(end: str) -> None:
    assert clean(f"chain{end}oil") == "chain\noil"


def test_taking_a_character_out_makes_no_new_one_to_take_out() -> None:
    assert clean("\r\u200b\n") == "\n\n"
    assert clean("e\u200b\u0301") == "é"
    assert clean("\ud83d\u200b\ude00") == ""


def test_a_word_broken_at_a_line_end_is_one_word_but_a_compound_stays() -> None:
    assert join_lines("super-\nvision of well-being\nand NHS-\nwide") == "supervision of well-being and NHS- wide"


@given(st.text(max_size=60))
def test_one_line_is_one_line(text: str) -> None:
    assert one_line(text) == " ".join(text.split())
    assert "\n" not in one_line(text)
