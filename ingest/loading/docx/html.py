"""HTML of a Word document becomes Markdown in which each table row and each note is a line that can be read alone."""

from typing import TYPE_CHECKING

from ingest.cleaning import one_line
from ingest.loading.docx.tables import write_rows
from ingest.loading.text import unattributed
from ingest.loading.typography import write_out

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_WITHOUT_MARKS = ["a", "img", "strong", "em", "b", "i", "u", "s", "sup", "sub", "del"]


def to_markdown(html: str) -> str:
    """Markdown from HTML that mammoth made and that is clean. Words only: no bold, no links, no pictures."""
    from bs4 import BeautifulSoup
    from markdownify import markdownify

    soup = BeautifulSoup(html, "html.parser")
    _put_notes_behind(soup)
    write_out(soup)
    for table in reversed(soup.find_all("table")):  # inner ones first
        write_rows(soup, table)
    markdown = markdownify(str(soup), heading_style="ATX", bullets="-", strip=_WITHOUT_MARKS, escape_misc=True)
    return unattributed(markdown.strip()) + "\n"


def _put_notes_behind(soup: "BeautifulSoup") -> None:
    """Each footnote and endnote as a paragraph after the paragraph, list or table that refers to it."""
    notes = {str(each["id"]): each for each in soup.select('li[id^="footnote-"], li[id^="endnote-"]')}
    behind: dict[int, Tag] = {}
    for mark in soup.select('sup > a[href^="#footnote-"], sup > a[href^="#endnote-"]'):
        *_, top, _ = mark.parents
        if note := notes.get(str(mark["href"])[1:]):
            paragraph = soup.new_tag("p")
            words = one_line(note.get_text(" ")).removesuffix("↑").strip()
            paragraph.string = f"Note {mark.get_text().strip('[]')}: {words}"
            behind.get(id(top), top).insert_after(paragraph)
            behind[id(top)] = paragraph
        mark.extract()
    for note in notes.values():
        note.decompose()
