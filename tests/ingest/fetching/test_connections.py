"""Downloading: connections go to allowed, public addresses that prove who they are."""

from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from ingest.fetching.fetch import fetch
from ingest.fetching.network import is_public
from tests.ingest.fetching.asking import FAILED, NEW, REFUSED, fetch_one, source
from tests.ingest.fetching.web import (
    ADDRESSES,
    ELSEWHERE,
    GUIDES,
    Web,
    expired,
    page,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost/a",
        "https://workshop/a",
        "https://printer.local/a",
        "https://a.localhost/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://2130706433/a",
        "https://0x7f.1/a",
        "https://127.1/a",
        f"https://me:secret@{GUIDES}/a",
        f"https://{GUIDES}:8443/a",
        f"https://{GUIDES}:99999/a",
        f"ftp://{GUIDES}/a",
        f"https://{GUIDES}\\.evil.example/a",
        "https://wörkshop.example/a",
        "https:///a",
        "guides.workshop.example/a",
        f"https://{GUIDES}/{'a' * 2_000}",
    ],
)
def test_an_address_that_may_not_be_asked_is_refused_before_its_name_is_looked_up(
    web: Web, folder: Path, url: str
) -> None:
    result = fetch_one(web, folder, url)
    assert (result.status, web.resolved, web.dialled) == (REFUSED, [], [])
    assert result.message.startswith("B1 was not downloaded: its address ")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.0.192", "192.88.99.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fec0::1", "ff0e::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "100::1",
        "workshop", "",
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_connected_to_even_beside_a_public_address(
    web: Web, folder: Path, address: str
) -> None:
    assert not is_public(address)
    network = web.network(resolve=lambda host: (ADDRESSES[GUIDES], address))
    result = fetch_one(web, folder, network=network)
    assert (result.status, web.dialled) == (REFUSED, [])
    assert "not on the public internet" in result.message


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909", "2002:909:909::1"])
def test_public_addresses_are_not_refused(address: str) -> None:
    assert is_public(address)


def test_a_name_that_leads_inside_the_second_time_is_not_followed_there(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    answers = iter([(ADDRESSES[GUIDES],), ("127.0.0.1",)])
    result = fetch_one(web, folder, network=web.network(resolve=lambda host: next(answers)))
    assert "not on the public internet" in result.message
    assert web.dialled == [ADDRESSES[GUIDES]]


def test_each_connection_goes_to_the_address_that_was_checked(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    assert fetch_one(web, folder).status is NEW
    assert (web.resolved, web.dialled) == ([GUIDES, GUIDES], [ADDRESSES[GUIDES]] * 2)


def test_the_next_address_is_tried_when_the_first_does_not_answer(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    network = web.network(resolve=lambda host: ("2620:fe::fe", ADDRESSES[GUIDES]))
    assert fetch_one(web, folder, network=network).status is NEW


def test_a_host_that_cannot_be_reached_is_asked_once_in_a_run(web: Web, folder: Path) -> None:
    sources = [source(name=f"B{n}") for n in range(3)]
    report = fetch(sources, folder, web.network(resolve=lambda host: ("9.9.9.250",)))
    assert {result.status for result in report.results} == {FAILED}
    assert "could not be reached" in report.results[2].message
    assert web.dialled == ["9.9.9.250"]


@pytest.mark.parametrize("error", [OSError("no such name"), None])
def test_a_name_that_is_not_known_is_told(web: Web, folder: Path, error: OSError | None) -> None:
    def resolve(host: str) -> tuple[str, ...]:
        if error:
            raise error
        return ()

    result = fetch_one(web, folder, network=web.network(resolve=resolve))
    assert result.status is FAILED and f"the name {GUIDES} is not known" in result.message


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        (lambda authority: trustme.CA().issue_cert(GUIDES), "is not vouched for by an authority"),
        (lambda authority: authority.issue_cert(ELSEWHERE), "belongs to another host"),
        (lambda authority: authority.issue_cert(ADDRESSES[GUIDES]), "belongs to another host"),
        (lambda authority: expired(authority, GUIDES), "has run out"),
    ],
    ids=["other authority", "other host", "address instead of name", "expired"],
)
def test_a_host_that_cannot_prove_who_it_is_gets_no_request(
    web: Web, folder: Path, certificate: Callable[[trustme.CA], trustme.LeafCert], said: str
) -> None:
    with web.listening(ADDRESSES[GUIDES], certificate(web.authority)):
        result = fetch_one(web, folder)
    assert result.status is REFUSED
    assert said in result.message
    assert not web.asked


def test_a_host_that_speaks_no_tls_is_told_as_such(web: Web, folder: Path) -> None:
    with web.listening(ADDRESSES[GUIDES], None):
        result = fetch_one(web, folder)
    assert result.status is FAILED and "no safe connection" in result.message
