"""Web addresses that may be asked: HTTPS, the usual port, a public host name that the register lists."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from corpus.sources import Source
from ingest.fetching.outcomes import FetchedStatus, NotFetched

HTTPS_PORT = 443
MOST_IN_ADDRESS = 2_000
"""Characters of an address: more than any browser or register needs."""
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
"""At least two labels, the last beginning with a letter: no literal address, no name of a local machine."""
_LOCAL = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")
_SAFE = "/%:@!$&'()*+,;=~?"
"""Signs that stay as they are in the path and query of an address; RFC 3986."""


@dataclass(frozen=True)
class WebAddress:
    """An HTTPS address that passed the checks."""

    host: str
    """In lower case."""
    target: str
    """Path and query, percent-encoded."""

    @property
    def url(self) -> str:
        """The whole address."""
        return f"https://{self.host}{self.target}"


def registered_address(url: str) -> WebAddress:
    """The address of a register entry; `http://` is tried as `https://`. Raises NotFetched."""
    scheme, separator, rest = url.partition("://")
    return _checked(f"https://{rest}" if separator and scheme.lower() == "http" else url, "its address")


def allowed_hosts(sources: Iterable[Source]) -> frozenset[str]:
    """The hosts that the register lists, each with and without `www.`; addresses that cannot be asked give none."""
    found: set[str] = set()
    for source in sources:
        try:
            host = registered_address(source.url).host.removeprefix("www.")
        except NotFetched:
            continue
        found |= {host, f"www.{host}"}
    return frozenset(found)


def onward(here: WebAddress, location: str, hosts: Collection[str]) -> WebAddress:
    """Where a redirect from `here` leads: only to `hosts`. Raises NotFetched."""
    if not location:
        raise _refused(f"{here.host} redirects and does not say where to", "Look for its new address.")
    try:
        joined = urljoin(here.url, location)
    except ValueError as error:
        raise _refused(f"{here.host} redirects to no web address", "Look for its new address.") from error
    address = _checked(joined, "the address that it redirects to")
    if address.host not in hosts:
        raise _refused(
            f"it redirects to {address.host}, which the register does not list",
            "If the publisher moved there, put the new address in the register.",
        )
    return address


def _checked(url: str, which: str) -> WebAddress:
    """The address in its parts. Raises NotFetched when it is not one that may be asked."""
    hint = "Put the https:// address of the document in the register."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refused(f"{which} is no web address", hint) from error
    if parts.scheme != "https":
        raise _refused(f"{which} does not begin with https://", hint)
    if len(url) > MOST_IN_ADDRESS:
        raise _refused(f"{which} has more than {MOST_IN_ADDRESS:,} characters", hint)
    if "@" in parts.netloc:
        raise _refused(f"{which} holds a user name", hint)
    if port not in (None, HTTPS_PORT):
        raise _refused(f"{which} names port {port}, and only {HTTPS_PORT} is asked", hint)
    host = (parts.hostname or "").removesuffix(".")
    if not _HOST.fullmatch(host) or host.endswith(_LOCAL):
        raise _refused(f"{which} does not name a public host", hint)
    query = f"?{parts.query}" if parts.query else ""
    return WebAddress(host, quote((parts.path or "/") + query, safe=_SAFE))


def _refused(why: str, hint: str) -> NotFetched:
    return NotFetched(FetchedStatus.REFUSED, why, hint)
