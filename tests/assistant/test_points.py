"""Points: however a point was asked for, the same statement leads it, unless the question asks for another place."""

from typing import Any

import numpy as np

from assistant.lens import Lens
from assistant.points import led
from assistant.questions import Reader
from ingest.passages import Passage


def passage(name: str, source: str, **more: Any) -> Passage:
    return Passage(f"{source}:{name}", source, f"Text {name}.", (), "Place", 0, 0, **more)


LEADER = passage("a", "S8", point="p", leads=True)
MEMBER = passage("b", "S33", point="p")
OTHER = passage("c", "S33")


def raised(assistant: Any, question: str, passages: list[Passage], relevance: list[float]) -> list[float]:
    lens = Lens(assistant.corpus, assistant.retriever.query(question), Reader())
    return [round(float(value), 2) for value in led(np.array(relevance), passages, lens)]


def test_the_leader_is_as_relevant_as_the_best_that_makes_its_point(real_assistant: Any) -> None:
    assert raised(real_assistant, "Who helps me?", [LEADER, MEMBER, OTHER], [0.2, 0.8, 0.9]) == [0.8, 0.8, 0.9]


def test_a_leader_that_was_more_relevant_stays_so(real_assistant: Any) -> None:
    assert raised(real_assistant, "Who helps me?", [LEADER, MEMBER], [0.7, 0.3]) == [0.7, 0.3]


def test_a_publisher_that_the_question_names_is_not_led_by_another(real_assistant: Any) -> None:
    question = "What does NHS Education for Scotland say of it?"
    assert raised(real_assistant, question, [LEADER, MEMBER], [0.2, 0.8]) == [0.2, 0.8]


def test_a_point_whose_leader_was_not_found_changes_nothing(real_assistant: Any) -> None:
    assert raised(real_assistant, "Who helps me?", [MEMBER, OTHER], [0.5, 0.4]) == [0.5, 0.4]
