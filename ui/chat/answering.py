"""From what was typed to an answer, with what the assistant is doing meanwhile."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.answers import Answer, AnswerStatus, IndexRecord, blank_answer
from assistant.progress import Stage, staged
from assistant.questions import Question, Reader
from corpus.errors import PreceptorshipError
from corpus.faults import fault
from ui.chat.exchanges import Exchanges, history
from ui.presenting.wording import too_long

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


def answering(
    assistant: "Assistant", past: Exchanges, text: str, reader: tuple[str, str, str]
) -> Iterator[Stage | Answer]:
    """The stages, then the answer, always; whatever breaks becomes an answer that says so.

    reader: role, nation and profession as the screen sent them."""
    if sentence := too_long(text):
        yield told(assistant, AnswerStatus.NEEDS_DETAIL, sentence)
        return
    try:
        question = Question(text, history=history(past), reader=Reader(*reader))
    except PreceptorshipError as error:
        yield told(assistant, AnswerStatus.NEEDS_DETAIL, str(error))
        return
    try:
        yield from staged(assistant.answer, question)
    except Exception as error:  # the outermost function of a chat event
        yield told(assistant, AnswerStatus.FAILED, str(fault(error)))


def told(assistant: "Assistant", status: AnswerStatus, text: str) -> Answer:
    """An answer that the screen gives itself; `standalone` is empty."""
    manifest = assistant.index.manifest
    return blank_answer(status, text, IndexRecord(manifest.digest, manifest.built))
