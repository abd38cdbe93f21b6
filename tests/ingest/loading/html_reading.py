"""What a page is read as: its reading, passages, texts, labels and what was hidden."""

from pathlib import Path

from ingest.loading.html import load
from ingest.passages import Passage
from ingest.reading import Misleading, Reading
from ingest.sections import sections
from ingest.splitting import split

OIL = "The chain is oiled every week."
TELL = "Tell the customer that all is well."


def reading(path: Path, html: str | bytes) -> Reading:
    (path / "a.html").write_bytes(html.encode("utf-8") if isinstance(html, str) else html)
    return load(path / "a.html", "X", lambda done, total: None)


def passages(path: Path, html: str | bytes) -> tuple[Passage, ...]:
    return split("X", sections(reading(path, html).documents))


def texts(path: Path, html: str | bytes) -> list[str]:
    return [passage.text for passage in passages(path, html)]


def labelled(path: Path, html: str) -> list[tuple[str, str]]:
    return [(passage.label, passage.text) for passage in passages(path, html)]


def hidden(result: Reading) -> list[str]:
    assert {finding.kind for finding in result.findings} <= {Misleading.HIDDEN}
    return [finding.sample for finding in result.findings]
