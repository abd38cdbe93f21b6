"""HTML: what a page says about itself."""

from pathlib import Path

import pytest

from tests.ingest.loading.html_reading import OIL, reading


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<meta property='og:title' content='Oil'><title>Other</title>", "Oil"),
        ("<title>Oil | Workshop</title>", "Oil"),
        ("<title>Oil – Workshop</title>", "Oil"),
        ("<title>Oil-can</title>", "Oil-can"),
        ("<title>Oil - Workshop</title><meta property='og:site_name' content='Workshop'>", "Oil"),
        ("<title> </title>", "First"),
        ("", "First"),
    ],
)
def test_the_title_is_the_pages_own_without_its_sites(tmp_path: Path, head: str, title: str) -> None:
    html = f"<html><head>{head}</head><body><h1>First</h1><p>{OIL}</p></body></html>"
    assert reading(tmp_path, html).about.title == title


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("<meta property='og:site_name' content='Workshop'>", "Workshop"),
        ("<meta name='DC.publisher' content='Workshop'>", "Workshop"),
        ('<script type=\'application/ld+json\'>{"publisher": {"name": "Workshop"}}</script>', "Workshop"),
        ('<script type="application/ld+json">{"@graph": [1, {"publisher": [{"name": "W"}]}]}</script>', "W"),
        ('<script type="application/ld+json">{"publisher": {"@type": "Person", "name": "S"}}</script>', ""),
        ("<script type='application/ld+json'>{broken</script>", ""),
        (f"<script type='application/ld+json'>{'[' * 100_000}</script>", ""),
        ("<meta name='author' content='Someone'>", ""),
    ],
)
def test_the_publisher_is_told_and_never_a_person(tmp_path: Path, head: str, publisher: str) -> None:
    assert reading(tmp_path, f"<html><head>{head}</head><body><p>{OIL}</p></body></html>").about.publisher == publisher


@pytest.mark.parametrize(
    ("html", "published"),
    [
        (
            "<meta property='article:modified_time' content='2023-11-30T10:00:00Z'><time datetime='2020'></time>",
            "2023-11-30",
        ),
        ("<meta name='dcterms.modified' content='2023-11'>", "2023-11"),
        ("<meta name='DC.date' content='2023'>", "2023"),
        ("<time datetime='2023-02-31'>x</time><time datetime='2022-02-01'>x</time>", "2022-02-01"),
        ("<time datetime='soon'>x</time>", ""),
        ("<time>May</time>", ""),
    ],
)
def test_a_date_is_told_as_far_as_it_can_be_read(tmp_path: Path, html: str, published: str) -> None:
    assert reading(tmp_path, f"{html}<p>{OIL}</p>").about.published == published


@pytest.mark.parametrize(("told", "language"), [("en-GB", "en-GB"), ("not a language", ""), ("", "")])
def test_the_language_is_told_when_it_is_one(tmp_path: Path, told: str, language: str) -> None:
    assert reading(tmp_path, f"<html lang='{told}'><body>{OIL}</body></html>").about.language == language
