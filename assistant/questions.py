"""Question, Turn, Reader: what was asked, what came before, and who asks."""

from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.errors import PreceptorshipError
from corpus.sources import NATIONS

ROLES = ("preceptee", "preceptor", "manager", "educator", "other")
PROFESSIONS = (
    "arts therapist",
    "biomedical scientist",
    "chiropodist/podiatrist",
    "clinical scientist",
    "dietitian",
    "hearing aid dispenser",
    "occupational therapist",
    "operating department practitioner",
    "orthoptist",
    "paramedic",
    "physiotherapist",
    "practitioner psychologist",
    "prosthetist/orthotist",
    "radiographer",
    "speech and language therapist",
    "support worker",
    "other",
)


class QuestionError(PreceptorshipError):
    """The request is not a question that can be read."""


@dataclass(frozen=True)
class Reader:
    """Who asks; changes ranking and wording, never the truth."""

    role: str = "other"
    nation: str = "Scotland"
    profession: str = "other"

    def __post_init__(self) -> None:
        for name, allowed in (("role", ROLES), ("nation", NATIONS), ("profession", PROFESSIONS)):
            value = getattr(self, name)
            if value not in allowed:
                raise QuestionError(f"The reader's {name} is {value!r}.", f"Use one of: {', '.join(allowed)}.")


@dataclass(frozen=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True)
class Question:
    """What was asked, as typed."""

    text: str
    history: tuple[Turn, ...] = ()
    """Earlier messages, oldest first."""
    reader: Reader = field(default_factory=Reader)
    id: str | None = None
    """The caller's own id, returned with the answer."""


def question_from(request: Any) -> Question:
    """A question from a request object (`{"id", "question", "history", "reader"}`, all but `question` optional).

    Raises QuestionError with one sentence for the caller."""
    if not isinstance(request, dict):
        raise QuestionError("The request is not a JSON object.", 'Send {"question": "…"}.')
    if not isinstance(request.get("question"), str):
        raise QuestionError("The request has no question.", 'Send {"question": "…"}.')
    if unknown := sorted(set(request) - {"id", "question", "history", "reader"}):
        raise QuestionError(
            f"The request has an unknown field: {', '.join(map(str, unknown))}.",
            "Use id, question, history and reader.",
        )
    identifier = request.get("id")
    return Question(
        text=request["question"],
        history=_history(request.get("history")),
        reader=_reader(request.get("reader")),
        id=None if identifier is None else str(identifier),
    )


def _history(turns: Any) -> tuple[Turn, ...]:
    if turns is None:
        return ()
    hint = 'Send [{"role": "user" or "assistant", "content": "…"}].'
    if not isinstance(turns, list):
        raise QuestionError("The history is not a list.", hint)
    for turn in turns:
        if not isinstance(turn, dict) or turn.get("role") not in ("user", "assistant"):
            raise QuestionError("A turn of the history has no role.", hint)
        if not isinstance(turn.get("content"), str):
            raise QuestionError("A turn of the history has no content.", hint)
    return tuple(Turn(role=turn["role"], content=turn["content"]) for turn in turns)


def _reader(reader: Any) -> Reader:
    if reader is None:
        return Reader()
    if not isinstance(reader, dict) or (unknown := sorted(set(reader) - {"role", "nation", "profession"})):
        named = ": " + ", ".join(map(str, unknown)) if isinstance(reader, dict) else ""
        raise QuestionError(f"The reader has an unknown field{named}.", "Use role, nation and profession.")
    values = {name: value for name, value in reader.items() if value is not None}
    if any(not isinstance(value, str) for value in values.values()):
        raise QuestionError("The reader's role, nation and profession are texts.", "Send them as texts.")
    return Reader(**values)
