"""A built index is reported, compared and published: what every command that changes documents ends with."""

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.changes import Changes, LossRefused
from ui.presenting.wording import shortened

if TYPE_CHECKING:
    from assistant.settings import Settings
    from corpus.sources import Corpus
    from evals.comparison import Pair
    from ingest.building import Built
    from ingest.library import Library
    from ingest.reading import Finding

SHOWN = 12
"""Lines of each kind in a report; the rest are counted."""


def build_and_publish(
    options: argparse.Namespace,
    settings: "Settings",
    library: "Library",
    corpus: "Corpus",
    what: str = "",
    before_publishing: Callable[[], None] = lambda: None,
) -> int:
    """Build, report, compare, publish; for the holder of the writer's place. 1 when a document was left out.

    before_publishing: what must be written when, and only when, the new index is published. Raises LossRefused."""
    from ingest.building import build, publish, up_to_date
    from ingest.progress import bars

    with bars() as progress:
        if current := up_to_date(corpus, library.generations, settings.embedder):
            before_publishing()
            print(f"Nothing changed: the index of {current.built} holds {_amount(current.passages, current.sources)}.")
            return 0
        built = build(corpus, library.generations, settings.embedder, progress)
    touched = {*built.changes.sources_added, *built.changes.sources_changed}
    findings = tuple(each for each in built.findings if each[0] in touched or not built.changes.passages_before)
    for line in report(built.changes, findings):
        print(line)
    if not options.yes and not options.dry_run:
        built.changes.check_loss()
    for line in compare(options, settings, corpus, built):
        print(line)
    if options.dry_run:
        library.drop_unused()
        try:
            built.changes.check_loss()
        except LossRefused as loss:
            print(f"It would not be published unasked: {loss}")
        print("Nothing was published: this was a dry run.")
        return int(bool(built.changes.unread))
    before_publishing()
    publish(built, library.generations, what or in_words(built.changes))
    library.drop_unused()
    made = built.manifest
    print(f"Indexed {_amount(made.passages, made.sources)} in {settings.index} ({made.digest[:12]}).")
    return int(bool(built.changes.unread))


def _instructions_first(finding: tuple[str, "Finding"]) -> bool:
    return not finding[1].kind.startswith("instruction")


def report(changes: Changes, findings: tuple[tuple[str, "Finding"], ...] = ()) -> list[str]:
    """The change report, line by line; empty for the first index when nothing needs saying."""
    lines = []
    if changes.passages_before:
        lines.append(f"Against the published index: {in_words(changes)}.")
        lines += _listed("Sources added", changes.sources_added)
        lines += _listed("Sources changed", changes.sources_changed)
        lines += _listed("Sources removed", changes.sources_removed)
        for words, places in (
            ("Clauses added", changes.clauses_added),
            ("Clauses changed", changes.clauses_changed),
            ("Clauses removed", changes.clauses_removed),
        ):
            lines += _listed(words, [f"{source} {clause}".strip() for source, clause in places])
    lines += [f"Left out: {each.sentence}" for each in changes.unread]
    lines += _listed(
        "Would mislead", [finding.in_words(source) for source, finding in sorted(findings, key=_instructions_first)]
    )
    return lines


def in_words(changes: Changes) -> str:
    """The change in a few words, for the history."""
    counts = (
        (len(changes.sources_added), "source", "added"),
        (len(changes.sources_changed), "source", "changed"),
        (len(changes.sources_removed), "source", "removed"),
        (len(changes.clauses_added), "clause", "added"),
        (len(changes.clauses_changed), "clause", "changed"),
        (len(changes.clauses_removed), "clause", "removed"),
    )
    said = [f"{count} {noun}{'' if count == 1 else 's'} {verb}" for count, noun, verb in counts if count]
    return ", ".join(said) or "no passage changed"


def compare(options: argparse.Namespace, settings: "Settings", corpus: "Corpus", built: "Built") -> list[str]:
    """How the samples would be answered, against how they are; empty where there is nothing to compare."""
    from corpus.sources import SHIPPED

    if options.samples == "none" or not built.changes.passages_before or corpus.root.resolve() != SHIPPED.resolve():
        return []
    changed, asked = _changed_answers(options.samples, settings, corpus, built)
    if not changed:
        return [f"Samples: none of {asked} is answered differently."]
    lines = [f"Samples: {len(changed)} of {asked} would be answered differently."]
    return lines + _listed("Answered differently", [pair.in_words for pair in changed])


def _changed_answers(
    which: str, settings: "Settings", corpus: "Corpus", built: "Built"
) -> tuple[tuple["Pair", ...], int]:
    from assistant.pipeline import assistant_over
    from corpus.errors import PreceptorshipError
    from evals.comparison import compare as compare_runs
    from evals.comparison import outcomes
    from evals.run import run
    from evals.samples import load_samples, of_split
    from ingest.index import open_draft, open_index

    samples = of_split(load_samples(), "tuning")
    chosen = [sample for sample in samples if which == "all" or sample.essential]
    try:
        before = open_index(corpus, settings.index, settings.embedder)
    except PreceptorshipError:
        return (), 0
    after = open_draft(built.path, corpus, settings.index, settings.embedder)
    reports = []
    for index in (before, after):
        assistant = assistant_over(index)
        print("Answering the samples from the index …", file=sys.stderr)
        reports.append(run(chosen, assistant.answer, index.by_id, index.corpus, context=samples))
        index.close()
    return compare_runs(*map(outcomes, reports)).differing, len(chosen)


def _listed(words: str, items: "list[str] | tuple[str, ...]") -> list[str]:
    if not items:
        return []
    shown = [f"  - {shortened(item, 200)}" for item in items[:SHOWN]]
    rest = [f"  - and {len(items) - SHOWN} more"] if len(items) > SHOWN else []
    return [f"{words}: {len(items)}", *shown, *rest]


def _amount(passages: int, sources: int) -> str:
    return f"{passages} passages of {sources} source{'' if sources == 1 else 's'}"
