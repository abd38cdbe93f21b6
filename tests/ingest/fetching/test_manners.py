"""Downloading: what a host asks of programs is kept to."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.fetching.addresses import allowed_hosts
from ingest.fetching.fetch import fetch
from ingest.fetching.outcomes import FetchedStatus
from tests.ingest.fetching.asking import (
    CHAINS,
    FAILED,
    NEW,
    PART,
    REFUSED,
    SMALL,
    fetch_one,
    source,
)
from tests.ingest.fetching.web import (
    ELSEWHERE,
    GUIDES,
    PARTS,
    Web,
    answer,
    page,
    redirect,
)


def robots(text: str) -> bytes:
    return answer(200, text.encode(), "text/plain")


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        (robots("User-agent: *\nDisallow: /cha"), REFUSED, "asks programs to leave it alone"),
        (robots("User-agent: PreceptorshipAssistant\nDisallow: /\n\nUser-agent: *\nAllow: /"), REFUSED, "asks programs"),
        (robots("User-agent: *\nDisallow: /\n\nUser-agent: preceptorshipassistant\nAllow: /"), NEW, ""),
        (robots("\ufeffUser-agent: *\nDisallow: /chains"), REFUSED, "asks programs"),
        (robots("User-agent: *\nDisallow: /brakes"), NEW, ""),
        (robots("\0\xff not rules at all"), NEW, ""),
        (answer(404), NEW, ""),
        (answer(410), NEW, ""),
        (answer(401), REFUSED, "it answered 401"),
        (answer(403), REFUSED, "it answered 403"),
        (answer(500), FAILED, "it answered 500"),
        (answer(503), FAILED, "it answered 503"),
        (redirect(f"https://{PARTS}/rules"), REFUSED, "asks programs"),
        (redirect(f"https://{ELSEWHERE}/rules"), REFUSED, "could not be read"),
        (redirect("/robots.txt"), REFUSED, "in a circle"),
        (answer(200, gzip.compress(b"User-agent: *"), "text/plain", Content_Encoding="gzip"), REFUSED, "compressed"),
        (b"", FAILED, "could not be read"),
    ],
)  # fmt: skip
def test_what_a_host_asks_of_programs_is_kept_to(
    web: Web, folder: Path, said: bytes, status: FetchedStatus, words: str
) -> None:
    web.says("/robots.txt", said)
    web.says("/rules", robots("User-agent: *\nDisallow: /chains"), PARTS)
    web.says("/chains", page())
    result = fetch_one(web, folder)
    assert result.status is status and words in result.message
    assert web.paths() == (["/chains"] if status is NEW else [])


def test_rules_that_do_not_end_are_read_from_their_beginning(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    rules = "User-agent: *\nDisallow: /brakes\n" + "#" * 40 + "\nDisallow: /ch" + "ains" * 1_000
    limits = replace(SMALL, robots_size=rules.index("ains"))
    web.says("/robots.txt", robots(rules))
    for url, status in ((CHAINS, NEW), (f"https://{GUIDES}/brakes", REFUSED)):
        (result,) = fetch([source(url)], folder, web.network(), limits=limits).results
        assert result.status is status


def test_rules_are_read_once_in_a_run(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    fetch([source(), source(name="B2"), PART], folder, web.network())
    assert [(asked.host, asked.path) for asked in web.asked if asked.path == "/robots.txt"] == [
        (GUIDES, "/robots.txt"),
        (PARTS, "/robots.txt"),
    ]


@pytest.mark.parametrize(
    ("asked", "pause"),
    [("", 1), ("Crawl-delay: 7", 7), ("Crawl-delay: 0", 1), ("Crawl-delay: 3600", 30), ("Crawl-delay: soon", 1)],
)
def test_a_host_is_given_the_time_that_it_asks_for(web: Web, folder: Path, asked: str, pause: float) -> None:
    web.says("/robots.txt", robots(f"User-agent: *\n{asked}\nDisallow: /brakes"))
    web.says("/chains", page())
    fetch([source(), PART, source(name="B2")], folder, web.network())
    assert web.pauses == [pause, 1, pause]


def test_a_host_that_asks_for_fewer_requests_gets_none_in_this_run(web: Web, folder: Path) -> None:
    web.says("/chains", answer(429))
    web.says("/brakes", page())
    report = fetch([source(), source(f"https://{GUIDES}/brakes", "B2")], folder, web.network())
    assert [result.status for result in report.results] == [FAILED, FAILED]
    assert web.paths() == ["/chains"]


def test_the_register_lists_its_hosts_with_and_without_www() -> None:
    unusable = source("https://127.0.0.1/")
    assert allowed_hosts([source(), PART, source(""), unusable]) == {
        GUIDES,
        f"www.{GUIDES}",
        PARTS,
        PARTS.removeprefix("www."),
    }
