"""Pages of prose: what the service is, what it keeps, how accessible it is, and the one shown on leaving. Their words are Markdown in `texts/`."""

from pathlib import Path

from markdown_it import MarkdownIt

from ui.pages.frame import Page, document

TEXTS = Path(__file__).parent / "texts"
PAGES = {
    "about": "About",
    "privacy": "Privacy",
    "accessibility": "Accessibility statement",
    "left": "You have left the chat",
}
"""Names of the pages by the word in their address, which is their file's too."""


def prose_page(name: str, contact: str, provider: str, keep_days: int) -> Page:
    """The page with the deployment's mailbox and the body that answers for it. Raises KeyError for an unknown page."""
    title = PAGES[name]
    words = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    filled = words.replace("{contact}", _plain(contact)).replace("{provider}", _plain(provider))
    kept = f"for {keep_days} days" if keep_days else "until somebody removes them"
    filled = filled.replace("{kept}", kept)
    return Page(document(title, str(MarkdownIt("commonmark", {"html": False}).render(filled))))


def _plain(setting: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>&" else c for c in " ".join(setting.split()))
