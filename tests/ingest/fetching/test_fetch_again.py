"""Downloading again: what is held is asked for only if it changed, and records stay true."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.fetching.fetch import fetch
from ingest.fetching.records import RECORDS, fetched
from tests.ingest.fetching.asking import CHAINS, CHANGED, FAILED, PART, UNCHANGED, fetch_one, names, source
from tests.ingest.fetching.web import (
    GUIDES,
    PAGE,
    PARTS,
    PDF,
    Web,
    answer,
    page,
    redirect,
)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"ETag": '"one"'}, {"if-none-match": '"one"'}),
        (
            {"Last_Modified": "Mon, 04 May 2026 10:00:00 GMT"},
            {"if-modified-since": "Mon, 04 May 2026 10:00:00 GMT"},
        ),
    ],
)
def test_a_document_that_is_held_is_asked_for_only_if_it_changed(
    web: Web, folder: Path, given: dict[str, str], sent: dict[str, str]
) -> None:
    web.says("/chains", page(**given))
    fetch_one(web, folder)
    web.says("/chains", answer(304, Content_Length=""))
    result = fetch_one(web, folder)
    assert (result.status, result.size) == (UNCHANGED, len(PAGE))
    assert sent.items() <= web.asked[-1].headers.items()
    assert (folder / "B1.html").read_bytes() == PAGE


def test_the_same_bytes_again_are_no_change(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    fetch_one(web, folder)
    assert fetch_one(web, folder).status is UNCHANGED


def test_a_changed_document_takes_the_place_of_the_earlier_one_also_under_another_ending(
    web: Web, folder: Path
) -> None:
    web.says("/chains", page(ETag='"one"'))
    fetch_one(web, folder)
    web.says("/chains", answer(200, PDF, "application/pdf", ETag='"two"'))
    assert fetch_one(web, folder).status is CHANGED
    assert names(folder) == {"B1.pdf", RECORDS}
    assert fetched(folder)["B1"].etag == '"two"'


def test_a_copy_that_was_altered_here_is_left_out_and_fetched_again_whole(web: Web, folder: Path) -> None:
    web.says("/chains", page(ETag='"one"'))
    fetch_one(web, folder)
    (folder / "B1.html").write_bytes(b"altered")
    assert not fetched(folder)
    assert fetch_one(web, folder).status is CHANGED
    assert "if-none-match" not in web.asked[-1].headers
    assert (folder / "B1.html").read_bytes() == PAGE


def test_conditions_of_one_address_are_not_sent_to_another(web: Web, folder: Path) -> None:
    web.says("/chains", page(ETag='"one"'))
    fetch_one(web, folder)
    web.says("/new", answer(200, PDF, "application/pdf", ETag='"two"'))
    assert fetch_one(web, folder, f"https://{GUIDES}/new").status is CHANGED
    web.says("/new", redirect("/chains"))
    fetch_one(web, folder, f"https://{GUIDES}/new")
    assert [asked.path for asked in web.asked if "if-none-match" in asked.headers] == ["/new"]


def test_a_new_address_that_leads_to_the_known_document_is_recorded_without_a_download(web: Web, folder: Path) -> None:
    web.says("/chains", page(ETag='"one"'))
    fetch_one(web, folder)
    web.says("/new", redirect("/chains"))
    web.says("/chains", answer(304, Content_Length=""))
    assert fetch_one(web, folder, f"https://{GUIDES}/new").status is UNCHANGED
    assert (fetched(folder)["B1"].url, fetched(folder)["B1"].final_url) == (f"https://{GUIDES}/new", CHAINS)


def test_unchanged_is_not_believed_when_it_was_not_asked_about(web: Web, folder: Path) -> None:
    web.says("/chains", answer(304, Content_Length=""))
    result = fetch_one(web, folder)
    assert (result.status, names(folder)) == (FAILED, set())
    web.says("/chains", page())
    fetch_one(web, folder)
    web.says("/chains", answer(304, Content_Length=""))
    assert fetch_one(web, folder).status is FAILED


@pytest.mark.parametrize(
    "damage",
    [
        lambda records: "{",
        lambda records: "[1]",
        lambda records: "[" * 100_000,
        lambda records: json.dumps({"B1": "x"}),
        lambda records: json.dumps({"B1": {**records["B1"], "etag": 1}}),
        lambda records: json.dumps({"B1": {**records["B1"], "etag": "a\r\nCookie: b"}}),
        lambda records: json.dumps({"B1": {**records["B1"], "file": "../B1.html"}}),
        lambda records: json.dumps({"B1": {**records["B1"], "more": ""}}),
        lambda records: "\udcff",
    ],
)
def test_a_damaged_record_is_made_again(web: Web, folder: Path, damage: Callable[[dict[str, object]], str]) -> None:
    web.says("/chains", page(ETag='"one"'))
    fetch_one(web, folder)
    whole = (folder / RECORDS).read_text()
    (folder / RECORDS).write_text(damage(json.loads(whole)), errors="surrogateescape")
    assert not fetched(folder)
    assert fetch_one(web, folder).status is UNCHANGED
    assert "if-none-match" not in web.asked[-1].headers
    assert (folder / RECORDS).read_text() == whole


def test_records_of_sources_that_are_not_asked_for_stay(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    web.says("/list", page(), PARTS)
    fetch([source(), PART], folder, web.network())
    fetch([PART], folder, web.network())
    assert set(fetched(folder)) == {"B1", "P"}
