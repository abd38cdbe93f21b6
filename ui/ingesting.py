"""The commands for documents: build the index, check the corpus, list the register."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ui.asking import settings_of


def update(options: argparse.Namespace) -> int:
    """Build and publish the index if anything changed, and say what was done."""
    from corpus.sources import load_corpus
    from ingest.index import update_index

    settings = settings_of(options)
    report = update_index(load_corpus(settings.corpus), settings.index, settings.embedder, _bar)
    made = report.manifest
    if report.changed:
        print(f"Indexed {made.passages} passages of {made.sources} sources in {settings.index} ({made.digest[:12]}).")
    else:
        print(f"Nothing changed: the index of {made.built} holds {made.passages} passages of {made.sources} sources.")
    return 0


def _bar(items: Sequence[Any], what: str) -> Iterator[Any]:
    from tqdm import tqdm

    yield from tqdm(items, desc=what, unit="batch", disable=not sys.stderr.isatty())


def lint_corpus(options: argparse.Namespace) -> int:
    """Check the corpus against its own rules; 1 when something should be mended."""
    from corpus.sources import load_corpus
    from ingest.linting import lint

    report = lint(load_corpus(settings_of(options).corpus))
    print(f"{report.sources} sources in the register, {report.with_file} with a document; {report.passages} passages.")
    if report.facts_known:
        print(f"Facts covered: {report.facts_covered} of {report.facts_known}.", end=" ")
        print(f"Not covered: {', '.join(report.uncovered)}." if report.uncovered else "None is missing.")
    for problem in report.problems:
        print(f"- {problem}")
    print("Nothing to mend." if not report.problems else f"To mend: {len(report.problems)}.")
    return int(bool(report.problems))


def print_sources(options: argparse.Namespace) -> int:
    """Print the register."""
    from corpus.sources import load_corpus

    sources = load_corpus(settings_of(options).corpus).sources
    if options.json:
        print(json.dumps([asdict(source) for source in sources], indent=2))
        return 0
    for source in sources:
        nations = ", ".join(source.nations)
        print(
            f"{source.id:<4} {source.title}\n     {source.publisher}, {source.published or 'undated'} · {nations} · {source.currency}"
        )
        print(
            f"     {source.url or 'no address shown'}"
            + (f"\n     Not held: {source.no_file}" if source.no_file else "")
        )
    return 0
