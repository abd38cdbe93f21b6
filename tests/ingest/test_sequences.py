"""A thousand lives of a library: whatever is added, edited, renamed, removed and repeated, what is held is what was put in."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.sources import Source
from ingest import adding, collecting
from ingest.adding import Arrival, add, without
from ingest.collecting import collect
from ingest.library import Library, open_library
from ingest.parsing import FileReader
from ingest.passages import Passage, passage_id
from ingest.progress import quietly
from tests.ingest.pdf import pdf
from tests.workshop import write_corpus

SEQUENCES = 1000
WORDS = ("oil", "chain", "Brake", "caf\u00e9", "well-being", "3.5", "don't", "(wheel)", "A&E", "50%")
sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(lambda words: "The " + " ".join(words) + ".")
documents = st.tuples(st.sampled_from([".md", ".pdf"]), st.lists(sentences, min_size=1, max_size=3, unique=True))
steps = st.tuples(
    st.sampled_from(["add", "edit", "rename", "remove", "repeat"]), st.integers(min_value=0, max_value=5), documents
)


def content(document: tuple[str, list[str]]) -> bytes:
    """A page a sentence in a PDF, a paragraph a sentence in Markdown."""
    ending, texts = document
    return pdf(*texts) if ending == ".pdf" else ("# T\n\n" + "\n\n".join(texts) + "\n").encode("utf-8")


class Shared(FileReader):
    """One reader for all lives: thousands of files are read."""

    def __exit__(self, *_: object) -> None:
        """It stays."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    shared = Shared()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adding, "FileReader", lambda: shared)
        patch.setattr(collecting, "FileReader", lambda: shared)
        yield write_corpus(tmp_path_factory.mktemp("base") / "workshop")


class Life:
    """A library, and beside it a plain dictionary of what should be in it: id → (ending, sentences)."""

    def __init__(self, corpus: Path, folder: Path) -> None:
        self.library: Library = open_library(corpus, folder / "index")
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.held: dict[str, tuple[str, list[str]]] = {}
        self.files = 0

    def step(self, action: str, number: int, document: tuple[str, list[str]]) -> None:
        ids = sorted(self.held)
        chosen = ids[number % len(ids)] if ids else ""
        if action == "remove" and chosen:
            self.library.additions.write(without(self.library, [chosen]))
            del self.held[chosen]
        elif action in ("repeat", "rename") and chosen:  # the same content, under the same name or another
            self._arrive(self.held[chosen], None)
        elif action == "edit" and chosen:
            self._arrive(document, chosen)
        elif action == "add":
            self._arrive(document, None)
        self.library.drop_unused()

    def _arrive(self, document: tuple[str, list[str]], replaces: str | None) -> None:
        self.files += 1
        path = self.inbox / f"file {self.files}{document[0]}"
        path.write_bytes(content(document))
        added = add(self.library, [Arrival(path)], {}, replaces, quietly)
        self.library.additions.write(added.sources)
        for source in (*added.new, *added.replaced):
            self.held[source.id] = document
        known = [content(each) for each in self.held.values()]
        assert added.new or added.replaced or content(document) in known


@settings(max_examples=SEQUENCES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=8))
def test_what_is_held_is_what_was_put_in(
    corpus: Path, tmp_path_factory: pytest.TempPathFactory, life: list[tuple[str, int, tuple[str, list[str]]]]
) -> None:
    lived = Life(corpus, tmp_path_factory.mktemp("life"))
    for action, number, document in life:
        lived.step(action, number, document)
    held = {source.id: source for source in lived.library.additions.sources()}
    assert set(held) == set(lived.held)
    assert len(list((lived.library.additions.folder / "documents").glob("*"))) == len(held)
    passages = collect(lived.library.corpus()).passages
    assert len({passage.id for passage in passages}) == len(passages)
    assert all(passage.id == computed for passage, computed in zip(passages, ids(passages), strict=True))
    for name, source in held.items():
        check(source, lived.held[name], [passage for passage in passages if passage.source_id == name])


def check(source: Source, document: tuple[str, list[str]], passages: list[Passage]) -> None:
    """The document's sentences come back in order, each on its page."""
    ending, texts = document
    assert source.file.endswith(ending)
    assert [passage.text for passage in passages] == texts
    assert [passage.page for passage in passages] == [n if ending == ".pdf" else None for n in range(1, len(texts) + 1)]


def ids(passages: tuple[Passage, ...]) -> list[str]:
    """The id of each passage, computed from its content alone."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for passage in passages:
        place = (passage.source_id, *passage.headings, passage.clause, passage.text)
        found.append(passage_id(passage.source_id, (*passage.headings, passage.clause), passage.text, seen[place]))
        seen[place] += 1
    return found
