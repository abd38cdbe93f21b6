"""Misspelt words: mended where a known word is near, left alone where they may be right."""

import pytest

from ingest.spelling import mend

WORDS = frozenset("preceptor preceptorship supervision chain brake whether".split())  # noqa: SIM905


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("precepter", "preceptor"),
        ("Who is my preseptor?", "Who is my preceptor?"),
        ("weather", "weather"),
        ("preceptor", "preceptor"),
        ("OTx", "OTx"),
        ("xylophone", "xylophone"),
        ("", ""),
        ("\ud800 5 mm!", "\ud800 5 mm!"),
    ],
)
def test_only_unknown_words_near_a_known_one_are_mended(typed: str, mended: str) -> None:
    assert mend(typed, WORDS) == mended


def test_of_equally_near_words_every_run_takes_the_same() -> None:
    # each differs from the typed word in its last letter only; a set's order changes with every run of Python
    words = frozenset(f"preceptzor{last}" for last in "bcdefghijklmnopqrstuvwxyz")
    assert mend("preceptzora", words) == "preceptzorb"


@pytest.mark.parametrize(
    ("typed", "near", "meant"),
    [
        ("precepter", "preceptee preceptor", "preceptor"),
        ("superviser", "supervised supervisee supervisor", "supervisor"),
        ("retension", "extension retention", "retention"),
        ("thier", "other their there third", "their"),
    ],
)
def test_of_equally_near_words_the_one_with_the_same_first_and_last_letter_is_meant(
    typed: str, near: str, meant: str
) -> None:
    assert mend(typed, frozenset(near.split())) == meant
