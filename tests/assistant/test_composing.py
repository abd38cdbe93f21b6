"""Answers put together: every ending says what it must, in the order in which it must be read."""

from collections.abc import Sequence

import pytest

from assistant.answers import Answer, AnswerStatus
from assistant.composing import GAP_DEPTH, MOST_EVIDENCE, Composer
from assistant.drafting import Claim, Draft, Quote, quoting
from assistant.extractive import Part
from assistant.queries import Query
from assistant.questions import Reader
from assistant.retrieval import Evidence
from assistant.scope import SENSITIVE, Scope
from corpus.faults import Fault
from corpus.routes import load_routes
from corpus.sources import SHIPPED, load_corpus
from ingest.index import Index
from ingest.passages import Passage

NATIONS = ("Scotland", "England", "Wales", "Northern Ireland")


@pytest.fixture
def compose(small_index: Index, small_corpus: object) -> Composer:
    corpus = load_corpus(small_corpus)  # type: ignore[arg-type]
    return Composer(corpus, load_routes(SHIPPED), small_index)


def part(question: str, passages: Sequence[Passage]) -> Part:
    found = tuple(Evidence(one, rank, round(1 / rank, 4)) for rank, one in enumerate(passages, 1))
    return Part(question, Query(question, ""), found)


def answered(compose: Composer, draft: Draft, found: Sequence[Part]) -> Answer:
    return compose.answered(AnswerStatus.ANSWERED, "How?", draft, found, 0.9, Reader())


def test_a_list_stands_on_lines_of_its_own_with_labels_and_markers(compose: Composer) -> None:
    steps = compose.index.lists[
        next(p.list_id for p in compose.index.passages if p.text.startswith("A chain is oiled"))
    ]
    text = answered(compose, Draft(tuple(map(quoting, steps))), [part("How?", steps)]).text
    lines = text.split("\n")
    assert lines[0].endswith(" [1]")
    assert [line[:5] for line in lines[1:]] == ["- a) ", "- b) ", "- c) ", "- d) "]
    assert all(line.endswith(f"[{n}]") for n, line in enumerate(lines, 1))


def test_numbered_items_keep_their_numbers(compose: Composer) -> None:
    steps = [p for p in compose.index.passages if p.label.endswith(".")]
    text = answered(compose, Draft(tuple(map(quoting, steps))), [part("How?", steps)]).text
    assert [line[:3] for line in text.split("\n")] == ["1. ", "2. ", "3. "]


def test_each_side_of_a_comparison_opens_with_its_name(compose: Composer) -> None:
    one, other = compose.index.passages[:2]
    draft = Draft((quoting(one, "Chains"), quoting(other, "Rotors")))
    assert answered(compose, draft, [part("How?", [one])]).text == (
        f"Chains: {one.text} [1]\n\nRotors: {other.text} [2]"
    )


def test_sentences_run_on_with_a_marker_each(compose: Composer) -> None:
    one, other = compose.index.passages[:2]
    draft = Draft((quoting(one), quoting(other), quoting(one)))
    answer = answered(compose, draft, [part("How?", [one])])
    assert answer.text == f"{one.text} [1] {other.text} [2] {one.text} [1]"
    assert [citation.number for citation in answer.citations] == [1, 2]


def test_words_that_stand_in_no_passage_are_never_shown(compose: Composer) -> None:
    one = compose.index.passages[0]
    invented = Claim("Chains last for ever.", (Quote(one.id, "Chains last for ever."),))
    answer = answered(compose, Draft((invented,)), [part("How?", [one])])
    assert answer.answer_status is AnswerStatus.NOT_IN_CORPUS
    assert "for ever" not in answer.text
    assert answer.statements == ()


def test_the_part_that_is_not_answered_is_named_with_whom_to_ask(compose: Composer) -> None:
    one = compose.index.passages[0]
    draft = Draft((quoting(one),), missing=("what does it cost?",))
    answer = compose.answered(AnswerStatus.PARTLY_ANSWERED, "?", draft, [part("?", [one])], 0.5, Reader())
    assert answer.missing == ("what does it cost?",)
    assert "do not answer this part:\n- what does it cost?" in answer.text
    assert answer.routes


def test_evidence_of_several_parts_is_merged_without_repeats_and_marked_where_used(compose: Composer) -> None:
    passages = compose.index.passages
    draft = Draft((quoting(passages[1]),))
    found = [part("One?", passages[:8]), part("Two?", passages[1:12])]
    evidence = answered(compose, draft, found).evidence
    assert [record.rank for record in evidence] == list(range(1, len(evidence) + 1))
    assert len({record.passage_id for record in evidence}) == len(evidence) <= MOST_EVIDENCE
    assert [record.passage_id for record in evidence if record.used] == [passages[1].id]


def gap(number: int) -> Passage:
    return Passage(f"B1:gap{number}", "B1", "No source names a price.", (), "Gaps", 0, 90 + number, is_gap=True)


def test_a_gap_statement_near_the_top_is_shown_and_cited(compose: Composer) -> None:
    passages = compose.index.passages
    compose.index.by_id[gap(1).id] = gap(1)
    answer = compose.not_in_corpus("What price?", [part("What price?", [passages[0], gap(1)])], 0.1, Reader())
    assert [statement.text for statement in answer.statements] == ["No source names a price."]
    assert answer.text.endswith("No source names a price. [1]")
    assert answer.missing == ("What price?",)


def test_a_gap_statement_far_down_is_not_taken_for_the_questions_own(compose: Composer) -> None:
    compose.index.by_id[gap(1).id] = gap(1)
    found = [*compose.index.passages[:GAP_DEPTH], gap(1)]
    answer = compose.not_in_corpus("What price?", [part("What price?", found)], 0.1, Reader())
    assert answer.statements == ()


def test_without_a_gap_statement_the_nearest_place_is_named_but_not_claimed(compose: Composer) -> None:
    answer = compose.not_in_corpus("What price?", [part("?", compose.index.passages[:1])], 0.1, Reader())
    assert "Looking after chains, Rule 1; it may not be what you need" in answer.text
    assert (answer.statements, answer.citations) == ((), ())


def test_finding_nothing_at_all_still_says_whom_to_ask(compose: Composer) -> None:
    answer = compose.not_in_corpus("What price?", [part("What price?", [])], 0.0, Reader())
    assert answer.answer_status is AnswerStatus.NOT_IN_CORPUS
    assert answer.routes and answer.text.endswith(".")


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("scope", SENSITIVE)
def test_in_every_nation_a_sensitive_message_gets_routes_of_that_nation_first(
    compose: Composer, scope: Scope, nation: str
) -> None:
    answer = compose.signposted(scope, "?", Draft(()), [part("?", compose.index.passages)], 0.5, Reader(nation=nation))
    assert answer.answer_status is AnswerStatus.SIGNPOSTED
    assert answer.routes
    assert all({"UK", nation} & set(route.nations) for route in answer.routes)
    lines = answer.text.split("\n")[1:]
    assert len(lines) == len(answer.routes)
    for line, route in zip(lines, answer.routes, strict=True):
        assert route.name in line and route.contact in line and route.checked in line


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("scope", [Scope.OTHER, Scope.CLINICAL, Scope.EMPLOYMENT])
def test_in_every_nation_a_refusal_says_why_and_whom_to_ask(compose: Composer, scope: Scope, nation: str) -> None:
    answer = compose.outside(scope, "?", Reader(nation=nation))
    assert answer.answer_status is AnswerStatus.OUT_OF_SCOPE
    assert answer.text.endswith(".") and answer.routes
    assert (answer.statements, answer.citations) == ((), ())


def test_danger_names_the_emergency_number_before_anything_else(compose: Composer) -> None:
    answer = compose.signposted(Scope.DANGER, "?", Draft(()), [], 0.0, Reader())
    assert "999" in answer.text.split("\n")[0]
    assert "999" in answer.routes[0].contact


def test_guidance_follows_the_routes(compose: Composer) -> None:
    passages = compose.index.passages
    draft = Draft((quoting(passages[0]),))
    answer = compose.signposted(Scope.BULLYING, "?", draft, [part("?", passages)], 0.95, Reader())
    said = answer.text.index(passages[0].text)
    assert all(answer.text.index(route.name) < said for route in answer.routes)
    assert [statement.text for statement in answer.statements] == [passages[0].text]


@pytest.mark.parametrize("message", ["thanks", "Cheers, bye", "Thanks, that's really helpful!"])
def test_thanks_are_not_answered_with_a_greeting(compose: Composer, message: str) -> None:
    answer = compose.conversational(Scope.GREETING, message)
    assert answer.text.startswith("You are welcome")


@pytest.mark.parametrize("scope", [Scope.GREETING, Scope.CAPABILITY])
def test_a_greeting_gets_something_to_ask(compose: Composer, scope: Scope) -> None:
    answer = compose.conversational(scope, "hello")
    assert answer.answer_status is AnswerStatus.NEEDS_DETAIL
    assert answer.suggestions == ("How often do I clean a chain?",)


def test_breakage_apologises_with_its_reference_and_what_to_do(compose: Composer) -> None:
    answer = compose.failed(Fault("the question could not be answered", "abcd1234"))
    assert answer.answer_status is AnswerStatus.FAILED
    assert "Sorry" in answer.text and "abcd1234" in answer.text and "Try again" in answer.text
    assert answer.notice and "abcd1234" in answer.notice
