"""Answer → HTML for the plain pages."""

from markdown_it import MarkdownIt

from assistant.answers import Answer
from ui.presenting import rendering


def answer_html(answer: Answer, nation: str) -> str:
    """The answer; each number leads to its card, `#cite-1-n`, on the same page."""
    html = str(MarkdownIt("commonmark", {"html": False}).render(rendering.markdown(answer, 1, nation)))
    for citation in answer.citations:
        link = f'<a href="#cite-1-{citation.number}">'
        html = html.replace(link, f'{link[:-1]} aria-label="Source {citation.number}">')
    return html
