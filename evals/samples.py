"""Sample: one evaluation case, read from a file that an educator can edit in a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import AnswerStatus
from assistant.questions import Question, Reader, Turn
from evals.authoring.completing import completed
from evals.authoring.files import SampleSet, read_rows
from evals.sample_rows import Row, SampleError, problems, statuses

DATASETS = Path(__file__).parent / "datasets"


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
    """The samples of the files, CSV or .xlsx, in order; by default those shipped in `evals/datasets`, by file name.

    A file with the header of the contract says everything; in one with plain headings, empty ids, classes and splits
    are made. Raises SampleError with one sentence for every row that needs mending."""
    files = sorted(DATASETS.glob("*.csv")) if paths is None else [Path(path) for path in paths]
    sets = [read_rows(path) for path in files]
    if odd := [sentence for one in sets for sentence in _strange(one)]:
        raise SampleError("\n".join(odd), "Mend these rows and try again.")
    rows = [row for one in sets for row in _rows(one)]
    if found := problems(rows):
        raise SampleError("\n".join(found), "Mend these rows and try again.")
    return tuple(sample_from(row) for _, row in rows)


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


def sample_from(row: Row) -> Sample:
    """The sample that a row holds. row: cells by column, without problems (see `sample_rows.problems`)."""
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


def cells_of(sample: Sample) -> dict[str, str]:
    """The row of a sample, by column: the inverse of `sample_from`."""
    points = [("" if point.vital else "~ ") + " | ".join(point.wordings) for point in sample.key_points]
    plain = ("id", "split", "question", "follows", "role", "nation", "profession", "source", "clause", "group", "notes")
    return {
        **{name: getattr(sample, name) for name in (*plain, "checked_by", "checked_on")},
        "class": sample.class_,
        "essential": "yes" if sample.essential else "",
        "expect": "|".join(sample.expect),
        "key_points": "\n".join(points),
        "must_not": "\n".join(sample.must_not),
        "facts": " ".join(sample.facts),
        "words": "\n".join(sample.words),
    }


def _strange(one: SampleSet) -> list[str]:
    """What is strange about a file, with its name in each sentence."""
    told = [(f"Row {finding.row}", finding) for finding in one.findings]
    return [
        f"{where} of {one.name}{' is not the expected header' if finding.row == one.heading_row else ''}"
        f"{finding.message.removeprefix(where)}"
        for where, finding in told
    ]


def _rows(one: SampleSet) -> list[tuple[str, Row]]:
    cells: list[Row] = [row.cells for row in one.rows]
    if not one.is_contract:
        cells = list(completed([(row.number, row.cells) for row in one.rows]))
    return [(f"Row {row.number} of {one.name}", row_cells) for row, row_cells in zip(one.rows, cells, strict=True)]


def _key_point(line: str) -> KeyPoint:
    wordings = line.strip().removeprefix("~").split("|")
    return KeyPoint(tuple(wording.strip() for wording in wordings), vital=not line.strip().startswith("~"))
