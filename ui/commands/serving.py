"""The command that serves the chat, the API and the pages."""

import argparse
from typing import Any

from ui.commands.options import OK, settings_of


def add_parsers(commands: Any, places: argparse.ArgumentParser) -> None:
    """`chat`."""
    parser = commands.add_parser("chat", parents=[places], help="serve the chat, the API and the source pages")
    parser.add_argument("--host", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (7860)")
    parser.set_defaults(run=chat)


def chat(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from ui.live import open_live
    from ui.server import serve

    settings = settings_of(options)
    serve(open_live(settings), settings)
    return OK
