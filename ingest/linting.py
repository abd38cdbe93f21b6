"""Does the corpus keep its own rules, and is there anything that would mislead retrieval or a reader?"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.errors import CorpusError
from corpus.sources import Corpus, Source
from ingest.collecting import Collected, collect
from ingest.passages import Passage

FACTS = "facts.csv"
MIRROR = 0.8
"""Share of the shorter document's passages that stand in another word for word: above it, one is a copy of the other."""
FEWEST = 3
"""Passages that a document needs to be called a copy: shorter ones agree by chance."""


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
    """Check every document."""
    collected = collect(corpus)
    passages = collected.passages
    known = _known_facts(corpus)
    told = {fact for passage in passages for fact in passage.facts}
    return LintReport(
        sources=len(corpus.sources),
        with_file=len(corpus.documents()),
        passages=len(passages),
        facts_known=len(known),
        facts_covered=len(set(known) & told),
        uncovered=tuple(fact for fact in known if fact not in told),
        problems=(
            *_facts(corpus, passages, known),
            *_repeats(passages),
            *_points(passages),
            *_unread(corpus, collected),
            *_mirrors(corpus, passages),
            *(finding.in_words(source) for source, finding in collected.findings),
        ),
    )


def _facts(corpus: Corpus, passages: Sequence[Passage], known: Sequence[str]) -> Iterator[str]:
    """Statements of digests without facts, and facts that are not in the list; nothing where there is no list."""
    if not known:
        return
    ours = {source.id for source in corpus.sources if source.wording != "official" and source.id not in corpus.folders}
    for passage in passages:
        if passage.source_id in ours and not passage.wording and not passage.facts:
            yield f"{passage.source_id}, {passage.clause}: this statement has no facts: {passage.text[:60]}"
    for fact in sorted({fact for passage in passages for fact in passage.facts} - set(known)):
        yield f"Fact {fact} is not in {FACTS}."


def _repeats(passages: Sequence[Passage]) -> Iterator[str]:
    asked = Counter(ask for passage in passages for ask in passage.asks)
    yield from (f"This example question stands twice: {ask}" for ask, count in asked.items() if count > 1)
    said = Counter((passage.source_id, passage.text) for passage in passages)
    yield from (f"{source} says this twice: {text[:60]}" for (source, text), count in said.items() if count > 1)


def _points(passages: Sequence[Passage]) -> Iterator[str]:
    """What is wrong with the points that several statements make."""
    made = Counter(passage.point for passage in passages if passage.point)
    led = Counter(passage.point for passage in passages if passage.leads)
    for point, count in made.items():
        if count == 1:
            yield f"Only one statement makes the point {point}."
        if led[point] != 1:
            yield f"The point {point} needs one statement that leads it, and has {led[point]}."


def _unread(corpus: Corpus, collected: Collected) -> Iterator[str]:
    yield from (each.sentence for each in collected.unread)
    told = {passage.source_id for passage in collected.passages} | {each.source_id for each in collected.unread}
    yield from (f"{source.id} has a file without text." for source in corpus.documents() if source.id not in told)


def _mirrors(corpus: Corpus, passages: Sequence[Passage]) -> Iterator[str]:
    """Documents that are copies of one another, and addresses that two sources name."""
    texts: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        texts[passage.source_id].add(passage.text)
    for one, other in combinations(texts, 2):
        shorter = min(len(texts[one]), len(texts[other]))
        if shorter >= FEWEST and len(texts[one] & texts[other]) >= MIRROR * shorter:
            yield f"{one} and {other} hold the same text: keep one of them."
    pages: dict[str, list[Source]] = defaultdict(list)
    for source in corpus.documents():
        if source.url:
            pages[source.url.split("://", 1)[-1].removeprefix("www.").rstrip("/").lower()].append(source)
    for address, sources in pages.items():
        if len(sources) > 1 and {source.wording for source in sources} != {"digest"}:
            yield f"{' and '.join(source.id for source in sources)} name one page: {address}"


def _known_facts(corpus: Corpus) -> tuple[str, ...]:
    path = corpus.root / FACTS
    if not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return tuple(row["fact"] for row in csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise CorpusError(f"The list of facts {path} cannot be read.", "Mend the file and try again.") from error
