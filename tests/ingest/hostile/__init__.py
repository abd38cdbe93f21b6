"""Hostile and odd files of every kind, and sound ones to spoil."""

import io
import random

from tests.ingest.hostile.file import WORDS, Hostile
from tests.ingest.hostile.office import hostile_office
from tests.ingest.hostile.pages import hostile_pages
from tests.ingest.hostile.pdf import hostile_pdfs
from tests.ingest.hostile.words import hostile_words
from tests.ingest.pdf import pdf

_MOST_FLIPS = 8
"""Bytes that are changed at most: more only makes every file the same rubble."""


def hostile() -> tuple[Hostile, ...]:
    """All of them, each built when its content is asked for."""
    return (*hostile_pdfs(), *hostile_office(), *hostile_pages(), *hostile_words())


def good_files() -> dict[str, bytes]:
    """One small sound file of each kind, by name; every one holds the words."""
    cue = f"00:00:01.000 --> 00:00:04.000\n{WORDS}\n"
    page = f"<h1>Chains</h1><h2>Oiling</h2><p>{WORDS}</p><ul><li>Wipe it.</li></ul>"
    return {
        "good.pdf": pdf(f"Chains\n{WORDS}", "Brakes\nCheck the blocks each month."),
        "good.docx": _document(),
        "good.html": f"<!DOCTYPE html><html lang='en'><title>Chains</title><body>{page}</body></html>".encode(),
        "good.vtt": f"WEBVTT\n\n{cue}\n00:00:05.000 --> 00:00:09.000\nWipe it first.\n".encode(),
        "good.srt": f"1\n{cue.replace('.000', ',000')}\n2\n00:00:05,000 --> 00:00:09,000\nWipe it.\n".encode(),
        "good.md": f"# Chains\n\n## Oiling\n\n{WORDS}\n\n- Wipe it.\n- Oil it.\n".encode(),
        "good.txt": f"Chains\n\n{WORDS}\n".encode(),
    }


def flipped(content: bytes, seed: int) -> bytes:
    """The content with 1 to 8 bytes changed; always the same ones for a seed. It must not be empty."""
    chance = random.Random(seed)
    spoilt = bytearray(content)
    for place in chance.sample(range(len(spoilt)), min(chance.randint(1, _MOST_FLIPS), len(spoilt))):
        spoilt[place] ^= chance.randint(1, 255)
    return bytes(spoilt)


def _document() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Chains", 1)
    document.add_paragraph(WORDS)
    document.add_paragraph("Wipe it.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Tool", "Rag"), strict=True):
        cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
