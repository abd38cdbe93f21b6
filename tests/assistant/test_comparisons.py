"""Comparisons: each side under its name, from its own nation, and a side that nothing tells is said to be missing."""

import re
from typing import Any

from assistant.comparisons import compared
from assistant.extractive import Part
from assistant.questions import Question, Reader


def test_each_side_of_a_comparison_stands_under_its_name_and_speaks_for_itself(real_assistant: Any) -> None:
    answer = real_assistant.answer.invoke(Question("Compare preceptorship in Scotland and England"))
    assert "Preceptorship in Scotland:" in answer.text and "Preceptorship in England:" in answer.text
    by_number = {citation.number: citation for citation in answer.citations}
    scottish = answer.text.split("Preceptorship in Scotland:")[1].split("Preceptorship in England:")[0]
    cited = [by_number[int(number)] for number in re.findall(r"\[(\d+)\]", scottish)]
    assert cited and all(set(citation.nations) & {"Scotland", "UK"} for citation in cited)


def test_a_side_for_which_nothing_is_found_is_named_as_missing(real_assistant: Any) -> None:
    retriever = real_assistant.retriever

    def find(question: str) -> Part:
        query = retriever.query(question)
        return Part(question, query, () if "sabbatical" in question else retriever.evidence(query, Reader()))

    both = compared(find("preceptorship vs sabbatical leave"), find, real_assistant.stages.confidence, Reader())
    assert both is not None
    found, missing = both
    assert [part.heading for part in found if part.heading] == ["Preceptorship"] and missing == ("Sabbatical leave",)
    assert compared(find("sabbatical vs sabbatical leave"), find, real_assistant.stages.confidence, Reader()) is None
    assert compared(find("What is preceptorship?"), find, real_assistant.stages.confidence, Reader()) is None
