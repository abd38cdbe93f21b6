"""A seal notices any change; a private copy is of no one else and leaves nothing behind."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sealing import PrivateCopy, is_sound, seal

ROOT = Path(__file__).parents[2]
DIE = """
import os, sys
from pathlib import Path
from ingest.sealing import PrivateCopy

copy = PrivateCopy(Path(sys.argv[1]), Path(sys.argv[2]))
os._exit(9)
"""


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    folder = tmp_path / "sealed"
    (folder / "inner").mkdir(parents=True)
    (folder / "a").write_bytes(b"one")
    (folder / "inner/b").write_bytes(b"two" * 1000)
    seal(folder)
    return folder


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": os.unlink,
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "flipped": flip,
    "emptied": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("file", ["a", "inner/b", "seal.json"])
@pytest.mark.parametrize("name", DAMAGES)
def test_any_damage_to_any_file_breaks_the_seal(sealed: Path, file: str, name: str) -> None:
    assert is_sound(sealed)
    DAMAGES[name](sealed / file)
    assert not is_sound(sealed)


@pytest.mark.parametrize("content", ["[]", "{}", "null", '{"a": 5}', "{"])
def test_a_seal_that_says_nothing_is_no_seal(sealed: Path, content: str) -> None:
    (sealed / "seal.json").write_text(content)
    assert not is_sound(sealed)


def test_a_private_copy_outlives_its_original_and_goes_when_closed(sealed: Path, tmp_path: Path) -> None:
    copy = PrivateCopy(sealed, tmp_path / "scratch")
    (sealed / "a").write_bytes(b"")
    assert copy.is_sound and (copy.path / "inner/b").read_bytes() == b"two" * 1000
    copy.close()
    assert not list((tmp_path / "scratch").iterdir())


def test_an_original_that_is_gone_leaves_no_half_copy(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        PrivateCopy(tmp_path / "nowhere", tmp_path / "scratch")
    assert not list((tmp_path / "scratch").iterdir())


def test_the_copy_of_a_killed_reader_is_swept_by_a_later_one_and_that_of_a_living_one_is_not(
    sealed: Path, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    living = PrivateCopy(sealed, scratch)
    ended = subprocess.run([sys.executable, "-c", DIE, str(sealed), str(scratch)], cwd=ROOT, check=False)
    assert ended.returncode == 9
    left = {path for path in scratch.iterdir() if path.is_dir()} - {living.path}
    assert len(left) == 1
    for lock in scratch.glob("*.lock"):
        os.utime(lock, (0, 0))
    later = PrivateCopy(sealed, scratch)
    assert {path for path in scratch.iterdir() if path.is_dir()} == {living.path, later.path}
    living.close()
    later.close()
