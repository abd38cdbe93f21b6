from collections.abc import Callable, Mapping

import pytest

from assistant.answers import Answer, AnswerStatus
from assistant.questions import Question
from corpus.sources import Corpus
from evals.run import failed, score
from evals.samples import KeyPoint, Sample
from evals.stages import FailedStage, failed_stage
from ingest.passages import Passage

S = AnswerStatus
Stage = Callable[..., FailedStage | None]


@pytest.fixture
def stage(passages: Mapping[str, Passage], corpus: Corpus) -> Stage:
    def of(answer: Answer, **cells: object) -> FailedStage | None:
        values: dict[str, object] = {"facts": ("S5.3",), **cells}
        sample = Sample("a1", "answerable", "tuning", False, "Who?", **values)  # type: ignore[arg-type]
        return failed_stage(score(sample, answer, passages, corpus))

    return of


def test_a_pass_failed_at_no_stage(stage: Stage, make_answer: Callable[..., Answer]) -> None:
    assert stage(make_answer([(None, ["S5:a"])])) is None


def test_each_stage_is_told_from_the_others(stage: Stage, make_answer: Callable[..., Answer]) -> None:
    right = make_answer([(None, ["S5:a"])])
    made_up = make_answer([("A preceptor must own a horse.", ["S5:a"])])
    refusal, found = {"status": S.NOT_IN_CORPUS}, {"evidence": ["S52:a", "S5:a"]}
    routed = make_answer(status=S.SIGNPOSTED, routes=["Samaritans"])
    nothing_expected = {"expect": (S.NOT_IN_CORPUS,), "facts": ()}
    for expected, answer, cells in (
        ("broke", failed(Question("Who?"), ValueError("x")), {}),
        ("not found", make_answer(**refusal, evidence=["S52:a"]), {}),
        ("not found", make_answer([(None, ["S52:a"])]), {}),
        ("refused wrongly", make_answer(**refusal, **found), {}),
        ("refused wrongly", make_answer(**refusal), {"facts": ()}),
        ("answered wrongly", right, nothing_expected),
        ("answered wrongly", right, {"expect": (S.SOURCES_DIFFER,)}),
        ("wrong way taken", routed, {}),
        ("wrong way taken", right, {"expect": (S.SIGNPOSTED,), "facts": ()}),
        ("wrong way taken", make_answer(status=S.OUT_OF_SCOPE), nothing_expected),
        ("wrong way taken", make_answer(status=S.SIGNPOSTED), {"expect": (S.SIGNPOSTED,), "facts": ()}),
        ("found and not used", make_answer([(None, ["S52:a"])], **found), {}),
        ("used and not supported", made_up, {"key_points": (KeyPoint(("nothing",)),)}),
        ("said what it must not", right, {"must_not": ("does not have to belong",)}),
        ("missed a point", right, {"key_points": (KeyPoint(("most appropriate person",)),)}),
    ):
        assert stage(answer, **cells) == expected, (expected, cells)


def test_the_first_stage_that_failed_explains_the_rest(stage: Stage, make_answer: Callable[..., Answer]) -> None:
    unsupported_and_not_found = make_answer([("A preceptor must own a horse.", ["S52:a"])], evidence=["S52:a"])
    assert stage(unsupported_and_not_found, must_not=("horse",)) == "not found"


def test_where_answer_and_refusal_are_right_a_wrong_place_is_told(
    stage: Stage, make_answer: Callable[..., Answer]
) -> None:
    either = {"expect": (S.ANSWERED, S.NOT_IN_CORPUS)}
    assert stage(make_answer([(None, ["S52:a"])]), **either) == "found and not used"


def test_every_stage_is_explained() -> None:
    assert all(stage.explanation.endswith(".") for stage in FailedStage)
