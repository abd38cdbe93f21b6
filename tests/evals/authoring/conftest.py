"""A small set of documents that test questions may point at, and rows of a set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.sources import Corpus, Source
from evals.authoring.places import Places
from evals.sample_rows import COLUMNS
from ingest.passages import Passage

TEXTS = (
    ("S4", "Principle 3", "", "Preceptees are empowered to say what they need.", ("S4.1",)),
    ("S5", "Principle 4", "", "A preceptor does not have to belong to the preceptee's profession.", ("S5.3",)),
    ("S5", "Principle 4 a)", "a)", "A preceptor sets a professional example.", ("S5.4",)),
    ("S5", "Principle 4 b)", "b)", "A preceptor helps with team working.", ("S5.5",)),
    ("N1", "", "", "No source says what pay follows preceptorship.", ("G11",)),
)
TITLES = {
    "S4": "Focus on empowering preceptees",
    "S5": "Focus on being a preceptor",
    "S6": "Poster",
    "N1": "Known gaps",
}


@dataclass(frozen=True)
class Row:
    number: int
    cells: Mapping[str, str]


@pytest.fixture
def places() -> Places:
    passages = {
        f"{source}:{at}": Passage(f"{source}:{at}", source, text, (clause,), clause, 0, at, label=label, facts=facts)
        for at, (source, clause, label, text, facts) in enumerate(TEXTS)
    }
    sources = tuple(Source(id=name, title=title, publisher="P") for name, title in TITLES.items())
    return Places(passages, Corpus(root=Path(), name="four", home_nation="Scotland", sources=sources))


@pytest.fixture
def make_row() -> Callable[..., Row]:
    """make_row(14, source="S5", …): a good row but for the cells that are given; `kind` stands for `class`."""

    def make(number: int = 14, **cells: str) -> Row:
        good = {"id": f"a{number}", "class": "answerable", "split": "tuning", "question": "Who?", "expect": "answered"}
        if "kind" in cells:
            cells["class"] = cells.pop("kind")
        return Row(number, {**dict.fromkeys(COLUMNS, ""), **good, **cells})

    return make
