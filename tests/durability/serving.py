"""A real server in a process of its own."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Server:
    """`preceptorship chat` over a corpus and an index, on a free port of loopback."""

    def __init__(self, corpus: Path, index: Path) -> None:
        command = [sys.executable, "-m", "ui.cli", "chat", "--port", "0", "--embedder", "word-count"]
        self._process = subprocess.Popen(
            [*command, "--corpus", str(corpus), "--index", str(index)],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                "PRECEPTORSHIP_DATABASE": f"sqlite:///{index.parent}/kept.sqlite3",
                "PRECEPTORSHIP_REQUESTS_PER_MINUTE": "0",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout
        found = re.search(r"http://[^/]+", self._process.stdout.readline())
        assert found, "the server did not start"
        self.address = found[0]

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def health(self) -> dict[str, Any]:
        """What `/healthz` says."""
        with urllib.request.urlopen(f"{self.address}/healthz", timeout=60) as reply:
            found: dict[str, Any] = json.load(reply)
        return found

    def ask(self, question: str) -> dict[str, Any]:
        """The answer object for a question."""
        request = urllib.request.Request(
            f"{self.address}/api/v1/ask",
            data=json.dumps({"question": question}).encode(),
            headers={"content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as reply:
            found: dict[str, Any] = json.load(reply)
        return found

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.communicate(timeout=30)
