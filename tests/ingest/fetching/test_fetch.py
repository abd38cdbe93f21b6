"""Downloading: a document is kept whole, and one bad source does not stop the others."""

from pathlib import Path

import pytest

from ingest.fetching.fetch import fetch
from ingest.fetching.outcomes import FetchReport
from ingest.fetching.records import RECORDS, fetched
from tests.ingest.fetching.asking import CHAINS, FAILED, NEW, REFUSED, SKIPPED, fetch_one, names, source
from tests.ingest.fetching.web import (
    GUIDES,
    PAGE,
    PDF,
    Web,
    answer,
    page,
)


@pytest.mark.parametrize(
    ("kind", "path", "body", "file"),
    [
        ("text/html; charset=utf-8", "/chains", PAGE, "B1.html"),
        ("application/xhtml+xml", "/chains", b'<?xml version="1.0"?>\n<html><body>Oil</body></html>', "B1.html"),
        ("Application/PDF", "/chains.html", PDF, "B1.pdf"),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "/chains",
            b"PK\x03\x04word",
            "B1.docx",
        ),
        ("text/vtt", "/chains", b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\nOil\n", "B1.vtt"),
        ("application/x-subrip", "/chains", b"1\n00:00:01,000 --> 00:00:02,000\nOil\n", "B1.srt"),
        ("text/plain", "/chains", b"Oil the chain.", "B1.txt"),
        ("text/plain", "/chains.md?v=2", b"# Chains\n<!-- note -->\nOil.", "B1.md"),
        ("text/plain", "/chains.srt", b"1\n00:00:01,000 --> 00:00:02,000\nOil\n", "B1.srt"),
        ("text/markdown", "/chains", b"Oil.", "B1.md"),
        ("text/plain", "/chains.pdf", b"Oil.", "B1.txt"),
    ],
)
def test_a_document_is_kept_whole_under_the_ending_of_its_kind(
    web: Web, folder: Path, kind: str, path: str, body: bytes, file: str
) -> None:
    web.says(path, answer(200, body, kind, ETag='"1"'))
    result = fetch_one(web, folder, f"https://{GUIDES}{path}")
    assert (result.status, result.size, result.final_url) == (NEW, len(body), f"https://{GUIDES}{path}")
    assert (folder / file).read_bytes() == body
    assert names(folder) == {file, RECORDS}
    record = fetched(folder)["B1"]
    assert (record.file, record.etag, record.content_type, record.size) == (file, '"1"', kind, len(body))
    assert record.fetched == "2026-05-04T12:00:00+00:00"


def test_hosts_are_told_who_asks_and_that_nothing_compressed_is_wanted(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    fetch_one(web, folder)
    for asked in web.asked:
        assert asked.headers["user-agent"] == "PreceptorshipAssistant/0.1 (+document fetch)"
        assert asked.headers["accept-encoding"] == "identity"
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/chains"]


def test_an_address_without_s_is_asked_with_it(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    result = fetch_one(web, folder, f"http://{GUIDES}/chains")
    assert (result.status, result.final_url) == (NEW, CHAINS)


def test_signs_outside_ascii_in_an_address_do_not_break_the_request(web: Web, folder: Path) -> None:
    web.says("/caf%C3%A9%20a%20b?q=%C3%A9", page())
    assert fetch_one(web, folder, f"https://{GUIDES}/café a%20b?q=é#part").status is NEW


def test_progress_tells_how_much_of_how_much(web: Web, folder: Path) -> None:
    told = []
    web.says("/chains", page())
    fetch([source()], folder, web.network(), lambda *what: told.append(what))
    assert told[-1] == ("Fetching B1", len(PAGE), len(PAGE))


def test_one_bad_source_does_not_stop_the_others_and_all_are_told_in_words(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    sources = [
        source("https://[", "B0"),
        source(f"https://{GUIDES}/gone", "B2"),
        source("", "B3"),
        source("https://192.168.0.1/a", "B4"),
        source(),
    ]
    report = fetch(sources, folder, web.network())
    assert [result.status for result in report.results] == [REFUSED, FAILED, SKIPPED, REFUSED, NEW]
    first, *lines = report.in_words()
    assert first == "Documents: 1 new, 2 refused, 1 failed, 1 skipped."
    assert lines[1] == (
        f"B2 was not downloaded: it is not there any more ({GUIDES} answered 404). "
        "Look for its new address and put it in the register."
    )
    assert lines[-1] == "B1 was downloaded."
    assert FetchReport(()).in_words() == ("Documents: none.",)
