"""CSV files: what spreadsheets make of a set saved as text, read into a Table."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from evals.authoring.headings import column_of
from evals.authoring.tables import AS_CSV, Table, checked_table
from evals.sample_rows import SampleError

# What Windows-1252 text in the languages of these islands holds beyond ASCII. The bytes of curly quotation marks in a
# Mac's own encoding would read as Ò, Ó, Ô and Õ, which are therefore not among them.
_EXPECTED = frozenset("‘’“”–—…•£€°·½¼¾®©™\xa0«»§±×²³ºªàáâäåæçèéêëìíîïñòóôöøùúûüýÿßÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÖØÙÚÛÜ")
_RISKY = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r]")
"""How a cell begins that a spreadsheet might run as a formula; the quotation marks are those of `safe`."""


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV that every spreadsheet takes for UTF-8, in which no cell runs as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")  # without its mark, Excel takes it for something else


def safe(cell: str) -> str:
    """The cell with a quotation mark before it where a spreadsheet might run it as a formula."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def unsafe(cell: str) -> str:
    """The inverse of `safe`."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def csv_table(content: bytes, name: str) -> Table:
    """The rows of a CSV file, parted by commas, semicolons or tabs. Raises SampleError when it cannot be read."""
    text = _text(content, name)
    text = re.sub(r"\Asep=.\r?\n", "", text)  # Excel's own first line, which it does not count as a row
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise SampleError(f"{name} cannot be read as CSV: {error}.", AS_CSV) from error
    numbered = [(number, tuple(unsafe(cell) for cell in cells)) for number, cells in enumerate(rows, 1)]
    return checked_table(numbered, name)


def _text(content: bytes, name: str) -> str:
    if b"\0" in content:
        raise SampleError(f"{name} is not a spreadsheet, or is not UTF-8 text.", AS_CSV)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _western(content, name)


def _western(content: bytes, name: str) -> str:
    """Text as Excel on Windows saves plain “CSV”, where that reads sensibly. Raises SampleError otherwise."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = "\ufffd"
    if all(character.isascii() or character in _EXPECTED for character in text):
        return text
    raise SampleError(f"{name} is not UTF-8 text.", "Save it as “CSV UTF-8”.")


def _delimiter(text: str) -> str:
    """The mark by which most headings are known; a comma where none is."""

    def known(mark: str) -> int:
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])
        return sum(bool(column_of(cell)) for cell in first)

    try:
        return max(",;\t", key=known)
    except csv.Error:
        return ","
