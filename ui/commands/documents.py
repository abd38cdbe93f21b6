"""The commands that add, remove and list documents."""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ui.commands.options import settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.sources import Source
    from ingest.adding import Arrival
    from ingest.progress import Progress

CURRENCIES = ("current", "superseded", "historical", "unconfirmed")
"""What a source's status may be: `corpus.sources.Currency`, named here so that `--help` need not import it."""
_GIVEN = (
    "title",
    "publisher",
    "published",
    "url",
    "currency",
    "licence",
    "language",
    "nations",
    "audience",
    "professions",
)
"""Fields of a source that can be named for an added document."""


def add_parsers(actions: Any, where: argparse.ArgumentParser, change: argparse.ArgumentParser) -> None:
    """`add`, `remove`, `fetch` and `list`, which stand under `ingest`.

    where: the places that any action takes. change: the options of whatever may publish."""
    add = actions.add_parser(
        "add", parents=[where, change], help="register files, folders or addresses, and index them"
    )
    add.add_argument("documents", nargs="+", metavar="FILE|URL|FOLDER", help="what to add")
    for name, words in (
        ("title", "its title"),
        ("publisher", "who published it"),
        ("published", "when: 2026, 2026-05 or 2026-05-01"),
        ("url", "the address shown to readers"),
        ("licence", "its licence, such as 'Open Government Licence'"),
        ("language", "its language, such as en-GB"),
    ):
        add.add_argument(f"--{name}", help=words)
    add.add_argument("--status", dest="currency", choices=CURRENCIES, help="current unless named")
    for name, dest, words in (
        ("nation", "nations", "a nation it speaks for (UK); may be given again"),
        ("audience", "audience", "whom it is written for; may be given again"),
        ("profession", "professions", "a profession it is written for; may be given again"),
    ):
        add.add_argument(f"--{name}", dest=dest, action="append", metavar=name.upper(), help=words)
    add.add_argument("--replace", metavar="ID", help="put it in place of this added document")
    add.set_defaults(**dict.fromkeys(("title", "publisher", "published", "url", "licence", "language", "currency")))
    add.set_defaults(**dict.fromkeys(("nations", "audience", "professions", "replace")))

    remove = actions.add_parser("remove", parents=[where, change], help="take added documents out")
    remove.add_argument("ids", nargs="+", metavar="ID", help="as `ingest list` names them")
    fetch = actions.add_parser("fetch", parents=[where, change], help="download what the register names, over HTTPS")
    fetch.add_argument("ids", nargs="*", metavar="ID", help="sources to download (all with an address)")
    listed = actions.add_parser("list", parents=[where], help="the added documents")
    listed.add_argument("--json", action="store_true", help="print one list")
    for parser, run in (
        (add, add_documents),
        (remove, remove_documents),
        (fetch, fetch_documents),
        (listed, list_documents),
    ):
        parser.set_defaults(run=run)


def add_documents(options: argparse.Namespace) -> int:
    """Register files, folders or addresses, index them and say what changed; 1 when one was left out."""
    from ingest.generations import Generations

    settings = settings_of(options)
    with Generations(settings.index).writing(), tempfile.TemporaryDirectory() as downloads:
        from corpus.errors import CorpusError
        from ingest.adding import add
        from ingest.library import open_library
        from ingest.progress import bars
        from ui.commands.publishing import build_and_publish

        library = open_library(settings.corpus, settings.index)
        given = {name: _value(getattr(options, name)) for name in _GIVEN if getattr(options, name)}
        with bars() as progress:
            arrivals, failures = _arrivals(options.documents, Path(downloads), progress)
            if len(arrivals) > 1 and (options.title or options.replace):
                raise CorpusError(
                    f"There are {len(arrivals)} documents and one --title or --replace.", "Add them singly."
                )
            added = add(library, arrivals, given, options.replace, progress)
        for source in (*added.new, *added.replaced):
            print(f"{source.id}: {source.title} ({source.publisher}, {source.published or 'undated'})")
        if added.new and "nations" not in given:
            print("No nation was named: what is new is cited as UK. Name one with --nation.", file=sys.stderr)
        for note in (*failures, *added.notes):
            print(note, file=sys.stderr)
        left_out = bool(added.left_out or failures)
        if not (added.new or added.replaced):
            print("Nothing was added.")
            return int(left_out)
        said = [("added", added.new), ("replaced", added.replaced)]
        what = ", ".join(f"{verb} {', '.join(each.id for each in sources)}" for verb, sources in said if sources)
        corpus = library.corpus(added.sources)
        code = build_and_publish(
            options, settings, library, corpus, what, lambda: library.additions.write(added.sources)
        )
        return int(left_out or bool(code))


def remove_documents(options: argparse.Namespace) -> int:
    """Take added documents out of the register and the index."""
    from ingest.generations import Generations

    settings = settings_of(options)
    with Generations(settings.index).writing():
        from ingest.adding import without
        from ingest.library import open_library
        from ui.commands.publishing import build_and_publish

        library = open_library(settings.corpus, settings.index)
        left = without(library, options.ids)
        what = f"removed {', '.join(options.ids)}"
        corpus = library.corpus(left)
        return build_and_publish(options, settings, library, corpus, what, lambda: library.additions.write(left))


def fetch_documents(options: argparse.Namespace) -> int:
    """Download the publishers' own documents and index them in place of their digests; 1 when one was not to be had."""
    from ingest.generations import Generations

    settings = settings_of(options)
    with Generations(settings.index).writing():
        from ingest.fetching.addresses import allowed_hosts
        from ingest.fetching.fetch import fetch
        from ingest.fetching.network import open_network
        from ingest.fetching.outcomes import FetchedStatus
        from ingest.library import open_library
        from ingest.progress import bars
        from ui.commands.publishing import build_and_publish

        library = open_library(settings.corpus, settings.index)
        sources = library.corpus().sources
        chosen = [_registered(name, sources) for name in options.ids] or [s for s in sources if s.url and not s.no_file]
        with bars() as progress:
            report = fetch(chosen, library.additions.official, open_network(), progress, hosts=allowed_hosts(sources))
        for line in report.in_words():
            print(line)
        got = any(result.status in (FetchedStatus.NEW, FetchedStatus.CHANGED) for result in report.results)
        missed = any(result.status in (FetchedStatus.REFUSED, FetchedStatus.FAILED) for result in report.results)
        code = build_and_publish(options, settings, library, library.corpus(), "official documents") if got else 0
        return int(missed or bool(code))


def list_documents(options: argparse.Namespace) -> int:
    """Print the added documents."""
    from ingest.library import open_library

    settings = settings_of(options)
    library = open_library(settings.corpus, settings.index)
    sources = library.additions.sources()
    if options.json:
        print(json.dumps([asdict(source) for source in sources], indent=2))
        return 0
    for source in sources:
        print(
            f"{source.id:<4} {source.title}\n     {source.publisher}, {source.published or 'undated'} · {source.file}"
        )
    shipped = len(library.base.documents())
    print(f"{len(sources)} added, beside {shipped} of the corpus {library.base.name} (see `preceptorship sources`).")
    return 0


def _arrivals(names: list[str], downloads: Path, progress: "Progress") -> tuple[list["Arrival"], list[str]]:
    """The files to add, and what is not there or could not be downloaded, in words."""
    from corpus.errors import CorpusError
    from ingest.adding import arrivals_in

    found: list[Arrival] = []
    failures: list[str] = []
    for number, name in enumerate(names):
        if not name.strip():
            raise CorpusError("One of the names is empty.", "Name a file, a folder or an https:// address.")
        if "://" not in name:
            try:
                found.extend(arrivals_in([Path(name)]))
            except CorpusError as error:
                failures.append(str(error))
            continue
        arrival, failure = _downloaded(name, downloads / str(number), progress)
        found.extend([arrival] if arrival else [])
        failures.extend([failure] if failure else [])
    return found, failures


def _downloaded(address: str, folder: Path, progress: "Progress") -> tuple["Arrival | None", str]:
    """The document at an address, or in words why it could not be had."""
    from corpus.sources import Source
    from ingest.adding import Arrival
    from ingest.fetching.fetch import fetch
    from ingest.fetching.network import open_network
    from ingest.fetching.records import fetched

    report = fetch([Source("document", address, "", url=address)], folder, open_network(), progress)
    record = fetched(folder).get("document")
    if record is None:
        result = report.results[0]
        return None, f"{result.message.replace('document', address, 1)} {result.hint}"
    path = folder / record.file
    stem = Path(urlsplit(address).path).stem or urlsplit(address).hostname or "page"
    return Arrival(path.rename(path.with_name(stem + path.suffix)), record.final_url), ""


def _registered(name: str, sources: "Sequence[Source]") -> "Source":
    from corpus.errors import CorpusError

    for source in sources:
        if source.id == name:
            return source
    raise CorpusError(f"The register has no source {name}.", "See `preceptorship sources`.")


def _value(given: Any) -> Any:
    """What was named, each on one clean line."""
    return tuple(map(_line, given)) if isinstance(given, list) else _line(given)


def _line(text: str) -> str:
    from ingest.cleaning import clean, one_line

    return one_line(clean(text))
