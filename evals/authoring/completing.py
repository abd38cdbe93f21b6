"""Completing: what an educator may leave empty and the rest of the row or of the set tells."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from assistant.answers import AnswerStatus
from evals.sample_rows import statuses

Row = Mapping[str, str]
_ROW = re.compile(r"row\s+(\d+)", re.IGNORECASE)
_ASKED = ("question", "follows", "role", "nation", "profession")
"""What tells one test question from another: an id made of it stays when the expected answer is mended."""


def completed(rows: Sequence[tuple[int, Row]]) -> list[dict[str, str]]:
    """The cells of each row with id, kind, split and “row 5” in `follows` filled in. rows: (number, cells)."""
    ids = made_ids([row for _, row in rows])
    by_number = {number: name for (number, _), name in zip(rows, ids, strict=True)}
    return [_completed(row, name, by_number, set(ids)) for (_, row), name in zip(rows, ids, strict=True)]


def made_ids(rows: Sequence[Row], taken: Sequence[str] = ()) -> list[str]:
    """The id of each row: its own, or one made of what is asked, that no other row and none of `taken` has."""
    used = {*taken, *(row["id"].strip() for row in rows)}
    return [row["id"].strip() or _made_id(row, used) for row in rows]


def told_class(row: Row) -> str:
    """The kind of question that the rest of the row tells: `follow-up`, `near-miss` …"""
    if row["follows"].strip():
        return "follow-up"
    expected = set(statuses(row["expect"]))
    if AnswerStatus.SIGNPOSTED in expected:
        return "sensitive"
    if AnswerStatus.OUT_OF_SCOPE in expected:
        return "out-of-scope"
    return "near-miss" if AnswerStatus.NOT_IN_CORPUS in expected else "answerable"


def _completed(row: Row, name: str, by_number: Mapping[int, str], ids: set[str]) -> dict[str, str]:
    follows = row["follows"].strip()
    by_row = _ROW.fullmatch(follows)
    if by_row and follows not in ids:
        follows = by_number.get(int(by_row[1]), follows)
    filled = {**row, "id": name, "follows": follows}
    filled["class"] = row["class"].strip() or told_class(filled)
    filled["split"] = row["split"].strip() or "tuning"
    return filled


def _made_id(row: Row, used: set[str]) -> str:
    asked = json.dumps([row[column] for column in _ASKED], ensure_ascii=False)
    made = f"Q-{hashlib.sha256(asked.encode(errors='replace')).hexdigest()[:8]}"
    number = 1
    while (name := made if number == 1 else f"{made}-{number}") in used:
        number += 1
    used.add(name)
    return name
