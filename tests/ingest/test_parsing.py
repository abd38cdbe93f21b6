"""Whatever a file holds, reading it ends in time, within its memory, as exactly one outcome; the next file is read as ever."""

from pathlib import Path

import pytest

from ingest.outcomes import Outcome, Unreadable
from ingest.parsing import FileReader, ReadFile
from ingest.recognition import can_recognise
from tests.ingest.hostile import flipped, good_files, hostile
from tests.ingest.hostile.file import READ, Hostile, Kind

HOSTILE = {each.name: each for each in hostile()}
FLIPS = 2000
"""Copies of good files with some bytes changed."""


HURRIED, PATIENT = 10, 120
"""Seconds for files that may end as too slow, and for the others: a busy machine is no failure."""


@pytest.fixture(scope="module")
def reader() -> FileReader:
    """One reader for all of them: none may spoil it for the next."""
    return FileReader(PATIENT)


@pytest.fixture(scope="module")
def hurried() -> FileReader:
    return FileReader(HURRIED)


def end(reader: FileReader, path: Path) -> tuple[str, ReadFile | None]:
    """How reading the file ends, and what was read. Anything but a reading or Unreadable fails the test."""
    try:
        return READ, reader.read(path)
    except Unreadable as refusal:
        assert refusal.message.startswith("The file of ") and refusal.message.endswith(".") and refusal.hint
        assert "\n" not in refusal.message
        return refusal.outcome, None


@pytest.mark.parametrize("each", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_ends_as_one_outcome(
    reader: FileReader, hurried: FileReader, each: Hostile, tmp_path: Path
) -> None:
    outcome, file = end(hurried if Outcome.TOO_SLOW in each.allowed else reader, each.write(tmp_path))
    closed_to_nobody = each.kind is Kind.CLOSED and outcome == READ  # root may read it
    recognised = Outcome.SCANNED in each.allowed and can_recognise()
    assert outcome in each.allowed or closed_to_nobody or recognised
    if file:
        text = " ".join(" ".join(passage.text.split()) for passage in file.passages)
        assert each.holds in text
        assert not each.never or each.never not in text


def test_two_thousand_flipped_copies_never_break_the_reader(reader: FileReader, tmp_path: Path) -> None:
    kinds = list(good_files().items())
    outcomes = set()
    for seed in range(FLIPS):
        name, content = kinds[seed % len(kinds)]
        path = tmp_path / f"flipped {name}"
        path.write_bytes(flipped(content, seed))
        outcomes.add(end(reader, path)[0])
    assert READ in outcomes and Outcome.CRASHED not in outcomes
    for name, content in kinds:
        path = tmp_path / name
        path.write_bytes(content)
        assert end(reader, path)[0] == READ


@pytest.mark.parametrize(
    ("seconds", "memory", "outcome"), [(1, 2**30, Outcome.TOO_SLOW), (30, 2**26, Outcome.TOO_MUCH_MEMORY)]
)
def test_limits_end_a_file_that_would_be_read_with_more(
    tmp_path: Path, seconds: int, memory: int, outcome: Outcome
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Oil the chain of the bicycle after a wet ride. " * 90_000, encoding="utf-8")
    with FileReader(seconds, memory) as reader:
        assert end(reader, path)[0] == outcome
        path.write_text("Oil the chain.", encoding="utf-8")
        assert end(reader, path)[0] == READ


def test_pages_are_told_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(good_files()["good.pdf"])
    told: list[tuple[int, int]] = []
    with FileReader() as reader:
        reader.read(path, pages=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_reading_process_that_is_killed_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Oil the chain.", encoding="utf-8")
    with FileReader() as reader:
        reader.read(path)
        assert reader._process
        reader._process.kill()
        reader._process.wait()
        assert end(reader, path)[0] == READ
