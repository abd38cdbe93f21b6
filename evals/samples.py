"""Sample: one evaluation case, read from a CSV file that an educator can edit."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import AnswerStatus
from assistant.questions import Question, Reader, Turn
from corpus.errors import PreceptorshipError
from evals.sample_rows import COLUMNS, problems, statuses

DATASETS = Path(__file__).parent / "datasets"


class SampleError(PreceptorshipError):
    """A file of samples cannot be used; the message names every row that needs mending."""


@dataclass(frozen=True)
class KeyPoint:
    """Something a good answer says, in any of its wordings."""

    wordings: tuple[str, ...]
    vital: bool = True
    """False for an okay point (`~`): welcome, not required."""


@dataclass(frozen=True)
class Sample:
    """One evaluation case; the fields are the columns of the file (`class_` is the column `class`)."""

    id: str
    class_: str
    split: str
    essential: bool
    question: str
    follows: str = ""
    """Id of the sample whose answer comes just before this question in the conversation."""
    role: str = "other"
    nation: str = "Scotland"
    profession: str = "other"
    expect: tuple[AnswerStatus, ...] = (AnswerStatus.ANSWERED,)
    key_points: tuple[KeyPoint, ...] = ()
    must_not: tuple[str, ...] = ()
    """Wordings that must not stand in the answer."""
    facts: tuple[str, ...] = ()
    source: str = ""
    """Id of the labelled source; several are separated by spaces."""
    clause: str = ""
    words: tuple[str, ...] = ()
    """Words copied from the document, one place a line."""
    group: str = ""
    notes: str = ""
    checked_by: str = ""
    checked_on: str = ""

    @property
    def expects_answer(self) -> bool:
        """Whether only answered statuses are right: the set A of METRICS.md."""
        return all(status.is_answered for status in self.expect)

    @property
    def expects_refusal(self) -> bool:
        """Whether refusing is right and a full answer is wrong: the set U of METRICS.md.

        `not_in_corpus|partly_answered` belongs here: saying which part is missing is the other right way to abstain."""
        full = {AnswerStatus.ANSWERED, AnswerStatus.SOURCES_DIFFER, AnswerStatus.SIGNPOSTED}
        return any(status.is_refused for status in self.expect) and not full.intersection(self.expect)

    @property
    def is_labelled(self) -> bool:
        """Whether the sample says where its answer lies."""
        return bool(self.facts or self.words or self.source)

    @property
    def vital_points(self) -> tuple[KeyPoint, ...]:
        """The key points that a good answer may not lack."""
        return tuple(point for point in self.key_points if point.vital)


def load_samples(paths: Iterable[Path] | None = None) -> tuple[Sample, ...]:
    """The samples of the files, in order; by default those shipped in `evals/datasets`, by file name.

    Raises SampleError with one sentence for every row that needs mending."""
    files = sorted(DATASETS.glob("*.csv")) if paths is None else [Path(path) for path in paths]
    rows = [(f"Row {number} of {path.name}", row) for path in files for number, row in _rows(path)]
    if found := problems(rows):
        raise SampleError("\n".join(found), "Mend these rows and try again.")
    return tuple(_sample(row) for _, row in rows)


def as_question(sample: Sample, samples: Mapping[str, Sample], answers: Mapping[str, str]) -> Question:
    """The question of a sample with its conversation: the chain of followed samples, oldest first.

    samples: by id. answers: by sample id, the answer text that was actually given to each followed sample.
    Raises KeyError when a followed sample or its answer is missing."""
    history: list[Turn] = []
    for earlier in chain(sample, samples):
        history += [Turn("user", earlier.question), Turn("assistant", answers[earlier.id])]
    reader = Reader(role=sample.role, nation=sample.nation, profession=sample.profession)
    return Question(text=sample.question, history=tuple(history), reader=reader, id=sample.id)


def chain(sample: Sample, samples: Mapping[str, Sample]) -> tuple[Sample, ...]:
    """The samples that come before this one in its conversation, oldest first."""
    earlier: list[Sample] = []
    while sample.follows:
        sample = samples[sample.follows]
        earlier.insert(0, sample)
    return tuple(earlier)


def of_split(samples: Sequence[Sample], split: str) -> tuple[Sample, ...]:
    """The samples of one split: `tuning` or `held-back`."""
    return tuple(sample for sample in samples if sample.split == split)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """(row number as a spreadsheet shows it, cells by column) for every row that is not blank."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise SampleError(f"There is no file {path}.", "Name a CSV file of samples.") from None
    except UnicodeDecodeError:
        raise SampleError(f"{path.name} is not UTF-8 text.", "Save it as “CSV UTF-8”.") from None
    except (OSError, csv.Error) as error:
        raise SampleError(f"{path.name} cannot be read as CSV: {error}.", "Save it as “CSV UTF-8”.") from error
    if not table or tuple(table[0]) != COLUMNS:
        raise SampleError(f"Row 1 of {path.name} is not the expected header.", f"Make it: {','.join(COLUMNS)}")
    rows = [(number, cells) for number, cells in enumerate(table[1:], 2) if any(cell.strip() for cell in cells)]
    if odd := [f"Row {n} of {path.name}: it has {len(c)} cells, not {len(COLUMNS)}." for n, c in rows if len(c) != 20]:
        raise SampleError("\n".join(odd), "Put quotation marks round a cell that holds a comma or a line end.")
    return [(number, dict(zip(COLUMNS, cells, strict=True))) for number, cells in rows]


def _sample(row: Mapping[str, str]) -> Sample:
    cell = {name: text if name == "question" else text.strip() for name, text in row.items()}
    return Sample(
        id=cell["id"],
        class_=cell["class"],
        split=cell["split"],
        essential=cell["essential"].lower() == "yes",
        question=cell["question"],
        follows=cell["follows"],
        role=cell["role"] or "other",
        nation=cell["nation"] or "Scotland",
        profession=cell["profession"] or "other",
        expect=tuple(AnswerStatus(status) for status in statuses(cell["expect"])),
        key_points=tuple(_key_point(line) for line in cell["key_points"].splitlines() if line.strip()),
        must_not=tuple(part.strip() for line in cell["must_not"].splitlines() for part in line.split("|") if part),
        facts=tuple(cell["facts"].split()),
        source=cell["source"],
        clause=cell["clause"],
        words=tuple(line.strip() for line in cell["words"].splitlines() if line.strip()),
        **{name: cell[name] for name in ("group", "notes", "checked_by", "checked_on")},
    )


def _key_point(line: str) -> KeyPoint:
    wordings = line.strip().removeprefix("~").split("|")
    return KeyPoint(tuple(wording.strip() for wording in wordings), vital=not line.strip().startswith("~"))
