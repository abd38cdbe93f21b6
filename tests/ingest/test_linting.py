"""Does the shipped corpus keep its own rules, and does the check notice when one is broken?"""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.sources import SHIPPED, load_corpus
from ingest.linting import LintReport, lint

NOT_TOLD = {"S17.1", "S17.2"}
"""Facts of a source that the corpus does not hold."""


@pytest.fixture(scope="module")
def shipped() -> LintReport:
    return lint(load_corpus(SHIPPED))


def test_the_shipped_corpus_has_nothing_to_mend(shipped: LintReport) -> None:
    assert shipped.problems == ()


def test_every_known_fact_is_told_but_a_named_few(shipped: LintReport) -> None:
    assert shipped.facts_known > 300
    assert set(shipped.uncovered) <= NOT_TOLD
    assert shipped.facts_covered == shipped.facts_known - len(shipped.uncovered)


def test_a_corpus_without_a_list_of_facts_needs_none(small_corpus: Path) -> None:
    report = lint(load_corpus(small_corpus))
    assert (report.problems, report.facts_known, report.sources, report.with_file) == ((), 0, 4, 3)


def with_facts(root: Path, statement: str) -> tuple[str, ...]:
    """The problems of a digest that holds `statement`, beside a list of the facts F1 and F2."""
    (root / "facts.csv").write_text("fact,evidence\nF1,1\nF2,1\n", encoding="utf-8")
    (root / "sources.toml").write_text(
        '[[source]]\nid = "D1"\ntitle = "T"\npublisher = "P"\nwording = "digest"\nfile = "d.md"\n', encoding="utf-8"
    )
    (root / "d.md").write_text(f'# T\n\nOne. {{facts="F1"}} {{asks="what?"}}\n\n{statement}\n', encoding="utf-8")
    report = lint(load_corpus(root))
    assert report.uncovered == ("F2",)
    return report.problems


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("Two.", "D1, : this statement has no facts: Two."),
        ('Two. {facts="F9"}', "Fact F9 is not in facts.csv."),
        ('Two. {facts="F1"} {asks="what?"}', "This example question stands twice: what?"),
        ('One. {facts="F1"}', "D1 says this twice: One."),
        ('Two. {facts="F1"} {leads="p"}', "Only one statement makes the point p."),
        (
            'Two. {facts="F1"} {point="p"}\n\nThree. {facts="F1"} {point="p"}',
            "The point p needs one statement that leads it, and has 0.",
        ),
    ],
)
def test_a_broken_rule_is_told(tmp_path: Path, statement: str, problem: str) -> None:
    assert with_facts(tmp_path, statement) == (problem,)


def test_a_list_of_facts_that_cannot_be_read_is_refused(small_corpus: Path) -> None:
    (small_corpus / "facts.csv").write_text("number\nF1\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"facts\.csv cannot be read"):
        lint(load_corpus(small_corpus))
