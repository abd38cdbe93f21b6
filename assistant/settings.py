"""Settings: the one configuration object; it builds nothing."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from corpus.errors import PreceptorshipError
from corpus.sources import SHIPPED

PREFIX = "PRECEPTORSHIP_"
_TEXTS = (
    "embedder",
    "host",
    "database",
    "provider",
    "contact",
    "oidc_issuer",
    "oidc_client_id",
    "oidc_client_secret",
)
"""Settings that are taken as they are written."""


def data_folder() -> Path:
    """Where this user's index, caches and added documents are kept."""
    return Path(platformdirs.user_data_dir("preceptorship", appauthor=False))


@dataclass(frozen=True)
class Settings:
    """How the assistant runs. Every field can be set in the environment as PRECEPTORSHIP_<NAME>."""

    corpus: Path = SHIPPED
    """Folder with `sources.toml` and the documents; never written to."""
    index: Path = field(default_factory=lambda: data_folder() / "index")
    """Folder of index generations."""
    embedder: str = "packaged"
    """`packaged` (all-MiniLM-L6-v2, verified), `word-count` (no model, for counting runs), or the name or path of a
    sentence-transformers model."""
    host: str = "127.0.0.1"
    port: int = 7860
    hub_origins: tuple[str, ...] = ()
    """Origins (`https://hub.example`) that may embed the chat and call the API from a page."""
    requests_per_minute: int = 240
    """Questions and searches that one client may send in any minute; 0 sets no limit. One address may stand for a whole
    hospital: 240 lets a workshop of 80 people behind it ask three times a minute each."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks (`10.0.0.0/8`) of the proxies in front, whose X-Forwarded-For names the client; from anyone
    else that header is ignored."""
    database: str = field(default_factory=lambda: f"sqlite:///{data_folder() / 'kept.sqlite3'}")
    """Where receipts and feedback are kept: an address as SQLAlchemy writes it; SQLite unless another is named."""
    keep_days: int = 365
    """Days for which receipts and feedback are kept; 0 keeps them until somebody removes them."""
    keep_unanswered: bool = False
    """Whether people are asked, after a question that was not answered, if they want to share it; it is then shown to
    educators once people in five conversations have asked the like."""
    provider: str = "The organisation that runs this copy"
    """Who answers for this deployment, as the privacy and accessibility pages name it."""
    contact: str = "ahp.practice.ed@nes.scot.nhs.uk"
    """The shared mailbox shown as the contact for AHP preceptorship in Scotland (as published by NHSScotland Careers)."""
    oidc_issuer: str = ""
    """The address of the organisation's sign-in (OpenID Connect), for the educators' bench; without one only passwords
    open it."""
    oidc_client_id: str = ""
    """What the issuer knows this service by."""
    oidc_client_secret: str = field(default="", repr=False)
    """Given by the issuer to a confidential client; a public one has none."""

    @classmethod
    def from_environment(cls, **overrides: object) -> "Settings":
        """Defaults, then the environment, then `overrides` that are not None. Raises PreceptorshipError on a bad value."""
        values: dict[str, object] = {}
        if text := os.environ.get(PREFIX + "CORPUS"):
            values["corpus"] = Path(text)
        if text := os.environ.get(PREFIX + "INDEX"):
            values["index"] = Path(text)
        for name in _TEXTS:
            if text := os.environ.get(PREFIX + name.upper()):
                values[name] = text
        for name in ("hub_origins", "trusted_proxies"):
            if text := os.environ.get(PREFIX + name.upper()):
                values[name] = tuple(text.replace(",", " ").split())
        for name in ("port", "requests_per_minute", "keep_days"):
            if text := os.environ.get(PREFIX + name.upper()):
                if not text.isdigit():
                    raise PreceptorshipError(f"{PREFIX}{name.upper()} is {text!r}.", "Set it to a number.")
                values[name] = int(text)
        if text := os.environ.get(PREFIX + "KEEP_UNANSWERED"):
            if text.lower() not in ("yes", "no"):
                raise PreceptorshipError(f"{PREFIX}KEEP_UNANSWERED is {text!r}.", "Set it to yes or no.")
            values["keep_unanswered"] = text.lower() == "yes"
        values.update({name: value for name, value in overrides.items() if value is not None})
        return cls(**values)  # type: ignore[arg-type]
