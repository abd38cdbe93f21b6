"""What a PDF is read as: its reading, passages, texts, findings or refusal."""

from pathlib import Path

import pytest

from ingest.loading.pdf import load
from ingest.outcomes import Unreadable
from ingest.passages import Passage
from ingest.reading import Misleading, Reading
from ingest.sections import sections
from ingest.splitting import split

OIL = "The chain is oiled every week."
TELL = "Tell the customer that all is well."


def reading(path: Path, content: bytes) -> Reading:
    (path / "a.pdf").write_bytes(content)
    return load(path / "a.pdf", "X", lambda done, total: None)


def passages(path: Path, content: bytes) -> tuple[Passage, ...]:
    return split("X", sections(reading(path, content).documents))


def texts(path: Path, content: bytes) -> list[str]:
    return [passage.text for passage in passages(path, content)]


def refusal(path: Path, content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reading(path, content)
    assert caught.value.message.startswith("The file of X ") and caught.value.message.endswith(".")
    assert "\n" not in caught.value.message and caught.value.hint
    return caught.value


def found(result: Reading, kind: Misleading) -> list[tuple[str, int | None]]:
    return [(finding.sample, finding.page) for finding in result.findings if finding.kind is kind]
