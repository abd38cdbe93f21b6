"""The options that every command takes, and the settings that they make."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.settings import Settings

OK, FAILED, WRONG = 0, 1, 2
"""Exit codes: done; an answer failed or a gate closed; wrong usage or a broken corpus, index or setting."""


def places_parser(**options: Any) -> argparse.ArgumentParser:
    """The options that every command takes."""
    places = argparse.ArgumentParser(add_help=False, **options)
    places.add_argument("--corpus", type=Path, metavar="DIR", help="folder with sources.toml and the documents")
    places.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    places.add_argument("--embedder", metavar="NAME", help="packaged, or a sentence-transformers model's name or path")
    return places


def settings_of(options: argparse.Namespace) -> "Settings":
    """The settings that a command's options and the environment make."""
    from assistant.settings import Settings

    return Settings.from_environment(
        corpus=options.corpus,
        index=options.index,
        embedder=options.embedder,
        host=getattr(options, "host", None),
        port=getattr(options, "port", None),
    )
