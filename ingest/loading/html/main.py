"""The main content of an HTML page, without what surrounds it on every page of its site."""

import re
from typing import Any

LONGEST_BANNER = 150
"""Words of a cookie banner at most; a longer part with such a name is about cookies."""
_NEVER_SHOWN = [
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "canvas",
    "svg",
    "video",
    "audio",
    "dialog",
    "map",
    "datalist",
    "select",
    "textarea",
    "input",
    "progress",
    "meter",
]
_SURROUNDING = ["nav", "aside", "footer", "menu"]
_ROLES = [
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
]
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_COOKIES = re.compile(r"cookie|onetrust|gdpr", re.IGNORECASE)
_CRUMBS = re.compile(r"breadcrumb", re.IGNORECASE)
_SKIP = re.compile(r"^\s*skip to\b", re.IGNORECASE)
_WITHIN = ["main", "article"]


def without_surroundings(soup: Any) -> None:
    """Take navigation, banners, forms and the like out of the page."""
    _drop(soup.find_all(_NEVER_SHOWN))
    _drop(soup.find_all(_SURROUNDING))
    _drop(tag for tag in soup.find_all(attrs={"role": True}) if _role(tag) in _ROLES and not _holds_main(tag))
    _drop(tag for tag in soup.find_all("header") if not tag.find_parent(_WITHIN) and not _holds_main(tag))
    _drop(link for link in soup.find_all("a", href=re.compile("^#")) if _SKIP.match(link.get_text()))
    _drop(button for button in soup.find_all("button") if not button.find_parent([*_HEADINGS, "summary"]))
    _drop(form for form in soup.find_all("form") if not form.find(["main", "article", *_HEADINGS[:3]]))
    _drop(tag for tag in soup.find_all(["div", "section", "ol", "ul", "p"]) if _is_banner(tag))
    _drop(soup.find_all("del"))


def content(soup: Any) -> Any:
    """The element that holds the main content, or the whole page where none says so."""
    articles = soup.find_all("article")
    candidates = [soup.find("main"), soup.find(attrs={"role": "main"}), articles[0] if len(articles) == 1 else None]
    return next((each for each in candidates if each and each.get_text(strip=True)), soup.body or soup)


def _drop(tags: Any) -> None:
    for tag in list(tags):
        tag.extract()


def _role(tag: Any) -> str:
    return str(tag["role"]).strip().lower()


def _holds_main(tag: Any) -> bool:
    return tag.find(["main", "article"]) is not None or tag.find(attrs={"role": "main"}) is not None


def _is_banner(tag: Any) -> bool:
    names = " ".join([*tag.get_attribute_list("class", ""), str(tag.get("id", ""))])
    if _CRUMBS.search(names + str(tag.get("aria-label", ""))):
        return not _holds_main(tag) and tag.find(_HEADINGS) is None
    return bool(_COOKIES.search(names)) and not _holds_main(tag) and len(tag.get_text(" ").split()) <= LONGEST_BANNER
