from collections.abc import Callable
from dataclasses import replace

from assistant.answers import Answer
from evals.principles import principle_figures, principles
from evals.results import Report, Result
from evals.samples import Sample
from ingest.passages import Passage

SAMPLE = Sample("a1", "answerable", "tuning", False, "Who?", facts=("S5.3",))


def test_a_sample_counts_for_the_principles_of_its_labels(
    passages: dict[str, Passage], make_answer: Callable[..., Answer]
) -> None:
    answer = make_answer()
    two = replace(passages["S5:b"], clause="Principle 10, in practice", facts=("S6.1", "H5.1"))
    known = principles([*passages.values(), two])
    assert known.names == ("Principle 4", "Principle 10")  # by number, not by letter
    results = [
        Result(SAMPLE, answer, {}),  # Principle 4 by its fact: passed
        Result(replace(SAMPLE, facts=("S5.4", "S6.1")), answer, {}, shortfalls=("It does not.",)),  # both: failed
        Result(replace(SAMPLE, facts=(), clause="Principle 4 a)", source="S5"), answer, {}),  # by its clause: passed
        Result(replace(SAMPLE, facts=("S52.1",)), answer, {}),  # of no principle
    ]
    figures = principle_figures(Report(tuple(results)), known)
    assert [(f.name, f.count, f.of) for f in figures] == [("Principle 4", 2, 3), ("Principle 10", 0, 1)]


def test_a_principle_that_nothing_asks_about_is_not_measured(passages: dict[str, Passage]) -> None:
    (figure,) = principle_figures(Report(()), principles(passages.values()))
    assert (figure.name, figure.value, figure.of) == ("Principle 4", None, 0)


def test_documents_without_principles_have_no_such_figures() -> None:
    assert principle_figures(Report(()), principles([])) == ()
