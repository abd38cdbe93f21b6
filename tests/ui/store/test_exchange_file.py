"""A file that is not whole, of another kind or changed is refused, and nothing of it is kept."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import PreceptorshipError
from ui.store import Store
from ui.store.exchange import count_rows, import_store
from ui.store.exchange_file import Damaged, Foreign


def _sealed(path: Path, change: Callable[[str], str]) -> None:
    """Change the file and give it the digest that goes with what it holds then."""
    body = change(path.read_text(encoding="ascii").rpartition('}, "sha256"')[0])
    path.write_text(f'{body}}}, "sha256": "{sha256(body.encode()).hexdigest()}"}}\n', encoding="ascii")


WRONG: dict[str, Callable[[str], str]] = {
    "a row of another shape": lambda body: body.replace('"display_name"', '"displayed"', 1),
    "a row that is a list": lambda body: body.replace('"receipts": [\n', '"receipts": [\n[]\n,', 1),
    "a row that is not JSON": lambda body: body.replace('"receipts": [\n', '"receipts": [\n{{{\n,', 1),
    "a deep row": lambda body: body.replace('"receipts": [\n', '"receipts": [\n' + "[" * 100_000 + "\n,", 1),
    "a day that is none": lambda body: body.replace("2024-02-29", "2023-02-29", 1),
    "a day that is a number": lambda body: body.replace('"2024-02-29"', "20240229", 1),
    "a number that is a word": lambda body: body.replace('"place": 1', '"place": "1"', 1),
    "nothing where something must be": lambda body: body.replace('"place": 1', '"place": null', 1),
    "a word that is too long": lambda body: body.replace('"nation": "', '"nation": "' + "x" * 40, 1),
    "a table left out": lambda body: body.replace('"verdicts"', '"opinions"'),
    "a table too many": lambda body: f'{body},"more": [\n]\n',
    "no end of a table": lambda body: body.removesuffix("]\n"),
}


def test_what_cannot_be_a_row_is_refused_whole_even_with_the_right_digest(file: Path, other: Store) -> None:
    whole = file.read_bytes()
    for name, change in WRONG.items():
        file.write_bytes(whole)
        _sealed(file, change)
        assert file.read_bytes() != whole, name
        with pytest.raises(Damaged):
            import_store(other.database, file)
        assert not any(count_rows(other.database).values()), name
    file.write_bytes(whole)
    assert all(import_store(other.database, file).values())


STRAYS: dict[str, Callable[[Any], Any]] = {
    "no receipts": lambda rows: rows["receipts"].clear(),
    "a run gone": lambda rows: rows["runs"].clear(),
    "a set twice": lambda rows: rows["case_sets"].append(rows["case_sets"][0]),
}


def test_rows_that_do_not_fit_together_are_refused_whole(file: Path, other: Store) -> None:
    whole = file.read_bytes()
    for name, change in STRAYS.items():
        file.write_bytes(whole)
        _sealed(file, lambda body, change=change: _changed(body, change))
        with pytest.raises(PreceptorshipError, match="do not fit together"):
            import_store(other.database, file)
        assert not any(count_rows(other.database).values()), name


def _changed(body: str, change: Callable[[Any], Any]) -> str:
    """The lines of the file with other rows."""
    head, _, rest = body.partition("\n")
    rows = json.loads(f'{{"tables": {{{rest}}}}}')["tables"]
    change(rows)
    tables = ",".join(
        f"{json.dumps(name)}: [\n" + ",".join(f"{json.dumps(row)}\n" for row in kept) + "]\n"
        for name, kept in rows.items()
    )
    return f"{head}\n{tables}"


def test_a_file_that_was_cut_off_is_refused_whole(file: Path, empty: Store) -> None:
    whole = file.read_bytes()
    for left in (0.02, 0.5, 0.9, 0.999):
        file.write_bytes(whole[: int(len(whole) * left)])
        with pytest.raises(Damaged):
            import_store(empty.database, file)
        assert not any(count_rows(empty.database).values())


def test_one_changed_letter_is_noticed(file: Path, empty: Store) -> None:
    file.write_bytes(file.read_bytes().replace(b"plain words", b"plain swords", 1))
    with pytest.raises(Damaged):
        import_store(empty.database, file)
    assert not any(count_rows(empty.database).values())


def test_a_file_of_another_kind_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    database = b"SQLite format 3\0" * 1000
    for content in (b"", database, b"[1, 2]", b'{"receipts": []}', b"[" * 100_000, b"\xff\xfe"):
        path.write_bytes(content)
        with pytest.raises(Foreign):
            import_store(store.database, path)


def test_a_file_of_another_revision_says_what_to_do(file: Path, empty: Store) -> None:
    revision = json.loads(file.read_text())["revision"]
    _sealed(file, lambda body: body.replace(f'"revision": "{revision}"', '"revision": "0000"', 1))
    with pytest.raises(PreceptorshipError, match="Open the store that it is from with this version"):
        import_store(empty.database, file)
