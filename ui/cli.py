"""The command line: `preceptorship ask | search | chat | ingest | sources | eval | educators | store`."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

OK, FAILED, WRONG = 0, 1, 2
"""Exit codes: done; an answer failed or a gate closed; wrong usage or a broken corpus, index or setting."""
CURRENCIES = ("current", "superseded", "historical", "unconfirmed")
"""What a source's status may be: `corpus.sources.Currency`, named here so that `--help` need not import it."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    from corpus.errors import PreceptorshipError

    parser = _parser()
    options = parser.parse_args(arguments)
    if options.version:
        return _version(options)
    if not hasattr(options, "run"):
        parser.print_help()
        return WRONG
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except PreceptorshipError as error:
        print(error, file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        print(f"A file or folder cannot be used: {error}. Check the path and its permissions.", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="preceptorship",
        description="Answers questions about preceptorship for Allied Health Professionals in Scotland, every sentence cited.",
    )
    parser.add_argument("--version", action="store_true", help="version and index digest")
    places = _places()
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    ask = commands.add_parser("ask", parents=[places], help="answer a question, with citations")
    ask.add_argument("question", nargs="?", help="the question, in quotation marks")
    ask.add_argument("--json", action="store_true", help="print one object")
    ask.add_argument("--jsonl", action="store_true", help="answer one JSON object a line from standard input")
    for name in ("role", "nation", "profession"):
        ask.add_argument(f"--{name}", help=f"the reader's {name}")
    ask.set_defaults(run=_ask)

    search = commands.add_parser("search", parents=[places], help="ranked passages, no answer")
    search.add_argument("query", nargs="?", help="what to look for")
    search.add_argument("-k", type=_count, default=10, metavar="N", help="how many passages (10)")
    search.add_argument("--json", action="store_true", help="print one list")
    search.add_argument("--jsonl", action="store_true", help="search for one JSON object a line from standard input")
    search.set_defaults(run=_search)

    chat = commands.add_parser("chat", parents=[places], help="serve the chat, the API and the source pages")
    chat.add_argument("--host", help="address to listen on (127.0.0.1)")
    chat.add_argument("--port", type=int, help="port to listen on (7860)")
    chat.set_defaults(run=_chat)

    _add_ingest(commands, places)

    sources = commands.add_parser("sources", parents=[places], help="the register")
    sources.add_argument("--json", action="store_true", help="print one list")
    sources.set_defaults(run=_sources)

    evaluate = commands.add_parser("eval", parents=[places], help="run the evaluation samples")
    evaluate.add_argument(
        "sets", nargs="*", type=Path, metavar="SET", help="CSV or .xlsx files (the shipped tuning samples)"
    )
    evaluate.add_argument("--split", choices=["tuning", "held-back", "all"], default="tuning", help="which samples")
    evaluate.add_argument("--json", action="store_true", help="print one object")
    evaluate.add_argument("--failures", type=int, default=20, metavar="N", help="failing samples to show (20)")
    evaluate.add_argument("--gate", action="store_true", help="exit 1 if the answers got worse than recorded")
    evaluate.add_argument(
        "--compare", type=Path, metavar="FILE", help="say what changed since the run that --json wrote to this file"
    )
    evaluate.add_argument(
        "--judge", metavar="NAME", help="also ask a chat model, as PROVIDER:MODEL; the gate does not use it"
    )
    evaluate.add_argument(
        "--people", type=Path, metavar="FILE", help="what people said, to hold the judge against (CSV)"
    )
    for name, words in (
        ("html", "write the report as one page that needs no network"),
        ("markdown", "write the report as Markdown"),
        ("junit", "write the report as JUnit XML"),
        ("csv", "write the samples and their answers as a table for a spreadsheet"),
    ):
        evaluate.add_argument(f"--{name}", type=Path, metavar="FILE", help=words)
    evaluate.add_argument("--record", action="store_true", help="record this run as the one the gate compares with")
    evaluate.add_argument(
        "--readme", type=Path, metavar="FILE", help="write the quality table and the example into this README"
    )
    evaluate.set_defaults(run=_evaluate)

    _add_educators(commands, places)
    _add_store(commands, places)
    return parser


def _places(**options: Any) -> argparse.ArgumentParser:
    """The options that every command takes."""
    places = argparse.ArgumentParser(add_help=False, **options)
    places.add_argument("--corpus", type=Path, metavar="DIR", help="folder with sources.toml and the documents")
    places.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    places.add_argument("--embedder", metavar="NAME", help="packaged, or a sentence-transformers model's name or path")
    return places


def _add_ingest(commands: Any, places: argparse.ArgumentParser) -> None:
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
    ingest.set_defaults(run=_ingest, yes=False, dry_run=False, samples="essential")
    actions = ingest.add_subparsers(title="actions", metavar="ACTION", dest="action")
    where = _places(argument_default=argparse.SUPPRESS)

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
    for name, words in (
        ("list", "the added documents"),
        ("history", "what was published, newest first"),
    ):
        actions.add_parser(name, parents=[where], help=words).add_argument(
            "--json", action="store_true", help="print one list"
        )
    actions.add_parser("lint", parents=[where], help="what would mislead retrieval; builds nothing")
    actions.add_parser("status", parents=[where], help="which index is read, and whether it is sound")
    actions.add_parser("rollback", parents=[where], help="go back to the index before")


def _add_educators(commands: Any, places: argparse.ArgumentParser) -> None:
    """`educators` and what stands under it; a password is no argument, as others could read it."""
    educators = commands.add_parser("educators", help="who may sign in to the bench")
    actions = educators.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    for name, words in (
        ("add", "make an account"),
        ("password", "give an account another password"),
        ("disable", "sign out, and let in no more until enabled"),
        ("enable", "let in again"),
        ("remove", "forget an account"),
        ("list", "the accounts"),
    ):
        action = actions.add_parser(name, parents=[places], help=words)
        if name == "list":
            action.add_argument("--json", action="store_true", help="print one list")
        else:
            action.add_argument("name", metavar="NAME", help="like an e-mail address")
        given = action.add_mutually_exclusive_group()
        if name in ("add", "password"):
            given.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
        if name == "add":
            given.add_argument("--no-password", action="store_true", help="only the organisation's sign-in opens it")
            action.add_argument("--display-name", metavar="NAME", help="as pages greet the person")
    educators.set_defaults(run=_educators)


def _add_store(commands: Any, places: argparse.ArgumentParser) -> None:
    """`store` and what stands under it."""
    store = commands.add_parser("store", help="what the service keeps: how much, into a file, out of it")
    actions = store.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    actions.add_parser("status", parents=[places], help="where it is, and how much it holds")
    export = actions.add_parser("export", parents=[places], help="write everything into one file")
    export.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    export.add_argument("--force", action="store_true", help="replace the file if it is there")
    bring = actions.add_parser("import", parents=[places], help="read everything from such a file into an empty store")
    bring.add_argument("file", type=Path, metavar="FILE", help="as `store export` wrote it")
    store.set_defaults(run=_store)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError("give a number from 1 to 100")
    return int(text)


def _ask(options: argparse.Namespace) -> int:
    from ui.commands.asking import ask_lines, ask_one

    if options.jsonl:
        return ask_lines(options)
    if options.question is None:
        print('Nothing was asked. Use: preceptorship ask "your question"', file=sys.stderr)
        return WRONG
    return ask_one(options)


def _search(options: argparse.Namespace) -> int:
    from ui.commands.asking import search_lines, search_one

    if options.jsonl:
        return search_lines(options)
    if not (options.query or "").strip():
        print('Nothing to look for. Use: preceptorship search "your words"', file=sys.stderr)
        return WRONG
    return search_one(options)


def _chat(options: argparse.Namespace) -> int:
    from ui.commands.asking import settings_of
    from ui.live import open_live
    from ui.server import serve

    settings = settings_of(options)
    serve(open_live(settings), settings)
    return OK


def _ingest(options: argparse.Namespace) -> int:
    from ui.commands import documents, ingesting

    run: Callable[[argparse.Namespace], int] = {
        None: ingesting.update,
        "add": documents.add_documents,
        "remove": documents.remove_documents,
        "fetch": documents.fetch_documents,
        "list": documents.list_documents,
        "lint": ingesting.lint_corpus,
        "status": ingesting.status,
        "history": ingesting.history,
        "rollback": ingesting.roll_back,
    }[options.action]
    return run(options)


def _sources(options: argparse.Namespace) -> int:
    from ui.commands.ingesting import print_sources

    return print_sources(options)


def _evaluate(options: argparse.Namespace) -> int:
    from ui.commands.evaluating import evaluate

    return evaluate(options)


def _educators(options: argparse.Namespace) -> int:
    from ui.commands.educators import manage

    return manage(options)


def _store(options: argparse.Namespace) -> int:
    from ui.commands.keeping import keep

    return keep(options)


def _version(options: argparse.Namespace) -> int:
    from importlib.metadata import PackageNotFoundError, version

    from assistant.settings import Settings
    from corpus.errors import PreceptorshipError
    from ingest.generations import Generations

    try:
        manifest = Generations(Settings.from_environment().index).manifest()
        index = f"index {manifest.digest[:12]}, built {manifest.built}" if manifest else "no index yet"
    except PreceptorshipError as error:
        index = str(error)
    try:
        number = version("preceptorship-assistant")
    except PackageNotFoundError:
        number = "(not installed)"
    print(f"preceptorship {number} ({index})")
    return OK


if __name__ == "__main__":
    sys.exit(main())
