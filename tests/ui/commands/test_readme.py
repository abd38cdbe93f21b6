"""The README shows what there is: commands, options, settings, targets, folders and pictures."""

import argparse
import re
import shlex
from pathlib import Path

from assistant.pipeline import Assistant
from evals.marked import with_block
from ui.cli import build_parser
from ui.commands.options import places_parser
from ui.commands.readme import QUESTION, example

README = Path(__file__).parents[3] / "README.md"


def test_the_example_on_the_first_screen_is_what_the_command_prints(real_assistant: Assistant) -> None:
    text = README.read_text(encoding="utf-8")
    assert QUESTION in text
    assert with_block(text, "example", example(real_assistant)) == text, "run: preceptorship eval --readme README.md"


def _written() -> str:
    return "".join((README.parent / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))


def _actions(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands under a command, by name."""
    return next((dict(one.choices or {}) for one in parser._actions if isinstance(one, argparse._SubParsersAction)), {})


def _named(line: str) -> tuple[argparse.ArgumentParser, list[str]]:
    """The command that a line names, and what is left of the line."""
    parser, words = build_parser(), shlex.split(line)
    while words and words[0] in _actions(parser):
        parser = _actions(parser)[words.pop(0)]
    return parser, words


def test_every_command_line_that_is_shown_names_a_command_and_options_that_exist() -> None:
    shown = re.findall(r"(?:^|`|\$ |&& )preceptorship ([^`\n#>]+)", _written(), re.MULTILINE)
    assert len(shown) > 30
    for line in shown:
        parser, words = _named(line)
        assert parser.prog != "preceptorship" or words[0].startswith("--"), line
        needed = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction) and one.required]
        assert not needed, f"{line}: there is no such action"
        for option in (word for word in words if word.startswith("-")):
            assert option in parser._option_string_actions, line


def test_every_command_action_and_option_for_educators_work_is_told() -> None:
    told = _written()
    for name, command in _actions(build_parser()).items():
        assert f"preceptorship {name}" in told, name
        for action in _actions(command):
            assert re.search(rf"(preceptorship {name} |`){action}\b", told), f"{name} {action}"
    for name in ("eval", "educators", "store"):
        command = _actions(build_parser())[name]
        for parser in (command, *_actions(command).values()):
            for option in (
                set(parser._option_string_actions) - set(places_parser()._option_string_actions) - {"-h", "--help"}
            ):
                assert re.search(rf"{option}\b", told), f"{name} {option}"


def test_every_picture_and_folder_that_the_readme_shows_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (README.parent / picture).read_bytes().startswith(b"\x89PNG"), picture
    tree = re.findall(r"^\| `(\w+)/` \| (.+) \|$", text, re.MULTILINE)
    assert {name for name, _ in tree} >= {"corpus", "ingest", "assistant", "evals", "ui", "tests"}
    for name, holds in tree:
        for folder in re.findall(r"`(\w+)/`", holds):
            found = [path for path in (README.parent / name).rglob(folder) if path.is_dir()]
            assert found, f"{name}/{folder}"


def test_every_package_of_the_evaluations_and_the_interface_stands_in_the_tree() -> None:
    tree = "".join(re.findall(r"^\| `(?:evals|ui)/` \| .+$", README.read_text(encoding="utf-8"), re.MULTILINE))
    for layer in ("evals", "ui"):
        for package in (README.parent / layer).glob("*/__init__.py"):
            assert f"`{package.parent.name}/`" in tree, package.parent


def test_every_make_target_that_the_readme_names_exists() -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^|`)make ([a-z]+)", README.read_text(encoding="utf-8"), re.MULTILINE):
        assert f"\n{target}:" in makefile


def test_every_setting_is_named_in_the_readme() -> None:
    from dataclasses import fields

    from assistant.settings import PREFIX, Settings

    text = README.read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"`{PREFIX}{field.name.upper()}`" in text, field.name
