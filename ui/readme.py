"""The README's example: one real question and its answer, as the command line prints it."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import PreceptorshipError

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

QUESTION = "Can my preceptor be a physio if I'm an OT?"
START, END = "<!-- example:start -->", "<!-- example:end -->"


def example(assistant: "Assistant") -> str:
    """The question and its answer, as Markdown."""
    from assistant.questions import Question
    from ui.rendering import plain

    answer = plain(assistant.answer.invoke(Question(QUESTION)))
    return f'```\n$ preceptorship ask "{QUESTION}"\n\n{answer.strip()}\n```'


def with_example(text: str, block: str) -> str:
    """The README's text with `block` between its two marker comments. Raises PreceptorshipError without markers."""
    if text.count(START) != 1 or text.count(END) != 1 or text.index(END) < text.index(START):
        raise PreceptorshipError("The README has no place for the example.", f"Add a line {START} and below it {END}.")
    return text[: text.index(START)] + f"{START}\n{block}\n" + text[text.index(END) :]


def write(readme: Path, assistant: "Assistant") -> None:
    """Put the example into the README."""
    readme.write_text(with_example(readme.read_text(encoding="utf-8"), example(assistant)), encoding="utf-8")
