"""How far an answer has come: told by the pipeline as it goes, for whoever waits to be shown."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from queue import SimpleQueue

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.answers import Answer
from assistant.questions import Question

TOLD = "told"
"""The key, among the configurable values of a run, of who is told."""


class Stage(StrEnum):
    """What the pipeline is doing, in the order in which it does it; an early ending leaves the later ones out."""

    READING = "reading"
    LOOKING = "looking"
    COMPOSING = "composing"
    CHECKING = "checking"

    @property
    def words(self) -> str:
        """The stage as a person reads it."""
        return _WORDS[self]


_WORDS = {
    Stage.READING: "Reading the question",
    Stage.LOOKING: "Looking in the documents",
    Stage.COMPOSING: "Putting the answer together",
    Stage.CHECKING: "Checking every sentence",
}

Told = Callable[[Stage], None]
"""Told each stage once, when it begins, in the thread that answers; what it raises fails the answer."""


def telling(told: Told) -> RunnableConfig:
    """What to invoke an assistant with so that `told` hears of its stages: `answer.invoke(question, telling(told))`.

    An assistant without stages takes no notice of it."""
    return {"configurable": {TOLD: told}}


def told_by(config: RunnableConfig) -> Told:
    """Who is told of the stages of a run with this configuration; nobody when it names none."""
    told: Told = config.get("configurable", {}).get(TOLD, _nobody)
    return told


def staged(answer: Runnable[Question, Answer], question: Question) -> Iterator[Stage | Answer]:
    """Each stage as it begins, then the answer, which comes last and always. Raises what `answer` raises.

    The work runs in a thread of its own and is not cut off: an iterator that is closed early first waits for it."""
    news: SimpleQueue[Stage | Future[Answer]] = SimpleQueue()
    with ThreadPoolExecutor(1, thread_name_prefix="answer") as threads:
        threads.submit(answer.invoke, question, telling(news.put)).add_done_callback(news.put)
        while not isinstance(item := news.get(), Future):
            yield item
        yield item.result()


def _nobody(stage: Stage) -> None:
    """Nobody waits to be shown."""
