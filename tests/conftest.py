"""A small body of documents on another subject, its index, the real assistant over the shipped corpus, and a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from filelock import FileLock

from assistant.settings import Settings
from corpus.sources import load_corpus
from ingest.building import update_index
from ingest.embedding import WORD_COUNT, WordCountEmbedder
from ingest.index import Index, open_index
from ingest.progress import quietly
from tests.programs import ARGUMENTS, CHROMIUM, lacking
from tests.workshop import write_corpus

hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")
"""A busy machine is no failure: times are measured, not asserted."""


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "workshop")


@pytest.fixture
def ingest(tmp_path: Path) -> Callable[..., Any]:
    """ingest(corpus folder) → IndexReport, into `tmp_path / "index"`, with the word-count embedder."""

    def run(root: Path, folder: Path = tmp_path / "index", embedder: str = WORD_COUNT) -> Any:
        return update_index(load_corpus(root), folder, embedder, quietly)

    return run


@pytest.fixture
def index_folder(small_corpus: Path, ingest: Callable[..., Any], tmp_path: Path) -> Path:
    """A folder that holds the published index of the small corpus."""
    ingest(small_corpus)
    return tmp_path / "index"


@pytest.fixture
def small_index(small_corpus: Path, index_folder: Path) -> Index:
    return open_index(load_corpus(small_corpus), index_folder, WORD_COUNT)


@pytest.fixture(scope="session")
def word_count_scope() -> Any:
    """The scope classifier for the word-count embedder, trained once."""
    from assistant.scope import train

    return train(WordCountEmbedder())


@pytest.fixture
def trained_already(word_count_scope: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening an assistant with the word-count embedder in this process takes no training."""
    monkeypatch.setattr("assistant.scope.train", lambda embedder: word_count_scope)


@pytest.fixture
def on_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message is about the documents: for tests of what comes after the scope."""
    from assistant.scope import Scope, ScopeClassifier, ScopeReading

    reading = ScopeReading(Scope.TOPIC, {scope: float(scope is Scope.TOPIC) for scope in Scope})
    monkeypatch.setattr(ScopeClassifier, "read", lambda *_: reading)


@pytest.fixture(scope="session")
def small_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The small corpus and its index, for tests that change neither."""
    folder = tmp_path_factory.mktemp("small")
    corpus = write_corpus(folder / "workshop")
    update_index(load_corpus(corpus), folder / "index", WORD_COUNT, quietly)
    return Settings(corpus=corpus, index=folder / "index", embedder=WORD_COUNT)


@pytest.fixture(scope="session")
def real_settings(pytestconfig: pytest.Config) -> Settings:
    """The shipped corpus and the packaged model; the index is built once a machine and brought up to date after."""
    folder = pytestconfig.cache.mkdir("preceptorship-index")
    settings = Settings(index=folder)
    with FileLock(folder / "tests.lock"):
        update_index(load_corpus(settings.corpus), folder, settings.embedder, quietly)
    return settings


@pytest.fixture(scope="session")
def real_assistant(real_settings: Settings) -> Any:
    from assistant.pipeline import open_assistant

    return open_assistant(real_settings)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, for the tests of one module: while it is open, no other event loop can run in this process."""
    if not CHROMIUM.exists():
        lacking(f"{CHROMIUM} is missing: run `make system`")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        launched.close()
