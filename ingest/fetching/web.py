"""One question to one host, and following where its answers redirect."""

import ssl
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore

from ingest.fetching.addresses import HTTPS_PORT, WebAddress, onward
from ingest.fetching.network import CheckedBackend, Limits, Network, too_slow
from ingest.fetching.outcomes import FetchedStatus, NotFetched

AGENT = "PreceptorshipAssistant"
"""The name that robots.txt may call us by."""
USER_AGENT = f"{AGENT}/0.1 (+document fetch)"
OK, UNCHANGED = 200, 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = "Try again later."
_BY_HAND = "Download it in a browser and add the file with `preceptorship ingest add`."
_CERTIFICATE = {10: "has run out", 62: "belongs to another host"}
"""What is wrong with a certificate, by OpenSSL's X509_V_ERR number."""

Headers = Mapping[str, str]
"""Header values by name, names in lower case."""
Take = Callable[[Headers, Iterable[bytes]], bytes]
"""Takes what it wants of an answer's body; raises NotFetched for an answer that is not wanted."""


@dataclass(frozen=True)
class Reply:
    """What a host answered."""

    status: int
    headers: Headers
    body: bytes
    """Empty unless the status is 200."""
    seconds: float
    """How long it took."""


def get(
    network: Network, limits: Limits, address: WebAddress, conditions: Headers, seconds: float, take: Take
) -> Reply:
    """Ask for an address, with all over in so many seconds; redirects are not followed. Raises NotFetched."""
    started = time.monotonic()
    asked = {
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **conditions,
    }
    host = address.host.encode("ascii")
    url = httpcore.URL(scheme=b"https", host=host, port=None, target=address.target.encode("ascii"))
    connection = httpcore.HTTPConnection(
        httpcore.Origin(b"https", host, HTTPS_PORT),
        ssl_context=network.context,
        network_backend=CheckedBackend(network, limits, started + seconds),
    )
    with (
        _in_plain_words(address.host),
        connection,
        connection.stream("GET", url, headers=list(asked.items())) as response,
    ):
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        body = take(headers, response.iter_stream()) if response.status == OK else b""
        return Reply(response.status, headers, body, time.monotonic() - started)


def follow(
    start: WebAddress, hosts: Collection[str], most: int, ask: Callable[[WebAddress], Reply]
) -> tuple[WebAddress, Reply]:
    """Ask, and go on where the answers redirect: at most `most` times, only to `hosts`. Raises NotFetched."""
    here, seen = start, {start}
    reply = ask(here)
    while reply.status in REDIRECTS:
        here = onward(here, reply.headers.get("location", ""), hosts)
        if here in seen or len(seen) > most:
            way = "in a circle" if here in seen else f"more than {most} times"
            raise NotFetched(FetchedStatus.REFUSED, f"its address redirects {way}", _BY_HAND)
        seen.add(here)
        reply = ask(here)
    return here, reply


def refusal(status: int, host: str) -> NotFetched:
    """What a status other than 200 means, in plain words."""
    if status in (404, 410):
        return NotFetched(
            FetchedStatus.FAILED,
            f"it is not there any more ({host} answered {status})",
            "Look for its new address and put it in the register.",
        )
    if status in (401, 403):
        return NotFetched(FetchedStatus.FAILED, f"{host} does not give it to programs ({status})", _BY_HAND)
    if status == 429:
        return NotFetched(FetchedStatus.FAILED, f"{host} asks for fewer requests ({status})", _LATER)
    if status >= 500:
        return NotFetched(FetchedStatus.FAILED, f"{host} has a fault of its own ({status})", _LATER)
    return NotFetched(FetchedStatus.FAILED, f"{host} gave no document ({status})", "Check the address in the register.")


@contextmanager
def _in_plain_words(host: str) -> Iterator[None]:
    """The errors of a connection as NotFetched."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise too_slow(host) from error
    except httpcore.NetworkError as error:
        raise _broken(host, error.__cause__) from error
    except httpcore.ProtocolError as error:
        raise NotFetched(
            FetchedStatus.FAILED, f"{host} broke off, or its answer does not follow HTTP", _LATER
        ) from error


def _broken(host: str, cause: BaseException | None) -> NotFetched:
    if isinstance(cause, ssl.SSLCertVerificationError):
        what = _CERTIFICATE.get(cause.verify_code, "is not vouched for by an authority that this machine trusts")
        return NotFetched(
            FetchedStatus.REFUSED,
            f"the certificate of {host} {what}",
            "Do not go round it: tell whoever looks after the host, or the network that you are in.",
        )
    if isinstance(cause, ssl.SSLError):
        return NotFetched(FetchedStatus.FAILED, f"no safe connection to {host} could be made", _LATER)
    return NotFetched(FetchedStatus.FAILED, f"the connection to {host} broke", _LATER)
