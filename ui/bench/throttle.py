"""How often one may try to sign in, by the name and by the client: guessing gets nowhere."""

import secrets
import time
from dataclasses import dataclass, field
from hashlib import blake2b

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

BY_NAME = RateLimitItemPerMinute(10, 15)
"""A person who mistypes gets by; a program guesses fewer than a thousand times a day."""
BY_CLIENT = RateLimitItemPerMinute(60, 15)
"""A training room behind one address signs in; a program cannot try names by the thousand."""


@dataclass(frozen=True)
class Throttle:
    """Counts attempts in memory, under keyed digests."""

    _limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)

    def wait(self, client: str, name: str | None = None) -> int:
        """Count an attempt, by name too where one was given: the seconds to wait before the next where there were too
        many, 0 where it may go on."""
        counted = [(BY_CLIENT, client)] if name is None else [(BY_CLIENT, client), (BY_NAME, name)]
        for item, value in counted:
            if not self._limiter.hit(item, self._digest(value)):
                return max(1, round(self._limiter.get_window_stats(item, self._digest(value)).reset_time - time.time()))
        return 0

    def forget(self, name: str) -> None:
        """The person signed in: earlier attempts under the name no longer count."""
        self._limiter.clear(BY_NAME, self._digest(name))

    def _digest(self, value: str) -> str:
        return blake2b(value.encode("utf-8", "replace"), key=self._key, digest_size=16).hexdigest()


def too_many(seconds: int) -> str:
    """What to tell a person who has to wait so long."""
    minutes = -(-seconds // 60)
    shown = "one minute" if minutes == 1 else f"{minutes} minutes"
    return f"There were too many attempts to sign in. Try again in {shown}."
