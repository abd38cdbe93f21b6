"""The command line: `preceptorship ask | search | chat | ingest | sources | eval | educators | store`."""

import argparse
import os
import sys
from collections.abc import Callable

from ui.commands import asking, educators, evaluating, ingesting, keeping, serving
from ui.commands.options import OK, WRONG, places_parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    from corpus.errors import PreceptorshipError

    parser = build_parser()
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


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser(
        prog="preceptorship",
        description="Answers questions about preceptorship for Allied Health Professionals in Scotland, every sentence cited.",
    )
    parser.add_argument("--version", action="store_true", help="version and index digest")
    places = places_parser()
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for described in (asking, serving, ingesting, evaluating, educators, keeping):
        described.add_parsers(commands, places)
    return parser


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
