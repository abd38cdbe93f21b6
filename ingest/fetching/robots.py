"""Manners: what robots.txt of a host asks of programs, and the time between two requests to one host."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ingest.fetching.addresses import WebAddress
from ingest.fetching.content import beginning, plain, whole
from ingest.fetching.network import Limits, Network
from ingest.fetching.outcomes import FetchedStatus, NotFetched
from ingest.fetching.records import Fetched
from ingest.fetching.web import AGENT, OK, Headers, Reply, follow, get, refusal
from ingest.progress import Progress

if TYPE_CHECKING:
    from protego import Protego

_BARRED = frozenset({401, 403, 429})
"""Statuses of robots.txt that are taken as `no`; RFC 9309 takes every other one from 400 to 499 as `no rules`."""
_BUSY = frozenset({429, 503})
"""Statuses that ask to be left alone for a while."""
_BY_HAND = "Download it in a browser and add the file with `preceptorship ingest add`."


@dataclass(frozen=True)
class Rules:
    """What one host asks."""

    robots: "Protego | None" = None
    """Its robots.txt; None when it has none."""
    pause: float = 0
    """Seconds between two requests."""
    barred: NotFetched | None = None
    """Why nothing may be asked of it in this run."""

    def check(self, address: WebAddress) -> None:
        """Raises NotFetched when the address may not be asked for."""
        if self.barred:
            raise NotFetched(self.barred.status, self.barred.why, self.barred.hint)
        if self.robots and not self.robots.can_fetch(address.url, AGENT):
            raise NotFetched(
                FetchedStatus.REFUSED, f"robots.txt of {address.host} asks programs to leave it alone", _BY_HAND
            )


class Visitor:
    """One run: it reads the rules of each host once, keeps to them, and waits between requests."""

    def __init__(self, network: Network, limits: Limits, hosts: Collection[str]) -> None:
        """hosts: those that the register lists; no other is asked."""
        self._network = network
        self._limits = limits
        self._hosts = hosts
        self._rules: dict[str, Rules] = {}
        self._asked: set[str] = set()

    def document(
        self, start: WebAddress, known: Fetched | None, progress: Progress, what: str
    ) -> tuple[WebAddress, Reply]:
        """The document and where it was found; status 200, or 304 when it is the known one. Raises NotFetched."""
        left = self._limits.seconds

        def ask(here: WebAddress) -> Reply:
            nonlocal left
            self._rules_of(here.host).check(here)
            self._wait(here.host)
            take = partial(whole, url=here.url, most=self._limits.size, progress=progress, what=what)
            reply = get(self._network, self._limits, here, _conditions(here, known), left, take)
            left -= reply.seconds
            if reply.status in _BUSY:
                self._rules[here.host] = Rules(barred=refusal(reply.status, here.host))
            return reply

        final, reply = follow(start, self._hosts, self._limits.redirects, ask)
        if reply.status == OK or (reply.status == 304 and _conditions(final, known)):
            return final, reply
        raise refusal(reply.status, final.host)

    def _rules_of(self, host: str) -> Rules:
        if host not in self._rules:
            self._rules[host] = self._read_rules(host)
        return self._rules[host]

    def _read_rules(self, host: str) -> Rules:
        def take(headers: Headers, chunks: Iterable[bytes]) -> bytes:
            plain(headers)
            return beginning(chunks, self._limits.robots_size)

        def ask(here: WebAddress) -> Reply:
            self._wait(here.host)
            return get(self._network, self._limits, here, {}, self._limits.silent_seconds, take)

        try:
            _, reply = follow(WebAddress(host, "/robots.txt"), self._hosts, self._limits.redirects, ask)
        except NotFetched as error:
            return Rules(barred=_unread(error.status, host, error.why))
        if reply.status == OK:
            return _parsed(reply.body, self._limits)
        if 400 <= reply.status < 500 and reply.status not in _BARRED:
            return Rules()
        status = FetchedStatus.REFUSED if reply.status in _BARRED else FetchedStatus.FAILED
        return Rules(barred=_unread(status, host, f"it answered {reply.status}"))

    def _wait(self, host: str) -> None:
        """Let time pass since the last request to the host."""
        rules = self._rules.get(host, Rules())
        if host in self._asked:
            self._network.pause(min(max(rules.pause, self._limits.pause), self._limits.longest_pause))
        self._asked.add(host)


def _parsed(body: bytes, limits: Limits) -> Rules:
    from protego import Protego

    text = body.decode("utf-8-sig", errors="replace")
    if len(body) >= limits.robots_size:
        text = text[: text.rfind("\n") + 1]  # the last line is cut, and half a rule is another rule
    robots = Protego.parse(text)
    return Rules(robots, robots.crawl_delay(AGENT) or 0)


def _unread(status: FetchedStatus, host: str, why: str) -> NotFetched:
    return NotFetched(
        status,
        f"what {host} asks of programs is not known, as its robots.txt could not be read ({why})",
        f"Try again later. {_BY_HAND}",
    )


def _conditions(address: WebAddress, known: Fetched | None) -> Mapping[str, str]:
    """Headers that ask for the document only if it is not the known one."""
    if known is None or address.url != known.final_url:
        return {}
    both = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in both.items() if value}
