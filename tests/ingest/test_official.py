"""The publisher's own words stand in place of the digest's where they say the same, and only there."""

from langchain_core.documents import Document

from ingest.official import in_place_of
from ingest.passages import Passage
from ingest.sections import sections
from ingest.splitting import split

DIGEST = """# Chains

## Cleaning {clause="Rule 1"}

A chain should be cleaned every 2 weeks in winter. {facts="F1"} {asks="how often is a chain cleaned?"}

Degreaser must never touch the rotors. {facts="F2"}

## Oiling {clause="Rule 2"}

The steps are: {facts="F3"}

- a) Wipe the chain with a rag. {facts="F4"}
- b) Oil every roller. {facts="F5"}
"""


def read(markdown: str) -> tuple[Passage, ...]:
    return split("B1", sections([Document(markdown)]))


def joined(official: str) -> dict[str, Passage]:
    return {passage.text: passage for passage in in_place_of(read(DIGEST), read(official))}


def test_an_official_passage_takes_the_facts_and_questions_of_the_statement_it_carries() -> None:
    words = "Riders should see that the chain is cleaned every 2 weeks during winter months."
    found = joined(f"# Chains\n\n## Rule 1: cleaning\n\n{words}\n")
    assert (found[words].facts, found[words].asks) == (("F1",), ("how often is a chain cleaned?",))
    assert (found[words].wording, found[words].clause) == ("official", "Rule 1")
    assert "A chain should be cleaned every 2 weeks in winter." not in found


def test_what_the_publisher_does_not_say_stays_in_the_digest_s_words() -> None:
    found = joined("# Chains\n\n## Rule 1\n\nWinter is cold.\n")
    assert found["Degreaser must never touch the rotors."].wording == ""
    assert found["Winter is cold."].facts == ()


def test_another_number_or_a_missing_never_is_not_the_same_statement() -> None:
    found = joined(
        "# Chains\n\n## Rule 1\n\nA chain should be cleaned every 3 weeks in winter. Degreaser must touch the rotors.\n"
    )
    assert not any(passage.facts for passage in found.values() if passage.wording == "official")


def test_words_of_another_clause_need_to_be_nearer() -> None:
    loose = "Clean a chain 2 times in winter"
    assert joined(f"# Chains\n\n## Rule 1\n\n{loose}\n")[loose].facts == ("F1",)
    assert joined(f"# Chains\n\n## Rule 12\n\n{loose}\n")[loose].facts == ()


def test_a_list_is_replaced_whole_or_not_at_all() -> None:
    half = joined("# Chains\n\n## Rule 2\n\nThe steps are:\n\n- Wipe the chain with a rag first.\n")
    assert half["Wipe the chain with a rag."].facts == ("F4",)
    assert half["Wipe the chain with a rag first."].facts == ()
    whole = joined(
        "# Chains\n\n## Rule 2\n\nThe steps are:\n\n- Wipe the chain with a rag first.\n- Then oil every roller.\n"
    )
    assert [text for text, passage in whole.items() if passage.wording == "official"] == [
        "The steps are:",
        "Wipe the chain with a rag first.",
        "Then oil every roller.",
    ]
    assert "Oil every roller." not in whole


def test_ids_lists_and_positions_never_collide() -> None:
    made = in_place_of(read(DIGEST), read(DIGEST.replace("2 weeks", "5 weeks").replace("Oil every", "Grease all")))
    assert len({passage.id for passage in made}) == len(made)
    assert [passage.position for passage in made] == list(range(len(made)))
    of_digest = {passage.list_id for passage in made if not passage.wording}
    assert not (of_digest - {""}) & {passage.list_id for passage in made if passage.wording}
