"""The page of all sources, and how much of each principle they cover."""

from urllib.parse import quote

from corpus.sources import Source
from ui.pages.coverage import chart, coverage
from ui.pages.frame import Page, document
from ui.presenting.cards import badges, text
from ui.presenting.sections import Sections
from ui.presenting.wording import dates

_GROUPS = ("For Scotland and the whole UK", "For other nations, as contrasts", "Not held")


def register_page(sections: Sections) -> Page:
    """Every source of the register with its statements, those for the home nation first; above them the coverage."""
    sources = sections.corpus.sources
    held = {source.id for source in sources if sections.count(source.id)}
    home = sections.corpus.home_nation
    groups = (
        [s for s in sources if s.id in held and s.covers(home)],
        [s for s in sources if s.id in held and not s.covers(home)],
        [s for s in sources if s.id not in held],
    )
    listed = "".join(
        f'<h2>{text(name)}</h2><ul class="register">{"".join(_entry(s, sections) for s in members)}</ul>'
        for name, members in zip(_GROUPS, groups, strict=True)
        if members
    )
    intro = (
        f"<p>{len(held)} sources are held, with {len(sections.passages)} statements. A <em>summary</em> is in the words "
        "of this service; official text is the publisher’s own.</p>"
    )
    covered = coverage(sections.passages)
    return Page(document("Sources", f"<h1>Sources</h1>{intro}{chart(covered) if covered else ''}{listed}"))


def _entry(source: Source, sections: Sections) -> str:
    count = sections.count(source.id)
    home = sections.corpus.home_nation
    about = f"{count} statement{'' if count == 1 else 's'}" if count else source.no_file
    return (
        f'<li><a href="/source/{quote(source.id)}">{text(source.title)}</a>'
        f"<p>{text(source.publisher)}. {text(dates(source))}. {text(about)}</p><p>{badges(source, home)}</p></li>"
    )
