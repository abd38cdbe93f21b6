"""An apology has the reference that the log has, and neither has what was sent."""

import logging

import pytest

from corpus.faults import fault


def _breaking(word: str) -> Exception:
    try:
        raise RuntimeError(word)
    except RuntimeError as error:
        return error


def test_the_log_and_the_person_have_one_reference_and_no_word_of_what_was_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    told = fault(_breaking("zebrafish"), "the page could not be made")
    assert told.message == "Sorry, the page could not be made because of a fault."
    assert told.reference in told.hint and told.reference in caplog.text
    assert "RuntimeError" in caplog.text and "test_faults.py" in caplog.text
    assert "zebrafish" not in caplog.text + str(told)
    assert fault(_breaking("x")).reference != told.reference
