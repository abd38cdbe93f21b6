"""Words people use for the words documents use, and topics on which sources differ: data beside the register."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError


@dataclass(frozen=True)
class Side:
    """What one source says on a topic on which sources differ."""

    label: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A topic on which two or more sources say different things."""

    topic: str
    asks: tuple[str, ...]
    """Questions to which all sides belong."""
    sides: tuple[Side, ...]
    """In the order in which to show them."""


@dataclass(frozen=True)
class Vocabulary:
    """What a corpus knows of its readers' words."""

    subject: frozenset[str]
    """Words, in lower case, that show that a message is about the subject of the documents."""
    spellings: dict[str, str]
    """An informal or dialect spelling, in lower case → the standard one; read as if spelt so, in questions."""
    abbreviations: dict[str, str]
    """A short form, in lower case → what it stands for; read as if spelt out, in documents and questions alike."""
    synonyms: dict[str, str]
    """A word or phrase as typed, in lower case → the words to search for besides."""
    clauses: dict[str, str]
    """The name of a clause, in lower case → its slug: `quality and oversight` → `principle-2`."""
    differences: tuple[Difference, ...]

    def names_subject(self, text: str) -> bool:
        """Whether the text has a word of the subject."""
        return not self.subject.isdisjoint(re.findall("[a-z]+", text.lower()))

    def respelt(self, text: str) -> str:
        """The text with its informal spellings replaced by the standard ones."""
        return re.sub(r"[A-Za-z0-9]+", lambda match: self.spellings.get(match[0].lower(), match[0]), text)

    def spelt_out(self, text: str) -> str:
        """The text with its abbreviations replaced by what they stand for."""
        return re.sub(r"[A-Za-z]+", lambda match: self.abbreviations.get(match[0].lower(), match[0]), text)

    def besides(self, text: str) -> str:
        """What the text's everyday words stand for, space-separated; empty when it has none."""
        padded = f" {re.sub(r'[^a-z0-9&-]+', ' ', text.lower())} "
        return " ".join(meaning for name, meaning in self.synonyms.items() if f" {name} " in padded)


def load_vocabulary(root: Path) -> Vocabulary:
    """The vocabulary of a corpus from `vocabulary.toml`; empty when it has none. Raises CorpusError."""
    path = root / "vocabulary.toml"
    if not path.is_file():
        return Vocabulary(frozenset(), {}, {}, {}, {}, ())
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Vocabulary(
            subject=frozenset(word.lower() for word in table.get("subject", [])),
            spellings=_meanings(table.get("spellings", {})),
            abbreviations=_meanings(table.get("abbreviations", {})),
            synonyms=_meanings(table.get("synonyms", {})),
            clauses=_meanings(table.get("clauses", {})),
            differences=tuple(_difference(entry) for entry in table.get("difference", [])),
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"The vocabulary {path} cannot be read: {error}.", "Mend the file and try again.") from error


def _meanings(entries: dict[str, Any]) -> dict[str, str]:
    for name, meaning in entries.items():
        if not isinstance(meaning, str):
            raise TypeError(f"what {name} stands for should be a text")
    return {name.lower(): meaning for name, meaning in entries.items()}


def _difference(entry: dict[str, Any]) -> Difference:
    if not isinstance(entry["asks"], list):
        raise TypeError("asks should be a list of texts")
    return Difference(
        topic=entry["topic"],
        asks=tuple(entry["asks"]),
        sides=tuple(Side(label, tuple(facts.split())) for label, facts in entry["sides"].items()),
    )
