"""The change report says what a person would want to know before a new index is read, and stops what looks like a loss."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.building import build
from ingest.changes import Changes, LossRefused
from ingest.embedding import WORD_COUNT
from ingest.generations import Generations
from ingest.library import open_library
from ingest.progress import quietly


def changes(corpus: Path, folder: Path) -> Changes:
    """What an ingest would change, without publishing it."""
    generations = Generations(folder)
    with generations.writing():
        return build(open_library(corpus, folder).corpus(), generations, WORD_COUNT, quietly).changes


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_first_index_changes_nothing_and_loses_nothing(small_corpus: Path, tmp_path: Path) -> None:
    found = changes(small_corpus, tmp_path / "index")
    assert (found.passages_before, found.passages_dropped) == (0, 0)
    found.check_loss()


def test_clauses_and_sources_added_changed_and_removed_are_named(small_corpus: Path, index_folder: Path) -> None:
    edit(small_corpus / "documents/chains.md", "every two weeks", "every three weeks")
    edit(small_corpus / "documents/brakes.md", "## Pads", "## Shoes")
    edit(small_corpus / "sources.toml", 'title = "Opening hours"', 'title = "Times"')
    (small_corpus / "documents/wheels.md").write_text("# Wheels\n\n## Spokes\n\nTighten them.\n", encoding="utf-8")
    with (small_corpus / "sources.toml").open("a", encoding="utf-8") as register:
        register.write('\n[[source]]\nid = "B5"\ntitle = "Wheels"\npublisher = "R"\nfile = "documents/wheels.md"\n')
    found = changes(small_corpus, index_folder)
    assert (found.sources_added, found.sources_removed) == (("B5",), ())
    assert found.sources_changed == ("B1", "B2", "B3")
    assert found.clauses_changed == (("B1", "Rule 1"),)
    assert found.clauses_added == (("B2", "Shoes"), ("B5", "Spokes"))
    assert found.clauses_removed == (("B2", "Pads"),)
    assert found.passages_dropped == 1


def test_an_edit_of_every_sentence_is_no_loss(small_corpus: Path, index_folder: Path) -> None:
    for name, old, new in (("chains", "the ", "this "), ("brakes", "the ", "this "), ("hours", "nine", "ten")):
        edit(small_corpus / f"documents/{name}.md", old, new)
    found = changes(small_corpus, index_folder)
    assert found.passages_dropped == 0
    found.check_loss()


def test_more_than_three_tenths_of_the_passages_are_not_dropped_unasked(small_corpus: Path, index_folder: Path) -> None:
    text = (small_corpus / "documents/chains.md").read_text(encoding="utf-8")
    (small_corpus / "documents/chains.md").write_text(text.partition("## Oiling")[0], encoding="utf-8")
    with pytest.raises(LossRefused, match=r"5 of 12 passages would be dropped; nothing was published\. .*--yes"):
        changes(small_corpus, index_folder).check_loss()


def test_a_little_less_passes(small_corpus: Path, index_folder: Path) -> None:
    edit(small_corpus / "documents/chains.md", "- d) Wipe away what is left of the oil.\n", "")
    found = changes(small_corpus, index_folder)
    assert (found.passages_before, found.passages_dropped) == (12, 1)
    found.check_loss()


def test_a_published_generation_that_cannot_be_read_counts_as_none(
    small_corpus: Path, index_folder: Path, ingest: Callable[..., Any]
) -> None:
    for path in Generations(index_folder).candidates():
        (path / "register.json").write_text("[]")
    assert changes(small_corpus, index_folder).passages_before == 0
