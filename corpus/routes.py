"""Whom to ask or call: routes, read from `routes.toml` beside the register."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.sources import NATIONS


@dataclass(frozen=True)
class Route:
    """One place to turn to, as it was published."""

    id: str
    name: str
    contact: str
    """A telephone number, address or person to ask, with the hours where published."""
    nations: tuple[str, ...]
    topics: tuple[str, ...]
    """Topics this route serves: `distress`, `bullying`, `patient_safety`, `preceptorship` …"""
    checked: str
    """How far the contact is known to hold, in words: "as published 2020-21"."""

    def serves(self, topic: str, nation: str) -> bool:
        """Whether a reader in `nation` with this topic should be shown this route."""
        return topic in self.topics and ("UK" in self.nations or nation in self.nations)


def load_routes(root: Path) -> tuple[Route, ...]:
    """The routes of a corpus, in the order in which to show them; none when it has no `routes.toml`."""
    path = root / "routes.toml"
    if not path.is_file():
        return ()
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("route", [])
        return tuple(_route(entry) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"The routes in {path} cannot be read: {error}.", "Mend the file and try again.") from error


def _route(entry: dict[str, Any]) -> Route:
    for name in ("id", "name", "contact", "checked"):
        if not isinstance(entry[name], str):
            raise TypeError(f"{name} should be a text")
    for name in ("nations", "topics"):
        if not isinstance(entry[name], list) or not all(isinstance(item, str) for item in entry[name]):
            raise TypeError(f"{name} should be a list of texts")
    if unknown := set(entry["nations"]) - {"UK", *NATIONS}:
        raise ValueError(f"{', '.join(sorted(unknown))} is no nation")
    return Route(
        id=entry["id"],
        name=entry["name"],
        contact=entry["contact"],
        nations=tuple(entry["nations"]),
        topics=tuple(entry["topics"]),
        checked=entry["checked"],
    )
