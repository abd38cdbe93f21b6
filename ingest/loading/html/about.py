"""What an HTML page says about itself: title, publisher, date and language."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from ingest.cleaning import clean, one_line
from ingest.reading import About

_SUFFIX = re.compile(r"\s+[|–—]\s+[^|–—]*$")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_PUBLISHER = ("og:site_name", "dcterms.publisher", "dc.publisher")
_PUBLISHED = (
    "article:modified_time",
    "article:published_time",
    "dcterms.modified",
    "dc.date.modified",
    "dcterms.date",
    "dc.date",
)


def about(soup: Any) -> About:
    """What the whole page, before anything is taken out of it, says about itself."""
    metas = _metas(soup)
    publisher = next((metas[key] for key in _PUBLISHER if metas.get(key)), "") or _linked_publisher(soup)
    dates = [metas.get(key, "") for key in _PUBLISHED] + [
        str(time.get("datetime", "")) for time in soup.find_all("time")
    ]
    language = one_line(str(soup.html.get("lang", ""))) if soup.html else ""
    return About(
        title=_title(soup, metas),
        publisher=publisher,
        published=next(filter(None, map(_day, dates)), ""),
        language=language if _LANGUAGE.match(language) else "",
    )


def _title(soup: Any, metas: dict[str, str]) -> str:
    if metas.get("og:title"):
        return metas["og:title"]
    title = _words(soup.title)
    site = metas.get("og:site_name", "")
    if site and title.endswith(site):
        title = re.sub(r"\s*[-|–—:]\s*$", "", title.removesuffix(site)) or title
    return _SUFFIX.sub("", title) or _words(soup.h1)


def _metas(soup: Any) -> dict[str, str]:
    """The contents of the page's meta elements by their names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        name = str(meta.get("property") or meta.get("name") or "").lower().replace("dc.terms.", "dcterms.")
        found.setdefault(name, one_line(clean(str(meta.get("content", "")))))
    return found


def _linked_publisher(soup: Any) -> str:
    """The name of the publisher in the page's linked data; a person is none."""
    for script in soup.find_all("script", type="application/ld+json"):
        with suppress(ValueError, RecursionError):
            for thing in _things(json.loads(script.string or "")):
                publisher = thing.get("publisher")
                publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
                if isinstance(publisher, dict) and publisher.get("@type") != "Person" and publisher.get("name"):
                    return one_line(clean(str(publisher["name"])))
    return ""


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _day(stamp: str) -> str:
    """A year, month or day from the beginning of an ISO date; empty where there is none."""
    if match := _DATE.match(stamp.strip()):
        year, month, day = match.groups()
        with suppress(ValueError):
            date(int(year), int(month or 1), int(day or 1))
            return match[0]
    return ""


def _words(tag: Any) -> str:
    return one_line(clean(tag.get_text())) if tag else ""
