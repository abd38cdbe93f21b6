"""Sources to download, and one download of them."""

from pathlib import Path

from corpus.sources import Source
from ingest.fetching.addresses import allowed_hosts
from ingest.fetching.fetch import fetch
from ingest.fetching.network import Limits, Network
from ingest.fetching.outcomes import FetchedStatus, FetchResult
from tests.ingest.fetching.web import (
    GUIDES,
    PARTS,
    Web,
)

NEW, CHANGED, UNCHANGED = FetchedStatus.NEW, FetchedStatus.CHANGED, FetchedStatus.UNCHANGED
REFUSED, FAILED, SKIPPED = FetchedStatus.REFUSED, FetchedStatus.FAILED, FetchedStatus.SKIPPED
CHAINS = f"https://{GUIDES}/chains"
SMALL = Limits(size=100_000)
HURRIED = Limits(size=100_000, seconds=1, silent_seconds=0.5)
PART = Source(id="P", title="Parts", publisher="Riverside Workshop", url=f"https://{PARTS}/list", no_file="not read")


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
