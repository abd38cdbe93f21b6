"""A small web on the loopback: several HTTPS hosts under one authority, which answer byte for byte what a test says."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpcore
import trustme

from ingest.fetching.network import Network

GUIDES, PARTS, ELSEWHERE = "guides.workshop.example", "www.parts.example", "elsewhere.example"
ADDRESSES = {GUIDES: "9.9.9.1", PARTS: "9.9.9.2", ELSEWHERE: "9.9.9.3"}
"""Public as far as anyone can see; connections to them go to the loopback."""
TODAY = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PAGE = b"<!DOCTYPE html><html><body><main><h1>Chains</h1><p>Oil the chain.</p></main></body></html>"
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"


@dataclass(frozen=True)
class Asked:
    """One request that a host received."""

    host: str
    path: str
    headers: dict[str, str]


Answer = Callable[[Asked], bytes | Iterable[bytes]]


def answer(status: int = 200, body: bytes = b"", kind: str = "", **headers: str) -> bytes:
    """An answer as it goes over the line; `_` in the names of headers stands for `-`."""
    named = {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    if kind:
        named["Content-Type"] = kind
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in named.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def page(body: bytes = PAGE, **headers: str) -> bytes:
    """A web page."""
    return answer(200, body, "text/html; charset=utf-8", **headers)


def redirect(to: str, status: int = 302) -> bytes:
    return answer(status, Location=to)


@dataclass
class Web:
    """The hosts and what they say; a path that nothing was said of answers 404."""

    authority: trustme.CA
    pages: dict[tuple[str, str], Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    ports: dict[str, int] = field(default_factory=dict)
    """By address."""
    closing: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: hosts that keep silent wait for it."""

    def says(self, path: str, said: bytes | Answer, host: str = GUIDES) -> None:
        """What a host answers from now on."""
        self.pages[host, path] = said if callable(said) else lambda _: said

    def paths(self, host: str = GUIDES) -> list[str]:
        """What a host was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.host == host and asked.path != "/robots.txt"]

    def network(self, **changes: Any) -> Network:
        """The way to these hosts and to no others."""
        parts = {
            "resolve": lambda host: self._resolve(host),
            "dial": self.dial,
            "context": self._trusting(),
            "pause": self.pauses.append,
            "now": lambda: TODAY,
        }
        return Network(**(parts | changes))

    def dial(self, address: str, port: int, timeout: float | None) -> httpcore.NetworkStream:
        """A connection to the loopback in place of the address."""
        assert port == 443
        self.dialled.append(address)
        if address not in self.ports:
            raise httpcore.ConnectError("nobody listens there")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.ports[address], timeout)

    def _resolve(self, host: str) -> tuple[str, ...]:
        self.resolved.append(host)
        return (ADDRESSES[host],) if host in ADDRESSES else ()

    def _trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    @contextmanager
    def listening(self, address: str, certificate: trustme.LeafCert | None) -> Iterator[None]:
        """Answer at an address with a certificate; without one, in plain HTTP."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if certificate and context:
            certificate.configure_cert(context)
        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler(context)) as server:
            server.daemon_threads, server.block_on_close = True, False
            before = self.ports.get(address)
            self.ports[address] = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield
            finally:
                server.shutdown()
                thread.join()
                self.ports.pop(address)
                if before:
                    self.ports[address] = before

    def _handler(self, context: ssl.SSLContext | None) -> type[socketserver.BaseRequestHandler]:
        web = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                if context is None:
                    self.request.sendall(answer(400))
                    return
                try:
                    with context.wrap_socket(self.request, server_side=True) as line:
                        web._converse(line)
                except OSError:
                    pass  # a client that refuses the certificate, or has heard enough

        return Handler

    def _converse(self, line: ssl.SSLSocket) -> None:
        received = b""
        while b"\r\n\r\n" not in received:
            if not (more := line.recv(65_536)):
                return
            received += more
        first, *rest = received.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)}
        asked = Asked(headers["host"], first.split(" ")[1], headers)
        self.asked.append(asked)
        said = self.pages.get((asked.host, asked.path), lambda _: answer(404))(asked)
        for piece in [said] if isinstance(said, bytes) else said:
            line.sendall(piece)


@contextmanager
def small_web() -> Iterator[Web]:
    """Three hosts; the third is not in the register of the tests."""
    web = Web(trustme.CA())
    certificate = web.authority.issue_cert(*ADDRESSES)
    with (
        web.listening(ADDRESSES[GUIDES], certificate),
        web.listening(ADDRESSES[PARTS], certificate),
        web.listening(ADDRESSES[ELSEWHERE], certificate),
    ):
        try:
            yield web
        finally:
            web.closing.set()


def expired(authority: trustme.CA, host: str) -> trustme.LeafCert:
    """A certificate that ran out yesterday."""
    return authority.issue_cert(host, not_after=datetime.now(UTC) - timedelta(days=1))
