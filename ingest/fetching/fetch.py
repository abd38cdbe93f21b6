"""`ingest fetch`: the publishers' own documents, downloaded from the addresses in the register, politely and safely."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import CorpusError
from corpus.sources import Source
from ingest.fetching.addresses import WebAddress, allowed_hosts, registered_address
from ingest.fetching.content import ENDINGS, ending_of
from ingest.fetching.network import Limits, Network
from ingest.fetching.outcomes import FetchedStatus, FetchReport, FetchResult, NotFetched
from ingest.fetching.records import (
    MOST_IN_HEADER,
    Fetched,
    digest_of,
    header,
    read_records,
    write_records,
    write_whole,
)
from ingest.fetching.robots import Visitor
from ingest.fetching.web import UNCHANGED, Reply
from ingest.progress import Progress, quietly

_WORDS = {
    FetchedStatus.NEW: "was downloaded",
    FetchedStatus.CHANGED: "was downloaded and differs from the copy that was here",
    FetchedStatus.UNCHANGED: "has not changed",
}


def fetch(
    sources: Sequence[Source],
    folder: Path,
    network: Network,
    progress: Progress = quietly,
    *,
    hosts: Collection[str] | None = None,
    limits: Limits | None = None,
) -> FetchReport:
    """Download the document of each source that has an address into `folder`, one after the other.

    One file for each source, `{id}.pdf`, `{id}.html` and so on; `fetched.json` records where each came from. What fails
    leaves the earlier copy as it was. progress: told the bytes of each document, as `Fetching S5`.
    hosts: those that may be asked, where `sources` is only part of the register: `allowed_hosts` of all of it.
    Raises CorpusError when another process fetches into the folder, or it cannot be made."""
    limits = limits or Limits()
    with _sole_writer(folder):
        hosts = allowed_hosts(sources) if hosts is None else hosts
        run = _Run(folder, read_records(folder), Visitor(network, limits, hosts), network, progress)
        return FetchReport(tuple(run.fetch(source) for source in sources))


@contextmanager
def _sole_writer(folder: Path) -> Iterator[None]:
    """Hold the folder, made if need be, and clear what a killed process left half written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "fetch.lock", timeout=0):
            for part in folder.glob(".*.part"):
                part.unlink(missing_ok=True)
            yield
    except Timeout:
        raise CorpusError("Another process downloads into the same folder.", "Wait until it ends.") from None
    except OSError as error:
        raise CorpusError(
            f"The folder {folder} cannot be written ({error.strerror}).", "Check its permissions."
        ) from error


@dataclass(frozen=True)
class _Run:
    """One call of `fetch`."""

    folder: Path
    records: dict[str, Fetched]
    """Kept up to date with `fetched.json`."""
    visitor: Visitor
    network: Network
    progress: Progress

    def fetch(self, source: Source) -> FetchResult:
        """Download one source's document; what goes wrong is its result."""
        if not source.url:
            return FetchResult(source.id, FetchedStatus.SKIPPED, f"{source.id} has no address in the register.")
        try:
            known = self._known(source)
            address, reply = self.visitor.document(
                registered_address(source.url), known, self.progress, f"Fetching {source.id}"
            )
            if known and reply.status == UNCHANGED:
                return self._confirmed(source, known, reply)
            return self._kept(source, address, reply)
        except NotFetched as refusal:
            return self._not_fetched(source, refusal)
        except OSError as error:
            why = f"it could not be written ({error.strerror})"
            return self._not_fetched(source, NotFetched(FetchedStatus.FAILED, why, "Check the disk and permissions."))

    def _known(self, source: Source) -> Fetched | None:
        """The record of the copy that is here, when that is whole."""
        record = self.records.get(source.id)
        if record and digest_of(self.folder / record.file) == record.sha256:
            return record
        return None

    def _confirmed(self, source: Source, known: Fetched, reply: Reply) -> FetchResult:
        record = replace(
            known,
            url=source.url,
            etag=header(reply.headers.get("etag", "")) or known.etag,
            last_modified=header(reply.headers.get("last-modified", "")) or known.last_modified,
            fetched=self._now(),
        )
        return self._recorded(record, FetchedStatus.UNCHANGED)

    def _kept(self, source: Source, address: WebAddress, reply: Reply) -> FetchResult:
        """Put the document in the folder, unless it is there already."""
        content_type = reply.headers.get("content-type", "")
        record = Fetched(
            id=source.id,
            file=f"{source.id}{ending_of(content_type, address.url)}",
            url=source.url,
            final_url=address.url,
            etag=header(reply.headers.get("etag", "")),
            last_modified=header(reply.headers.get("last-modified", "")),
            sha256=hashlib.sha256(reply.body).hexdigest(),
            size=len(reply.body),
            content_type=content_type[:MOST_IN_HEADER],
            fetched=self._now(),
        )
        here = digest_of(self.folder / record.file)
        others = [path for path in self._copies(source.id) if path.name != record.file]
        if here == record.sha256 and not others:
            return self._recorded(record, FetchedStatus.UNCHANGED)
        write_whole(self.folder / record.file, reply.body)
        result = self._recorded(record, FetchedStatus.CHANGED if here or others else FetchedStatus.NEW)
        for other in others:
            other.unlink(missing_ok=True)
        return result

    def _recorded(self, record: Fetched, status: FetchedStatus) -> FetchResult:
        self.records[record.id] = record
        write_records(self.folder, self.records)
        message = f"{record.id} {_WORDS[status]}."
        return FetchResult(record.id, status, message, "", record.size, record.final_url)

    def _not_fetched(self, source: Source, refusal: NotFetched) -> FetchResult:
        kept = "; its earlier copy is kept" if self._copies(source.id) else ""
        message = f"{source.id} was not downloaded: {refusal.why}{kept}."
        return FetchResult(source.id, refusal.status, message, refusal.hint)

    def _copies(self, name: str) -> list[Path]:
        paths = (self.folder / f"{name}{ending}" for ending in sorted(ENDINGS))
        return [path for path in paths if path.is_file()]

    def _now(self) -> str:
        return self.network.now().isoformat(timespec="seconds")
