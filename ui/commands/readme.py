"""The README's example: one real question and its answer, as the command line prints it."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

QUESTION = "Can my preceptor be a physio if I'm an OT?"


def example(assistant: "Assistant") -> str:
    """The question and its answer, as Markdown."""
    from assistant.questions import Question
    from ui.presenting.rendering import plain

    answer = plain(assistant.answer.invoke(Question(QUESTION)))
    return f'```\n$ preceptorship ask "{QUESTION}"\n\n{answer.strip()}\n```'


def write(readme: Path, assistant: "Assistant") -> None:
    """Put the example into the README."""
    from evals.marked import write_block

    write_block(readme, "example", example(assistant))
