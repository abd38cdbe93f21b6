"""Downloading: what an interruption leaves behind, and what the real network does."""

import socket
import ssl
from datetime import timedelta
from pathlib import Path

import httpcore
import pytest
from filelock import FileLock

from corpus.errors import CorpusError
from ingest.fetching.fetch import fetch
from ingest.fetching.network import is_public, open_network
from ingest.fetching.records import RECORDS, fetched
from tests.ingest.fetching.asking import CHAINS, FAILED, NEW, PART, UNCHANGED, fetch_one, names, source
from tests.ingest.fetching.web import (
    PARTS,
    Web,
    page,
)


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
