"""Workbooks as people and attackers make them."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

HEADING = ("Question", "What should happen", "A good answer says", "Checked on", "Notes")


def book(*rows: Sequence[Any], title: str = "Test questions", change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with one sheet of these rows; `change` is given the sheet before it is saved."""
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def edited(content: bytes, part: str, pattern: str, new: str) -> bytes:
    """The workbook with one text of a part's XML exchanged, as no honest program would."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in old.infolist():
            text = old.read(item)
            if item.filename == part:
                text, count = re.subn(pattern.encode(), lambda _: new.encode(), text, count=1)
                assert count == 1, "there is nothing to exchange"
            archive.writestr(item.filename, text)
    return found.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A ZIP archive of parts; `__` in a name stands for `/`, and the ending is .xml."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", content)
    return found.getvalue()


def with_strings(content: bytes, strings: str) -> bytes:
    """The workbook with a table of shared strings, as Excel writes it: cells name their text by its number."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    found = io.BytesIO(edited(content, "[Content_Types].xml", "</Types>", override))
    with zipfile.ZipFile(found, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
    return found.getvalue()


def damaged(content: bytes) -> bytes:
    """The workbook with a few bytes of its packed text spoilt."""
    middle = content.index(b"xl/worksheets/sheet1.xml") + 40
    return content[:middle] + b"\xff" * 20 + content[middle + 20 :]
