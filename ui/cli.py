"""The command line: `preceptorship ask | search | chat | ingest | sources | eval`."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

OK, FAILED, WRONG = 0, 1, 2
"""Exit codes: done; an answer failed or a gate closed; wrong usage or a broken corpus, index or setting."""


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
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument("--corpus", type=Path, metavar="DIR", help="folder with sources.toml and the documents")
    places.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    places.add_argument("--embedder", metavar="NAME", help="packaged, or a sentence-transformers model's name or path")
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

    ingest = commands.add_parser("ingest", parents=[places], help="build and publish the index if anything changed")
    ingest.add_argument("action", nargs="?", choices=["lint"], help="lint: check the documents and build nothing")
    ingest.set_defaults(run=_ingest)

    sources = commands.add_parser("sources", parents=[places], help="the register")
    sources.add_argument("--json", action="store_true", help="print one list")
    sources.set_defaults(run=_sources)

    evaluate = commands.add_parser("eval", parents=[places], help="run the evaluation samples")
    evaluate.add_argument("sets", nargs="*", type=Path, metavar="SET", help="CSV files (the shipped tuning samples)")
    evaluate.add_argument("--split", choices=["tuning", "held-back", "all"], default="tuning", help="which samples")
    evaluate.add_argument("--json", action="store_true", help="print one object")
    evaluate.add_argument("--failures", type=int, default=20, metavar="N", help="failing samples to show (20)")
    evaluate.add_argument("--gate", action="store_true", help="exit 1 if the answers got worse than recorded")
    evaluate.add_argument("--record", action="store_true", help="record this run as the one the gate compares with")
    evaluate.add_argument(
        "--readme", type=Path, metavar="FILE", help="write the quality table and the example into this README"
    )
    evaluate.set_defaults(run=_evaluate)
    return parser


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError("give a number from 1 to 100")
    return int(text)


def _ask(options: argparse.Namespace) -> int:
    from ui.asking import ask_lines, ask_one

    if options.jsonl:
        return ask_lines(options)
    if options.question is None:
        print('Nothing was asked. Use: preceptorship ask "your question"', file=sys.stderr)
        return WRONG
    return ask_one(options)


def _search(options: argparse.Namespace) -> int:
    from ui.asking import search_lines, search_one

    if options.jsonl:
        return search_lines(options)
    if not (options.query or "").strip():
        print('Nothing to look for. Use: preceptorship search "your words"', file=sys.stderr)
        return WRONG
    return search_one(options)


def _chat(options: argparse.Namespace) -> int:
    from assistant.pipeline import open_assistant
    from ui.asking import settings_of
    from ui.server import serve

    settings = settings_of(options)
    serve(open_assistant(settings), settings)
    return OK


def _ingest(options: argparse.Namespace) -> int:
    from ui.ingesting import lint_corpus, update

    return lint_corpus(options) if options.action == "lint" else update(options)


def _sources(options: argparse.Namespace) -> int:
    from ui.ingesting import print_sources

    return print_sources(options)


def _evaluate(options: argparse.Namespace) -> int:
    from ui.evaluating import evaluate

    return evaluate(options)


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
