from pathlib import Path

from assistant.pipeline import Assistant
from evals.marked import with_block
from ui.commands.readme import QUESTION, example

README = Path(__file__).parents[3] / "README.md"


def test_the_example_on_the_first_screen_is_what_the_command_prints(real_assistant: Assistant) -> None:
    text = README.read_text(encoding="utf-8")
    assert QUESTION in text
    assert with_block(text, "example", example(real_assistant)) == text, "run: preceptorship eval --readme README.md"


def test_every_command_that_the_readme_names_exists() -> None:
    import re

    from ui.cli import _parser

    known = _parser().format_help()
    for command in re.findall(r"`preceptorship ([a-z]+)", README.read_text(encoding="utf-8")):
        assert command in known


def test_every_make_target_that_the_readme_names_exists() -> None:
    import re

    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^|`)make ([a-z]+)", README.read_text(encoding="utf-8"), re.MULTILINE):
        assert f"\n{target}:" in makefile


def test_every_setting_is_named_in_the_readme() -> None:
    from dataclasses import fields

    from assistant.settings import PREFIX, Settings

    text = README.read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"`{PREFIX}{field.name.upper()}`" in text, field.name
