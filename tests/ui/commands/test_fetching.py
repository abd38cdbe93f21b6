"""The publishers' own pages: downloaded, quoted in place of the digest, or added by their address."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.fetching.web import GUIDES, Web, page, small_web
from tests.ui.commands.conftest import Run, asked

OFFICIAL = b"""<!doctype html><html lang="en-GB"><head><title>Chains</title></head><body><main><h1>Chains</h1>
<h2 id="clean">Rule 1: cleaning</h2><p>Owners should see that a bicycle chain is cleaned every two weeks in winter.</p>
</main></body></html>"""


@pytest.fixture
def web(small_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """The register's only page, on a local host."""
    register = (small_corpus / "sources.toml").read_text(encoding="utf-8")
    register = register.replace("https://workshop.example/chains", f"http://{GUIDES}/chains")
    register = register.replace('id = "B1"', 'id = "B1"\nwording = "digest"')
    (small_corpus / "sources.toml").write_text(register, encoding="utf-8")
    with small_web() as found:
        monkeypatch.setattr("ingest.fetching.network.open_network", found.network)
        yield found


def test_a_fetched_page_is_quoted_in_place_of_its_digest_and_an_unchanged_one_changes_nothing(
    web: Web, run: Run
) -> None:
    web.says("/chains", page(OFFICIAL, ETag='"1"'))
    code, out, _ = run("ingest", "fetch")
    assert code == 0 and "B1 was downloaded." in out and "Clauses changed: 1" in out
    cited = json.loads(run("ask", "How often do I clean a chain?", "--json")[1])["citations"][0]
    assert cited["wording"] == "official" and cited["quote"].startswith("Owners should see")
    assert "in the publisher's words" in asked(run, "How often do I clean a chain?")
    assert "Degreaser must never touch" in run("search", "degreaser")[1]
    code, out, _ = run("ingest", "fetch", "B1")
    assert code == 0 and "B1 has not changed." in out


def test_a_page_that_cannot_be_had_is_told_and_the_digest_answers(web: Web, run: Run) -> None:
    code, out, _ = run("ingest", "fetch")
    assert code == 1 and "B1 was not downloaded" in out
    cited = json.loads(run("ask", "How often do I clean a chain?", "--json")[1])["citations"][0]
    assert cited["wording"] == "digest"


def test_a_page_is_added_by_its_address(web: Web, run: Run) -> None:
    web.says("/keys", page(OFFICIAL.replace(b"two weeks", b"three days")))
    code, out, _ = run("ingest", "add", f"https://{GUIDES}/keys")
    assert code == 0 and "A1: Chains" in out
    (source,) = json.loads(run("ingest", "list", "--json")[1])
    assert source["url"] == f"https://{GUIDES}/keys" and source["language"] == "en-GB"
    code, _, told = run("ingest", "add", f"https://{GUIDES}/none")
    assert code == 1 and f"https://{GUIDES}/none was not downloaded" in told
