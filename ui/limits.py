"""How much one client may ask: a moving minute, generous, because a whole hospital may share one address.

Plain ASGI, so that streams stay streams. Counts are kept in memory only, under a keyed digest of the address."""

import ipaddress
import math
import re
import secrets
import time
from dataclasses import dataclass, field
from hashlib import blake2b

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import PreceptorshipError
from ui.api.problems import is_api, problem

DIGEST_BYTES = 2
"""Of an address: 65,536 places, which bounds the memory that is used, whoever asks. Two clients at one place share a
limit; of a hundred at once, seldom any do."""
SHARED_BITS = 64
"""Of an IPv6 address: what follows is a single machine's to choose, and to change with every request."""
HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After")


@dataclass(frozen=True)
class Rule:
    """Paths that share one budget of requests."""

    budget: str
    paths: re.Pattern[str]
    """Matches the whole path."""
    times: int
    """How many times the requests per minute of the settings are allowed."""


RULES = (
    Rule(
        "asking",
        re.compile(r"/api/v1/(?:ask(?:/stream)?|search|feedback)/?|/ask/?"),
        1,
    ),
    Rule("chatting", re.compile(r"/chat/gradio_api/queue/join/?"), 2),
    Rule("reading", re.compile(r"/api/v1(?:/.*)?"), 4),
)
"""The first that matches counts; other paths are free. In the chat, opening it and every click are requests beside the
questions. What is only looked up takes far less work than an answer, so that it may be asked for more often."""


def _counted() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


@dataclass(frozen=True)
class Limits:
    """Counts requests by client and refuses those beyond the limit with 429; 0 sets no limit."""

    app: ASGIApp
    per_minute: int
    rules: tuple[Rule, ...] = RULES
    _limiter: MovingWindowRateLimiter = field(default_factory=_counted)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        rule = self._rule(scope) if self.per_minute else None
        if rule is None:
            await self.app(scope, receive, send)
            return
        item = RateLimitItemPerMinute(self.per_minute * rule.times)
        client = blake2b(client_of(scope).encode(), key=self._key, digest_size=DIGEST_BYTES).hexdigest()
        allowed = self._limiter.hit(item, rule.budget, client)
        state = self._limiter.get_window_stats(item, rule.budget, client)
        wait = max(1, math.ceil(state.reset_time - time.time()))
        told = dict(zip(HEADERS, map(str, (item.amount, max(0, state.remaining), wait)), strict=False))
        if not allowed:
            await _too_many(scope["path"], wait, {**told, "Retry-After": str(wait)})(scope, receive, send)
            return
        added = [(name.lower().encode(), value.encode()) for name, value in told.items()]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, sending)

    def _rule(self, scope: Scope) -> Rule | None:
        if scope["type"] != "http":
            return None
        return next((rule for rule in self.rules if rule.paths.fullmatch(scope["path"])), None)


def client_of(scope: Scope) -> str:
    """Who sent a request: its address, or the network of an IPv6 address, as the server or a trusted proxy tells it."""
    host = (scope.get("client") or ("unknown", 0))[0]
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return str(host)
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network(f"{address}/{SHARED_BITS}", strict=False))


def checked_proxies(proxies: tuple[str, ...]) -> list[str]:
    """The proxies, if each is an address or a network. Raises PreceptorshipError: a wrong one would be trusted never,
    and a wildcard would let anyone choose an address."""
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            raise PreceptorshipError(
                f"The trusted proxy {proxy!r} is neither an address nor a network.",
                "Write it like 10.0.0.5 or 10.0.0.0/8 in PRECEPTORSHIP_TRUSTED_PROXIES.",
            ) from None
    return list(proxies)


def too_many(wait: int) -> tuple[str, str]:
    """What a client is told that is to wait so many seconds, and what to do."""
    seconds = f"{wait} second{'' if wait == 1 else 's'}"
    return "There are too many questions from your network at the moment.", f"Ask again in {seconds}."


def _too_many(path: str, wait: int, headers: dict[str, str]) -> Response:
    message, hint = too_many(wait)
    if is_api(path) or path.startswith("/chat/"):
        return problem(429, message, hint, headers)
    from ui.pages.frame import document

    body = f"<h1>Too many questions</h1><p>{message} {hint} Your question was not kept.</p>"
    return HTMLResponse(document("Too many questions", body), 429, headers)
