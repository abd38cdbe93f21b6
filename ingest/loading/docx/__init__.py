"""Word documents become Markdown: what a reader sees, in order, with the numbers that Word draws."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

from langchain_core.documents import Document

from ingest.cleaning import clean, one_line
from ingest.loading.docx.hidden import keep_visible
from ingest.loading.docx.html import to_markdown
from ingest.loading.docx.numbering import Numbering
from ingest.loading.docx.package import Package, W, damaged, unpacked
from ingest.loading.docx.paragraphs import plain_lists, write_out
from ingest.loading.docx.styles import Styles, value
from ingest.loading.text import language, literal, published
from ingest.misleading import findings, sample
from ingest.outcomes import Outcome, Unreadable
from ingest.reading import About, Finding, Misleading, Pages, Reading

_SHOWN = (f"{W}document", f"{W}footnotes", f"{W}endnotes")
"""Roots of the parts whose text is read; heads and feet of pages are not."""
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def load(path: Path, name: str, pages: Pages) -> Reading:
    """One document of the whole text. Raises Unreadable."""
    package = unpacked(path, name)
    try:
        reading = _read(package, name)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a sound archive of unsound XML fails in more ways than can be listed
        raise damaged(name) from error
    if not reading.documents[0].page_content.strip():
        raise Unreadable(
            Outcome.NO_TEXT, f"The file of {name} holds no text.", "Replace it with one whose text can be copied."
        )
    pages(1, 1)
    return reading


def _read(package: Package, name: str) -> Reading:
    parts = _by_root(package.parts.values())
    styles = Styles(_first(parts, f"{W}styles"))
    hidden = [text for tag in _SHOWN for root in parts.get(tag, ()) for text in keep_visible(root, styles)]
    titles = [title for root in parts.get(f"{W}document", ()) for title in _titles(root, styles)]
    for root in parts.get(f"{W}document", ()):
        write_out(root, styles, Numbering(_first(parts, f"{W}numbering"), styles))
    for root in parts.get(f"{W}numbering", ()):
        root[:] = list(plain_lists())
    html = _html(package)
    about = _about(parts, styles)
    about = replace(about, title=about.title or " ".join(titles[:1]))
    markdown = to_markdown(clean(html))
    if not titles and len(re.findall("^# ", markdown, re.MULTILINE)) > 1:  # else the first of them would count as title
        markdown = f"# {literal(about.title or one_line(clean(name)))}\n\n{markdown}"
    told = (Finding(Misleading.HIDDEN, sample(text)) for text in hidden)
    return Reading((Document(markdown),), about, (*told, *findings(_words(html), None)))


def _by_root(roots: Iterable[Element]) -> Mapping[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for root in roots:
        found.setdefault(root.tag, []).append(root)
    return found


def _first(parts: Mapping[str, list[Element]], tag: str) -> Element | None:
    return next(iter(parts.get(tag, ())), None)


def _html(package: Package) -> str:
    from mammoth import convert_to_html  # type: ignore[import-untyped]

    return str(convert_to_html(package.packed(), include_embedded_style_map=False, external_file_access=False).value)


def _words(html: str) -> str:
    """The text between the tags, blocks apart."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"</(?:p|li|h\d)>", "\n\n", html)))


def _about(parts: Mapping[str, list[Element]], styles: Styles) -> About:
    """What the properties say; the author is a person and is no publisher."""
    core = _first(parts, _CORE)
    extended = _first(parts, f"{_EXTENDED}Properties")
    default_language = value(styles.defaults, f"{W}lang")
    return About(
        title=_text(core, f"{_DUBLIN_CORE}title"),
        publisher=_text(extended, f"{_EXTENDED}Company"),
        published=published(_text(core, f"{_TERMS}modified") or _text(core, f"{_TERMS}created")),
        language=language(_text(core, f"{_DUBLIN_CORE}language") or default_language),
    )


def _text(part: Element | None, tag: str) -> str:
    return one_line(clean((part.findtext(tag) if part is not None else "") or ""))


def _titles(document: Element, styles: Styles) -> list[str]:
    """The words of each paragraph in the style Title."""
    paragraphs = (
        each for each in document.iter(f"{W}p") if styles.is_called(value(each, f"{W}pPr/{W}pStyle"), "title")
    )
    texts = (one_line(clean("".join(text.text or "" for text in each.iter(f"{W}t")))) for each in paragraphs)
    return [text for text in texts if text]
