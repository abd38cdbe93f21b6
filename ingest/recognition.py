"""Text recognition for scans, with ocrmypdf and Tesseract where they are installed: the `ocr` extra."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

SECONDS_A_PAGE = 60
"""Time for one page; ocrmypdf leaves a page that takes longer without text."""
MOST_SCANNED = 200
"""Pages of a scan that is recognised: more would take hours."""


def can_recognise() -> bool:
    """Whether the programs are installed."""
    return importlib.util.find_spec("ocrmypdf") is not None and shutil.which("tesseract") is not None


def recognised(scan: Path, folder: Path, pages: int) -> Path | None:
    """A copy of the scan, in `folder`, with a layer of text; None when it could not be made.

    pages: how many the scan has."""
    if not can_recognise() or pages > MOST_SCANNED:
        return None
    target = folder / f"{scan.stem}.pdf"
    limits = ["--tesseract-timeout", str(SECONDS_A_PAGE), "--jobs", "1", "--output-type", "pdf", "--optimize", "0"]
    command = [
        sys.executable,
        "-P",
        "-m",
        "ocrmypdf",
        "--quiet",
        "--skip-text",
        *limits,
        str(scan.absolute()),
        str(target),
    ]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        ended = process.wait(timeout=SECONDS_A_PAGE * (pages + 1))
    except subprocess.TimeoutExpired:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()
        return None
    return target if ended == 0 and target.is_file() else None
