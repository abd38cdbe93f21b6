"""A health probe in a child process, `python -m ingest.probing FOLDER`: a damaged store can end the process that opens it."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from ingest.children import command, environment

_SECONDS = 120
"""Time for a probe: opening 100,000 vectors takes a few seconds on a busy machine."""


def is_healthy(folder: Path) -> bool:
    """Whether the index in `folder` opens and answers, tried in a child process. The probe writes to the store's files."""
    probe = command("ingest.probing", str(folder.absolute()))
    try:
        ended = subprocess.run(probe, env=environment(), capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def main() -> int:
    """0 when every part opens and they agree."""
    from ingest.lexical import open_lexical
    from ingest.records import read_entries, read_passages
    from ingest.store import holds

    folder = Path(sys.argv[1])
    entries, vectors = read_entries(folder), np.load(folder / "vectors.npy", mmap_mode="r")
    lexical = open_lexical(folder / "lexical")
    agree = len(entries) == len(vectors) == lexical.size and bool(read_passages(folder))
    return 0 if agree and holds(folder / "chroma", vectors) else 1


if __name__ == "__main__":
    sys.exit(main())
