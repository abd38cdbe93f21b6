"""Downloading: what comes over the line is of its kind, in time and size, or the earlier copy stays."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.fetching.network import Limits
from ingest.fetching.outcomes import FetchedStatus
from tests.ingest.fetching.asking import (
    FAILED,
    HURRIED,
    NEW,
    REFUSED,
    SMALL,
    fetch_one,
    names,
)
from tests.ingest.fetching.web import (
    ELSEWHERE,
    GUIDES,
    PAGE,
    PARTS,
    PDF,
    Answer,
    Asked,
    Web,
    answer,
    page,
    redirect,
)


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
