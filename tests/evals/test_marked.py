"""Generated places of a file: replaced between their markers, everything else left alone."""

from pathlib import Path

import pytest

from corpus.errors import PreceptorshipError
from evals.marked import with_block, write_block

TEXT = "# Title\n<!-- quality:start -->\nold\n<!-- quality:end -->\nAfter\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_what_stands_between_the_markers_changes_and_line_ends_stay(tmp_path: Path, newline: str) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(TEXT.replace("\n", newline).encode())
    write_block(path, "quality", "new\nlines")
    write_block(path, "quality", "new\nlines")  # twice is as once
    assert path.read_bytes().decode() == TEXT.replace("old", "new\nlines").replace("\n", newline)


@pytest.mark.parametrize(
    "text",
    ["# Title", TEXT + TEXT, "<!-- quality:end --><!-- quality:start -->", TEXT.replace("quality:end", "other:end")],
)
def test_a_file_without_its_markers_is_refused_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "README.md"
    path.write_text(text)
    with pytest.raises(PreceptorshipError, match="no place for the quality"):
        write_block(path, "quality", "new")
    assert path.read_text() == text


def test_another_block_is_left_alone() -> None:
    both = TEXT + TEXT.replace("quality", "ablation")
    assert with_block(both, "ablation", "new") == TEXT + TEXT.replace("quality", "ablation").replace("old", "new")
