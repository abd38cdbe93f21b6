"""A raised figure is not read as part of the number before it, and struck words are not read at all."""

from pathlib import Path

import pytest

from ingest.loading import read_file


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("capped at 12<sup>1</sup> days", "capped at 12¹ days"),
        ('costs £4<sup><a href="#n">2</a></sup> a day', "costs £4 a day"),
        ("10<sup>2</sup> bells and 3<sup>-1</sup>", "10² bells and 3⁻¹"),
        ("the 1<sup>st</sup> of May, H<sub>2</sub>O", "the 1st of May, H2O"),
        ("pay <s>80</s> <del>75</del> 70 pounds", "pay 70 pounds"),
    ],
)
def test_words_are_read_as_they_look(tmp_path: Path, html: str, text: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><main><h1>T</h1><p>{html}</p></main></body></html>", encoding="utf-8")
    assert " ".join(read_file(path).documents[0].page_content.split()).endswith(text)
