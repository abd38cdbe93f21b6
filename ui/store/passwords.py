"""Passwords: what is asked of one, and argon2id."""

import threading
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.errors import PreceptorshipError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
"""Characters: long enough that guessing at the pace the sign-in allows is hopeless."""
LONGEST = 1_000
AT_ONCE = 4
"""Hashes made at the same time: each takes 64 MiB, and whoever asks for many has to wait."""


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@dataclass(frozen=True)
class Passwords:
    """Makes hashes and checks against them; may be used from any thread."""

    hasher: "PasswordHasher" = field(default_factory=_hasher)
    """Unless another is given: argon2id with the parameters that its authors advise where memory is short."""
    _turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(AT_ONCE))

    def hashed(self, password: str) -> str:
        """The encoded hash, which names its parameters."""
        with self._turn:
            return self.hasher.hash(_folded(password))

    def matches(self, encoded: str, password: str) -> bool:
        """Whether the hash is the password's. An empty hash is nobody's, and takes the same work."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        with self._turn:
            nobody = self._nobody
            try:
                return self.hasher.verify(encoded or nobody, _folded(password)) and bool(encoded)
            except (Argon2Error, InvalidHashError):
                return False

    def is_stale(self, encoded: str) -> bool:
        """Whether the hash was made with other parameters than are used now."""
        return self.hasher.check_needs_rehash(encoded)

    @cached_property
    def _nobody(self) -> str:
        return self.hasher.hash("no account has this hash")


def checked_password(password: str, name: str) -> str:
    """The password, if it is long enough and not the name. Raises PreceptorshipError."""
    if len(_folded(password)) < SHORTEST:
        raise PreceptorshipError(
            f"The password has fewer than {SHORTEST} characters.", "Choose a longer one; a few words do well."
        )
    if len(password) > LONGEST:
        raise PreceptorshipError(f"The password has more than {LONGEST:,} characters.", "Choose a shorter one.")
    if len(set(password)) == 1 or _folded(password).casefold() in (name, name.partition("@")[0]):
        raise PreceptorshipError("The password is too easy to guess.", "Choose one that is not the name.")
    return password


def _folded(password: str) -> str:
    """The same whichever keyboard made its accents."""
    return unicodedata.normalize("NFKC", password)
