"""Downloading from the register: only what is allowed, whole, of its kind, from a public address; or the earlier copy."""

import gzip
import json
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpcore
import pytest
import trustme
from filelock import FileLock

from corpus.errors import CorpusError
from corpus.sources import Source
from ingest.fetching.addresses import allowed_hosts
from ingest.fetching.fetch import fetch
from ingest.fetching.network import Limits, Network, is_public, open_network
from ingest.fetching.outcomes import FetchedStatus, FetchReport, FetchResult
from ingest.fetching.records import RECORDS, fetched
from tests.ingest.fetching.web import (
    ADDRESSES,
    ELSEWHERE,
    GUIDES,
    PAGE,
    PARTS,
    PDF,
    Answer,
    Asked,
    Web,
    answer,
    expired,
    page,
    redirect,
    small_web,
)

NEW, CHANGED, UNCHANGED = FetchedStatus.NEW, FetchedStatus.CHANGED, FetchedStatus.UNCHANGED
REFUSED, FAILED, SKIPPED = FetchedStatus.REFUSED, FetchedStatus.FAILED, FetchedStatus.SKIPPED
CHAINS = f"https://{GUIDES}/chains"
SMALL = Limits(size=100_000)
HURRIED = Limits(size=100_000, seconds=1, silent_seconds=0.5)
PART = Source(id="P", title="Parts", publisher="Riverside Workshop", url=f"https://{PARTS}/list", no_file="not read")


@pytest.fixture
def web() -> Iterator[Web]:
    with small_web() as web:
        yield web


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "official"


def source(url: str = CHAINS, name: str = "B1") -> Source:
    return Source(id=name, title="Chains", publisher="Riverside Workshop", url=url, no_file="not read")


def fetch_one(
    web: Web, folder: Path, url: str = CHAINS, network: Network | None = None, limits: Limits = SMALL
) -> FetchResult:
    """The one document, where the register lists the hosts of guides and of parts."""
    hosts = allowed_hosts([source(), PART])
    (result,) = fetch([source(url)], folder, network or web.network(), hosts=hosts, limits=limits).results
    return result


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != "fetch.lock"}


# What is fetched


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


# What is there already


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


# What comes over the line


def drip(web: Web) -> Callable[[Asked], Iterable[bytes]]:
    def pieces(_: Asked) -> Iterator[bytes]:
        yield answer(200, b"", "text/html", Content_Length="50000")
        while not web.closing.wait(0.05):
            yield b"<html>"

    return pieces


def silence(web: Web) -> Callable[[Asked], Iterable[bytes]]:
    def pieces(_: Asked) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        web.closing.wait()

    return pieces


def head_drip(web: Web) -> Callable[[Asked], Iterable[bytes]]:
    def pieces(_: Asked) -> Iterator[bytes]:
        while not web.closing.wait(0.05):
            yield b"HTTP/1.1 103 Early Hints\r\n\r\n"

    return pieces


def endless(web: Web) -> Callable[[Asked], Iterable[bytes]]:
    def pieces(_: Asked) -> Iterator[bytes]:
        yield answer(200, b"", "text/html", Content_Length="", Transfer_Encoding="chunked")
        while not web.closing.is_set():
            yield b"1000\r\n" + b"<html>".ljust(4096) + b"\r\n"

    return pieces


BAD: dict[str, tuple[Callable[[Web], bytes | Answer], FetchedStatus, str]] = {
    "slow": (drip, FAILED, "did not answer in time"),
    "silent": (silence, FAILED, "did not answer in time"),
    "many first words": (head_drip, FAILED, "did not answer in time"),
    "endless head": (lambda web: b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, FAILED, "does not follow HTTP"),
    "declared huge": (lambda web: answer(200, PAGE, "text/html", Content_Length="200000"), REFUSED, "more than 0.0954 MB"),
    "endless": (endless, REFUSED, "more than 0.0954 MB"),
    "no HTTP": (lambda web: b"220 ready\r\n\r\n", FAILED, "does not follow HTTP"),
    "closed at once": (lambda web: b"", FAILED, "broke off"),
    "cut off": (lambda web: answer(200, PAGE, "text/html", Content_Length="5000"), FAILED, "broke off"),
    "cut off between pieces": (
        lambda web: answer(200, b"5\r\n<html\r\n", "text/html", Content_Length="", Transfer_Encoding="chunked"),
        FAILED,
        "broke off",
    ),
    "without an end": (lambda web: page(Content_Length=""), REFUSED, "does not say where it ends"),
    "empty": (lambda web: page(b""), REFUSED, "is empty"),
    "compressed unasked": (lambda web: page(gzip.compress(PAGE), Content_Encoding="gzip"), REFUSED, "came compressed"),
    "page that says PDF": (lambda web: answer(200, PAGE, "application/pdf"), REFUSED, "says that it is a PDF and is a web page"),
    "PDF that says page": (lambda web: page(PDF), REFUSED, "says that it is a web page and is a PDF"),
    "page that says text": (lambda web: answer(200, PAGE, "text/plain"), REFUSED, "says that it is text and is a web page"),
    "PDF that says Word": (
        lambda web: answer(200, PDF, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        REFUSED,
        "says that it is a Word document and is a PDF",
    ),
    "program that says text": (lambda web: answer(200, b"\x7fELF\0\0", "text/plain"), REFUSED, "and is something else"),
    "picture": (lambda web: answer(200, b"\x89PNG", "image/png"), REFUSED, "it is image/png, which is not read"),
    "no kind": (lambda web: answer(200, PAGE), REFUSED, "does not say what kind"),
    "gone": (lambda web: answer(410), FAILED, "not there any more"),
    "login": (lambda web: answer(401), FAILED, "does not give it to programs"),
    "forbidden": (lambda web: answer(403), FAILED, "does not give it to programs"),
    "too often": (lambda web: answer(429), FAILED, "asks for fewer requests"),
    "fault": (lambda web: answer(500), FAILED, "has a fault of its own"),
    "teapot": (lambda web: answer(418), FAILED, "gave no document"),
    "nothing": (lambda web: answer(204, Content_Length=""), FAILED, "gave no document"),
    "redirect to nowhere": (lambda web: answer(302), REFUSED, "does not say where to"),
    "redirect to itself": (lambda web: redirect("/chains"), REFUSED, "in a circle"),
    "redirect to http": (lambda web: redirect(f"http://{PARTS}/list"), REFUSED, "does not begin with https://"),
    "redirect to a file": (lambda web: redirect("file:///etc/passwd"), REFUSED, "does not begin with https://"),
    "redirect to an unlisted host": (lambda web: redirect(f"https://{ELSEWHERE}/"), REFUSED, "the register does not list"),
    "redirect to an address": (lambda web: redirect("https://169.254.169.254/"), REFUSED, "does not name a public host"),
    "redirect to another port": (lambda web: redirect(f"https://{PARTS}:8443/"), REFUSED, "names port 8443"),
    "redirect to a user": (lambda web: redirect(f"https://{PARTS}@{ELSEWHERE}/"), REFUSED, "holds a user name"),
    "redirect to nonsense": (lambda web: redirect("https://[/"), REFUSED, "no web address"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_may_not_be_kept_is_told_in_one_sentence_and_the_earlier_copy_stays(
    web: Web, folder: Path, name: str
) -> None:
    said, status, words = BAD[name]
    web.says("/chains", page(ETag='"one"'))
    web.says("/list", page(), PARTS)
    fetch_one(web, folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    web.asked.clear()
    web.says("/chains", said(web))
    result = fetch_one(web, folder, limits=HURRIED if "in time" in words else SMALL)
    assert result.status is status
    assert words in result.message
    assert result.message.endswith("; its earlier copy is kept.") and "\n" not in result.message
    assert result.hint.endswith(".")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert not web.paths(ELSEWHERE) and not web.paths(PARTS)


def test_a_redirect_to_a_listed_host_is_followed_with_its_own_rules(web: Web, folder: Path) -> None:
    web.says("/chains", redirect(f"//{PARTS}/list", 308))
    web.says("/list", redirect("chain?a=1#part", 303), PARTS)
    web.says("/chain?a=1", page(), PARTS)
    result = fetch_one(web, folder)
    assert (result.status, result.final_url) == (NEW, f"https://{PARTS}/chain?a=1")
    web.says("/robots.txt", answer(200, b"User-agent: *\nDisallow: /chain", "text/plain"), PARTS)
    assert "robots.txt of www.parts.example asks" in fetch_one(web, folder).message


@pytest.mark.parametrize(("hops", "status"), [(5, NEW), (6, REFUSED)])
def test_redirects_end(web: Web, folder: Path, hops: int, status: FetchedStatus) -> None:
    web.says("/chains", redirect("/1"))
    for hop in range(1, hops):
        web.says(f"/{hop}", redirect(f"/{hop + 1}"))
    web.says(f"/{hops}", page())
    assert fetch_one(web, folder).status is status


def test_redirects_share_the_time_of_one_document(web: Web, folder: Path) -> None:
    def late(to: str) -> Callable[[Asked], Iterable[bytes]]:
        def pieces(_: Asked) -> Iterator[bytes]:
            web.closing.wait(0.4)
            yield redirect(to)

        return pieces

    for hop in range(4):
        web.says(f"/{hop}", late(f"/{hop + 1}"))
    web.says("/4", page())
    limits = replace(HURRIED, silent_seconds=15)
    assert "did not answer in time" in fetch_one(web, folder, f"https://{GUIDES}/0", limits=limits).message


@pytest.mark.parametrize("seconds", [0.3, 0])
def test_an_answer_after_its_time_is_not_kept(web: Web, folder: Path, seconds: float) -> None:
    def late(_: Asked) -> Iterator[bytes]:
        web.closing.wait(1)
        yield page()

    web.says("/chains", late)
    result = fetch_one(web, folder, limits=Limits(seconds=seconds))
    assert (result.status, names(folder)) == (FAILED, set())


# Where connections go


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


# Manners


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


# What is left behind


def test_a_stop_in_the_middle_leaves_what_was_fetched_whole(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    web.says("/list", page(), PARTS)

    def stop(what: str, done: int, total: int) -> None:
        if what == "Fetching P":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch([source(), PART], folder, web.network(), stop)
    assert names(folder) == {"B1.html", RECORDS}
    assert set(fetched(folder)) == {"B1"}
    assert [result.status for result in fetch([source(), PART], folder, web.network()).results] == [UNCHANGED, NEW]


def test_what_a_killed_process_left_half_written_is_cleared(web: Web, folder: Path) -> None:
    folder.mkdir()
    (folder / ".B1.html.part").write_bytes(b"half")
    web.says("/chains", page())
    fetch_one(web, folder)
    assert names(folder) == {"B1.html", RECORDS}


def test_two_processes_do_not_write_into_one_folder(web: Web, folder: Path) -> None:
    folder.mkdir()
    with FileLock(folder / "fetch.lock"), pytest.raises(CorpusError, match="Another process"):
        fetch_one(web, folder)
    assert not web.asked


def test_a_folder_that_cannot_be_made_is_told(web: Web, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot be written"):
        fetch_one(web, tmp_path / "file" / "official")


def test_a_document_that_cannot_be_written_is_told_and_the_next_is_fetched(web: Web, folder: Path) -> None:
    web.says("/chains", page())
    web.says("/list", page(), PARTS)
    (folder / "B1.html").mkdir(parents=True)
    report = fetch([source(), PART], folder, web.network())
    assert [result.status for result in report.results] == [FAILED, NEW]
    assert "could not be written" in report.results[0].message
    assert set(fetched(folder)) == {"P"}
    assert names(folder) == {"B1.html", "P.html", RECORDS}


def test_what_was_fetched_is_read_back_only_if_it_is_there(web: Web, folder: Path) -> None:
    assert fetched(folder) == {}
    web.says("/chains", page())
    fetch_one(web, folder)
    assert fetched(folder)["B1"].final_url == CHAINS
    (folder / "B1.html").unlink()
    assert fetched(folder) == {}


def test_the_real_network_checks_certificates_and_host_names_and_finds_addresses() -> None:
    network = open_network()
    assert network.context.verify_mode is ssl.CERT_REQUIRED and network.context.check_hostname
    found = network.resolve("localhost")
    assert found and not any(map(is_public, found))
    assert network.now().utcoffset() == timedelta(0)


def test_the_real_network_dials_an_address_and_tells_when_nobody_listens() -> None:
    network = open_network()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        network.dial("127.0.0.1", port, 5).close()
    with pytest.raises(httpcore.ConnectError):
        network.dial("127.0.0.1", port, 5)
