"""The commands for the index: build it, check the corpus, say how things stand, go back."""

import argparse
import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ui.commands import documents
from ui.commands.options import places_parser, settings_of

if TYPE_CHECKING:
    from ingest.generations import Manifest


def add_parsers(commands: Any, places: argparse.ArgumentParser) -> None:
    """`ingest` and what stands under it. Options may stand before or after the action: only given ones are set."""
    change = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    change.add_argument("--yes", action="store_true", help="publish even if many passages or a document would be lost")
    change.add_argument("--dry-run", action="store_true", help="build and report, publish nothing")
    change.add_argument(
        "--samples", choices=["none", "essential", "all"], help="which tuning samples to compare (essential)"
    )
    ingest = commands.add_parser(
        "ingest", parents=[places, change], help="build and publish the index if anything changed; add documents"
    )
    ingest.set_defaults(run=update, yes=False, dry_run=False, samples="essential")
    actions = ingest.add_subparsers(title="actions", metavar="ACTION", dest="action")
    where = places_parser(argument_default=argparse.SUPPRESS)
    documents.add_parsers(actions, where, change)
    for name, run, words in (
        ("lint", lint_corpus, "what would mislead retrieval; builds nothing"),
        ("status", status, "which index is read, and whether it is sound"),
        ("history", history, "what was published, newest first"),
        ("rollback", roll_back, "go back to the index before"),
    ):
        action = actions.add_parser(name, parents=[where], help=words)
        action.set_defaults(run=run)
        if run is history:
            action.add_argument("--json", action="store_true", help="print one list")

    sources = commands.add_parser("sources", parents=[places], help="the register")
    sources.add_argument("--json", action="store_true", help="print one list")
    sources.set_defaults(run=print_sources)


def update(options: argparse.Namespace) -> int:
    """Build, report and publish the index if anything changed; 1 when a document was left out."""
    from ingest.generations import Generations

    settings = settings_of(options)
    with Generations(settings.index).writing():
        from ingest.library import open_library
        from ui.commands.publishing import build_and_publish

        library = open_library(settings.corpus, settings.index)
        return build_and_publish(options, settings, library, library.corpus())


def lint_corpus(options: argparse.Namespace) -> int:
    """Check the corpus against its own rules; 1 when something should be mended."""
    from ingest.library import open_library
    from ingest.linting import lint

    settings = settings_of(options)
    report = lint(open_library(settings.corpus, settings.index).corpus())
    print(f"{report.sources} sources in the register, {report.with_file} with a document; {report.passages} passages.")
    if report.facts_known:
        print(f"Facts covered: {report.facts_covered} of {report.facts_known}.", end=" ")
        print(f"Not covered: {', '.join(report.uncovered)}." if report.uncovered else "None is missing.")
    for problem in report.problems:
        print(f"- {problem}")
    print("Nothing to mend." if not report.problems else f"To mend: {len(report.problems)}.")
    return int(bool(report.problems))


def status(options: argparse.Namespace) -> int:
    """Say which index is read, whether it is sound and of these documents, and what else is kept."""
    from ingest.generations import Generations, read_manifest
    from ingest.library import open_library
    from ingest.sealing import is_sound

    settings = settings_of(options)
    generations = Generations(settings.index)
    corpus = open_library(settings.corpus, settings.index).known_corpus()
    found = generations.candidates()
    if not found:
        print(f"There is no index at {settings.index}. Run `preceptorship ingest` to build it.")
        return 1
    wrong = False
    for path in found:
        sound = is_sound(path)
        read = path.name == generations.pointed_at
        wrong = wrong or not sound or (read and read_manifest(path).corpus_digest != corpus.digest())
        print(f"{'Published' if read else 'Earlier  '}  {_manifest(read_manifest(path)) if sound else 'damaged'}")
        if read and sound and read_manifest(path).corpus_digest != corpus.digest():
            print("           The documents have changed since. Run `preceptorship ingest`.")
    if found[0].name != generations.pointed_at:
        print("No published index can be found; the newest one is read. Run `preceptorship ingest`.")
        wrong = True
    used = sum(file.stat().st_size for file in settings.index.rglob("*") if file.is_file())
    free = shutil.disk_usage(settings.index).free
    print(f"{settings.index} takes {used / 2**20:.0f} MB; {free / 2**30:.0f} GB are free.")
    if holder := generations.holder:
        print(f"An ingest is running ({holder}).")
    return int(wrong)


def history(options: argparse.Namespace) -> int:
    """Print what was published, newest first."""
    from ingest.generations import Generations

    lines = Generations(settings_of(options).index).history()
    if options.json:
        print(json.dumps([asdict(line) for line in lines], indent=2))
        return 0
    for line in reversed(lines):
        amount = f"{line.passages} passages of {line.sources} sources"
        print(f"{line.when}  {line.action:<11}  {line.digest[:12]}  {amount}{f'; {line.what}' if line.what else ''}")
    if not lines:
        print("Nothing was published yet.")
    return 0


def roll_back(options: argparse.Namespace) -> int:
    """Go back to the index before, and to the added documents it was built from."""
    from ingest.generations import Generations, read_manifest

    settings = settings_of(options)
    with Generations(settings.index).writing():
        from ingest.library import open_library

        library = open_library(settings.corpus, settings.index)
        manifest = read_manifest(library.roll_back())
    print(f"Went back to the index {_manifest(manifest)}.")
    return 0


def print_sources(options: argparse.Namespace) -> int:
    """Print the register."""
    from ingest.library import open_library

    settings = settings_of(options)
    sources = open_library(settings.corpus, settings.index).corpus().sources
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


def _manifest(manifest: "Manifest") -> str:
    amount = f"{manifest.passages} passages of {manifest.sources} sources"
    return f"{manifest.digest[:12]}, built {manifest.built}: {amount}"
