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
