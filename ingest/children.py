"""How a module of this program is run as a child process: from where it is installed, and from nowhere else."""

import os
import sys
from pathlib import Path


def command(module: str, *arguments: str) -> list[str]:
    """The command that runs the module; nothing in the working folder can stand in for a module (`-P`)."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """This process's environment, in which the program itself is found."""
    house = str(Path(__file__).parents[1])
    paths = [house, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
