"""The commands that answer and search, one question or a line at a time."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from corpus.errors import PreceptorshipError
from ui.commands.options import WRONG, settings_of


def add_parsers(commands: Any, places: argparse.ArgumentParser) -> None:
    """`ask` and `search`."""
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


def ask_one(options: argparse.Namespace) -> int:
    """Answer the question of the command line; 1 when the answer failed."""
    from assistant.pipeline import open_assistant
    from assistant.questions import Question, Reader
    from ui.presenting.rendering import plain

    named = {name: getattr(options, name) for name in ("role", "nation", "profession") if getattr(options, name)}
    reader = Reader(**named)
    answer = open_assistant(settings_of(options)).answer.invoke(Question(options.question, reader=reader))
    print(json.dumps(answer.to_json(), indent=2) if options.json else plain(answer))
    return int(answer.answer_status == "failed")


def ask_lines(options: argparse.Namespace) -> int:
    """Answer every line of standard input in order; 1 when any answer failed."""
    from assistant.answers import failed_answer
    from assistant.pipeline import open_assistant
    from assistant.questions import question_from

    assistant = open_assistant(settings_of(options))

    def answer(request: Any) -> dict[str, Any]:
        return assistant.answer.invoke(question_from(request)).to_json()

    def failed(request: Any, notice: str) -> dict[str, Any]:
        identifier = request.get("id") if isinstance(request, dict) else None
        return failed_answer(notice, None if identifier is None else str(identifier)).to_json()

    return _every_line(answer, failed)


def search_one(options: argparse.Namespace) -> int:
    """Print the passages for the query of the command line."""
    from assistant.pipeline import open_assistant
    from ui.presenting.searching import search

    found = search(open_assistant(settings_of(options)), options.query, options.k)
    if options.json:
        print(json.dumps([asdict(item) for item in found], indent=2))
        return 0
    for item in found:
        page = f"page {item.page}" if item.page else ""
        place = ", ".join(filter(None, (item.title, item.clause, page, item.time)))
        print(f"{item.rank:>3}. {item.text}\n     {place} ({', '.join(item.nations)}) · {item.relevance:.2f}")
    return 0


def search_lines(options: argparse.Namespace) -> int:
    """Search for every line of standard input (`{"id", "query" or "question"}`) in order."""
    from assistant.pipeline import open_assistant
    from assistant.questions import QuestionError
    from ui.presenting.searching import search

    assistant = open_assistant(settings_of(options))

    def find(request: Any) -> dict[str, Any]:
        text = request.get("query", request.get("question")) if isinstance(request, dict) else None
        if not isinstance(text, str):
            raise QuestionError("The request has no query.", 'Send {"query": "…"}.')
        return {"id": request.get("id"), "evidence": [asdict(item) for item in search(assistant, text, options.k)]}

    def failed(request: Any, notice: str) -> dict[str, Any]:
        identifier = request.get("id") if isinstance(request, dict) else None
        return {"id": identifier, "evidence": [], "notice": notice}

    return _every_line(find, failed)


def _every_line(handle: Callable[[Any], dict[str, Any]], failed: Callable[[Any, str], dict[str, Any]]) -> int:
    exit_code = 0
    for number, line in enumerate(_lines(), 1):
        request: Any = None
        try:
            request = json.loads(line)
            result = handle(request)
        except PreceptorshipError as error:
            result, exit_code = failed(request, f"Line {number}: {error}"), 1
        except (ValueError, RecursionError):
            result, exit_code = failed(None, f"Line {number} is not a JSON object. Send one object a line."), 1
        if result.get("answer_status") == "failed":
            exit_code = 1
        print(json.dumps(result), flush=True)
    return exit_code


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        if line.strip():
            yield line.decode("utf-8", errors="replace")


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError("give a number from 1 to 100")
    return int(text)


def _ask(options: argparse.Namespace) -> int:
    if options.jsonl:
        return ask_lines(options)
    if options.question is None:
        print('Nothing was asked. Use: preceptorship ask "your question"', file=sys.stderr)
        return WRONG
    return ask_one(options)


def _search(options: argparse.Namespace) -> int:
    if options.jsonl:
        return search_lines(options)
    if not (options.query or "").strip():
        print('Nothing to look for. Use: preceptorship search "your words"', file=sys.stderr)
        return WRONG
    return search_one(options)
