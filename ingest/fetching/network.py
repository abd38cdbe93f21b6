"""The way to a host: its addresses are looked up once, all of them checked, and the connection goes to what was checked."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpcore

from ingest.fetching.addresses import HTTPS_PORT
from ingest.fetching.outcomes import FetchedStatus, NotFetched
from ingest.reading import MOST_BYTES

MOST_TRIED = 4
"""Addresses of one host that are tried: two of each family."""
_NOT_PUBLIC = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
"""Set aside for protocols and for 6to4 relays (RFC 6890, RFC 7526); the standard library counts them as global."""
_UNICAST = IPv6Network("2000::/3")
"""The only IPv6 addresses given out to hosts (RFC 4291)."""
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as networks without IPv4 write them (RFC 6052)."""


@dataclass(frozen=True)
class Network:
    """How the outside is reached; tests bring their own."""

    resolve: Callable[[str], Sequence[str]]
    """The addresses of a host name, best first. Raises OSError when the name is not known."""
    dial: Callable[[str, int, float | None], httpcore.NetworkStream]
    """Connects to an address and port within so many seconds. Raises httpcore's errors."""
    context: ssl.SSLContext
    """Which authorities are trusted to vouch for a host."""
    pause: Callable[[float], None]
    """Waits so many seconds."""
    now: Callable[[], datetime]
    """The time, in UTC."""


@dataclass(frozen=True)
class Limits:
    """How much is taken from a host, and how often it is asked."""

    size: int = MOST_BYTES
    """Bytes of a document."""
    robots_size: int = 500 * 2**10
    """Bytes of robots.txt that are read: the least that RFC 9309 asks for."""
    seconds: float = 60
    """For one document with its redirects, pauses left out: 50 MB on a slow line of 7 Mbit/s."""
    silent_seconds: float = 15
    """For connecting, and for each wait for more: a host that takes longer is down."""
    redirects: int = 5
    """In a row: as many as RFC 9309 asks for with robots.txt."""
    pause: float = 1
    """Seconds between two requests to one host that asks for nothing else."""
    longest_pause: float = 30
    """Seconds between two requests to one host that asks for more: twenty documents then take ten minutes."""


def open_network() -> Network:
    """The real one: the system's resolver, sockets, authorities and clock."""
    return Network(
        resolve=_resolve,
        dial=lambda address, port, timeout: httpcore.SyncBackend().connect_tcp(address, port, timeout),
        context=ssl.create_default_context(),
        pause=time.sleep,
        now=lambda: datetime.now(UTC),
    )


def _resolve(host: str) -> Sequence[str]:
    found = socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, and so does any IPv4 address that it stands for."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast and not any(found in network for network in _NOT_PUBLIC)
    inner = _inner(found)
    if inner is not None and not is_public(str(inner)):
        return False
    if found.ipv4_mapped or found in _NAT64:
        return True
    return found in _UNICAST and found.is_global and found.scope_id is None


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, NAT64, 6to4 or Teredo; None for any other."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def too_slow(host: str) -> NotFetched:
    """A host that did not answer, or not to the end, before its time was up."""
    return NotFetched(FetchedStatus.FAILED, f"{host} did not answer in time", "Try again later, or use a browser.")


class CheckedBackend(httpcore.NetworkBackend):
    """Connections for httpcore, each only to a checked address, and over when their time is."""

    def __init__(self, network: Network, limits: Limits, until: float) -> None:
        """until: the moment of the monotonic clock at which everything has to be over."""
        self._network = network
        self._limits = limits
        self._until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers; those that are tried share the time. Raises NotFetched."""
        addresses = self._addresses(host)
        until = min(self._until, time.monotonic() + self._limits.silent_seconds)
        for tried, address in enumerate(addresses):
            share = max(until - time.monotonic(), 0.01) / (len(addresses) - tried)  # 0 would mean not to wait at all
            try:
                stream = self._network.dial(address, port, share)
            except (httpcore.NetworkError, httpcore.TimeoutException):
                continue
            return TimedStream(stream, host, self._limits.silent_seconds, self._until)
        raise NotFetched(
            FetchedStatus.FAILED, f"{host} could not be reached", "Check the connection, or try again later."
        )

    def _addresses(self, host: str) -> Sequence[str]:
        try:
            addresses = self._network.resolve(host)
        except OSError:
            addresses = ()
        if not addresses:
            raise NotFetched(
                FetchedStatus.FAILED, f"the name {host} is not known", "Check the connection and the address."
            )
        if not all(map(is_public, addresses)):
            raise NotFetched(
                FetchedStatus.REFUSED,
                f"{host} leads to an address that is not on the public internet",
                "Check the address in the register; a filter in your own network can also do this.",
            )
        return addresses[:MOST_TRIED]


class TimedStream(httpcore.NetworkStream):
    """A connection whose every wait is limited, and all of them together. Raises NotFetched when the time is up."""

    def __init__(self, stream: httpcore.NetworkStream, host: str, silent_seconds: float, until: float) -> None:
        self._stream = stream
        self._host = host
        self._silent_seconds = silent_seconds
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; none at the end."""
        return self._stream.read(max_bytes, self._wait())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the bytes."""
        self._stream.write(buffer, self._wait())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted, with the host's certificate checked."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._wait())
        return TimedStream(stream, self._host, self._silent_seconds, self._until)

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def get_extra_info(self, info: str) -> object:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)

    def _wait(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            self.close()
            raise too_slow(self._host)
        return min(left, self._silent_seconds)
