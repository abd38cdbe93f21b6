"""Pages of prose: what the service is, what it keeps, how accessible it is, and the one shown on leaving.

Their words are Markdown in `texts/`."""

from pathlib import Path

from markdown_it import MarkdownIt

from assistant.settings import Settings
from ui.pages.frame import Page, document

TEXTS = Path(__file__).parent / "texts"
PAGES = {
    "about": "About",
    "privacy": "Privacy",
    "accessibility": "Accessibility statement",
    "left": "You have left the chat",
}
"""Names of the pages by the word in their address, which is their file's too."""


SHARED = {
    False: "This copy does not ask for them and keeps none.",
    True: "When the documents do not answer a question, you are asked whether you want to share it. Only if you press the "
    "button are its words kept, with the day and a random name that tells conversations apart, {kept}. Educators see a "
    "question once people in five conversations have asked the like.",
}
"""By whether the deployment asks, what becomes of questions that are not answered."""


def prose_page(name: str, settings: Settings) -> Page:
    """The page with the deployment's mailbox and the body that answers for it. Raises KeyError for an unknown page."""
    title = PAGES[name]
    words = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    filled = words.replace("{contact}", _plain(settings.contact)).replace("{provider}", _plain(settings.provider))
    kept = f"for {settings.keep_days} days" if settings.keep_days else "until somebody removes them"
    filled = filled.replace("{shared}", SHARED[settings.keep_unanswered]).replace("{kept}", kept)
    return Page(document(title, str(MarkdownIt("commonmark", {"html": False}).render(filled))))


def _plain(setting: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>&" else c for c in " ".join(setting.split()))
