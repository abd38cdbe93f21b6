"""Does the corpus keep its own rules? Facts known, facts given, facts covered, and no statement said twice."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.sources import Corpus
from ingest.index import read_passages
from ingest.passages import Passage

FACTS = "facts.csv"


@dataclass(frozen=True)
class LintReport:
    """What was checked, and what should be mended."""

    sources: int
    with_file: int
    passages: int
    facts_known: int
    """Facts in the pack that the corpus was written from; 0 when it has no such list."""
    facts_covered: int
    uncovered: tuple[str, ...]
    problems: tuple[str, ...]
    """One sentence each."""


def lint(corpus: Corpus) -> LintReport:
    """Check every document. Raises CorpusError when one cannot be read."""
    passages = read_passages(corpus)
    known = _known_facts(corpus)
    told = {fact for passage in passages for fact in passage.facts}
    problems = [
        f"{passage.source_id}, {passage.clause}: this statement has no facts: {passage.text[:60]}"
        for passage in passages
        if known and corpus.source(passage.source_id).wording != "official" and not passage.facts
    ]
    if known:
        problems.extend(f"Fact {fact} is not in {FACTS}." for fact in sorted(told - set(known)))
    asked = Counter(ask for passage in passages for ask in passage.asks)
    problems.extend(f"This example question stands twice: {ask}" for ask, count in asked.items() if count > 1)
    said = Counter((passage.source_id, passage.text) for passage in passages)
    problems.extend(f"{source} says this twice: {text[:60]}" for (source, text), count in said.items() if count > 1)
    problems.extend(_points(passages))
    with_text = {passage.source_id for passage in passages}
    problems.extend(
        f"{source.id} has a file without text." for source in corpus.documents() if source.id not in with_text
    )
    return LintReport(
        sources=len(corpus.sources),
        with_file=len(corpus.documents()),
        passages=len(passages),
        facts_known=len(known),
        facts_covered=len(set(known) & told),
        uncovered=tuple(fact for fact in known if fact not in told),
        problems=tuple(problems),
    )


def _points(passages: Sequence[Passage]) -> Iterator[str]:
    """What is wrong with the points that several statements make."""
    made = Counter(passage.point for passage in passages if passage.point)
    led = Counter(passage.point for passage in passages if passage.leads)
    for point, count in made.items():
        if count == 1:
            yield f"Only one statement makes the point {point}."
        if led[point] != 1:
            yield f"The point {point} needs one statement that leads it, and has {led[point]}."


def _known_facts(corpus: Corpus) -> tuple[str, ...]:
    path = corpus.root / FACTS
    if not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return tuple(row["fact"] for row in csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise CorpusError(f"The list of facts {path} cannot be read.", "Mend the file and try again.") from error
