"""What a PDF says about itself: title, date, language, publisher, page labels and bookmarks."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from ingest.cleaning import clean, one_line
from ingest.loading.pdf.headings import LABELLED, TITLE_LINES
from ingest.loading.pdf.layout import Line
from ingest.reading import About

LARGER = 1.2
"""Times the size of the text from which a line is a title."""
LONGEST_TITLE = 200
"""Characters of a title; what is longer is text in large print."""
_NO_TITLE = re.compile(
    r"^(?:microsoft \w+ - .*|untitled.*|powerpoint presentation|document ?\d*|title|\(?(?:anonymous|unspecified)\)?|"
    r".*\.(?:docx?|pdf|indd|pptx?|xlsx?|odt|rtf|pub|qxd|txt|html?))$",
    re.IGNORECASE,
)
_DATE = re.compile(r"^(?:D:)?(\d{4})(\d\d)?(\d\d)?")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


def about(reader: Any, title: str) -> About:
    """What the file says; `title` is the one to use."""
    info = _Entries(_value(lambda: reader.metadata))
    language = _text(lambda: reader.root_object["/Lang"])
    return About(
        title=title,
        publisher=_text(lambda: reader.xmp_metadata.dc_publisher[0]),
        published=_day(info["/ModDate"]) or _day(info["/CreationDate"]),
        language=language if _LANGUAGE.match(language) else "",
    )


def own_title(reader: Any) -> str:
    """The title in the file's properties; empty when it is none but a file's name."""
    title = _Entries(_value(lambda: reader.metadata))["/Title"]
    return "" if _NO_TITLE.match(title) or not re.search(r"[^\W\d_]", title) else title


def largest(page: Sequence[Line], size: float) -> str:
    """The page's lines in its largest print, where that is clearly larger than `size` and no label of a clause; else empty."""
    most = max((line.size for line in page), default=0)
    if most < LARGER * size:
        return ""
    first = next(at for at, line in enumerate(page) if line.size == most)
    words = []
    for line in page[first : first + TITLE_LINES]:
        if line.size < 0.95 * most:
            break
        words.append(line.text)
    title = one_line(" ".join(words))
    return title if len(title) <= LONGEST_TITLE and not LABELLED.match(title) and title[-1] != "." else ""


def page_labels(reader: Any, total: int) -> list[str]:
    """The label of each page: its number where the file gives none."""
    labels = _value(lambda: [one_line(clean(label)) for label in reader.page_labels])
    numbers = [str(number) for number in range(1, total + 1)]
    if not labels or len(labels) != total:
        return numbers
    return [label or number for label, number in zip(labels, numbers, strict=True)]


def bookmarks(reader: Any) -> dict[int, list[tuple[int, str]]]:
    """By page, from 1: the depth (from 0) and title of each bookmark. Empty when there are none that can be followed."""
    found: dict[int, list[tuple[int, str]]] = {}
    outline = _value(lambda: reader.outline) or []
    waiting: list[tuple[int, Any]] = [(0, entry) for entry in reversed(outline)]
    while waiting:
        depth, entry = waiting.pop()
        if isinstance(entry, list):
            waiting += [(depth + 1, inner) for inner in reversed(entry)]
            continue
        page = _value(lambda entry=entry: reader.get_destination_page_number(entry))
        title = _text(lambda entry=entry: entry.title)
        if isinstance(page, int) and page >= 0 and title:
            found.setdefault(page + 1, []).append((depth, title))
    return found


class _Entries:
    """The texts of a dictionary that may not be one."""

    def __init__(self, entries: Any) -> None:
        self._entries = entries

    def __getitem__(self, key: str) -> str:
        return _text(lambda: self._entries[key])


def _value(get: Any) -> Any:
    """What a property of the file holds; None when it is broken, for no text is lost with it."""
    with suppress(Exception):
        return get()
    return None


def _text(get: Any) -> str:
    value = _value(get)
    return one_line(clean(value)) if isinstance(value, str) else ""


def _day(stamp: str) -> str:
    if not (match := _DATE.match(stamp)):
        return ""
    year, month, day = match.groups()
    with suppress(ValueError):
        date(int(year), int(month or 1), int(day or 1))
        return "-".join(part for part in (year, month, day if month else None) if part)
    return ""
