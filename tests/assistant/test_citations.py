"""verify: nothing that a drafter wrote is shown unless it stands in the passage, character for character."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import locate, verify
from assistant.drafting import Claim, Draft, Quote
from corpus.sources import Corpus, Source
from ingest.passages import Passage

OIL = Passage(
    "B1:1", "B1", "Oil takes 15 hours. Oil it.", ("Oil",), "Rule 2 a)", 0, 0, page=3, fragment="oil", facts=("F1",)
)
RUST = Passage("B2:1", "B2", "Rust never sleeps.", ("Rust",), "Rust", 0, 0, fragment="rust")
HIDDEN = Passage("B3:1", "B3", "Not for show.", (), "", 0, 0)
PASSAGES = {passage.id: passage for passage in (OIL, RUST, HIDDEN)}
CORPUS = Corpus(
    root=Path(),
    name="workshop",
    home_nation="Scotland",
    sources=(
        Source(id="B1", title="Chains", publisher="W", url="https://w.example/c.pdf", nations=("Wales",)),
        Source(id="B2", title="Rust", publisher="W", url="https://w.example/rust", url_confirmed=False),
        Source(id="B3", title="Hidden", publisher="W", url="https://w.example/hidden", show=False),
    ),
)


def claim(text: str, *quotes: tuple[str, str]) -> Claim:
    return Claim(text, tuple(Quote(name, words) for name, words in quotes))


def said(*claims: Claim) -> list[tuple[str, tuple[int, ...]]]:
    statements, _, kept = verify(Draft(claims), PASSAGES, CORPUS)
    assert [statement.text for statement in statements] == [one.text for one in kept]
    return [(statement.text, statement.citations) for statement in statements]


@pytest.mark.parametrize(
    "faulty",
    [
        pytest.param(claim("Rust never sleeps."), id="no quote"),
        pytest.param(claim("Rust never sleeps.", ("B9:9", "Rust never sleeps.")), id="passage not retrieved"),
        pytest.param(claim("Rust sleeps.", ("B2:1", "Rust sleeps.")), id="quote not in the passage"),
        pytest.param(claim("rust never sleeps.", ("B2:1", "rust never sleeps.")), id="other letters"),
        pytest.param(claim("Rust always sleeps.", ("B2:1", "Rust never sleeps.")), id="sentence not in its quote"),
        pytest.param(claim(" ", ("B2:1", " ")), id="blank quote"),
        pytest.param(claim("Oil it.", ("B1:1", "Oil it."), ("B2:1", "Oil it.")), id="one of two quotes not there"),
        pytest.param(claim("1.5 hours", ("B1:1", "1.5 hours")), id="another number"),
    ],
)
def test_a_sentence_without_a_located_quote_goes_and_the_others_stay(faulty: Claim) -> None:
    assert said(faulty, claim("Oil it.", ("B1:1", "Oil it."))) == [("Oil it.", (1,))]


def test_citations_are_numbered_by_first_use_and_shared() -> None:
    rust, oil = ("B2:1", "Rust never sleeps."), ("B1:1", "Oil it.")
    assert said(claim("Rust never sleeps.", rust), claim("Oil it.", oil, rust), claim("Rust never sleeps.", rust)) == [
        ("Rust never sleeps.", (1,)),
        ("Oil it.", (2, 1)),
        ("Rust never sleeps.", (1,)),
    ]


def test_a_citation_carries_its_place_from_register_and_passage() -> None:
    _, (citation,), _ = verify(Draft((claim("Oil it.", ("B1:1", "Oil it.")),)), PASSAGES, CORPUS)
    assert (citation.title, citation.nations, citation.facts) == ("Chains", ("Wales",), ("F1",))
    assert (citation.clause, citation.clause_slug, citation.page) == ("Rule 2 a)", "rule-2-a", 3)
    assert citation.source_path == "/source/B1/rule-2-a"
    assert OIL.text[citation.start : citation.end] == citation.quote == "Oil it."


@pytest.mark.parametrize(
    ("passage", "url"),
    [
        pytest.param(OIL, "https://w.example/c.pdf#page=3", id="opens at the page"),
        pytest.param(RUST, "https://w.example/rust#rust", id="opens at the heading"),
        pytest.param(HIDDEN, "", id="address that may not be shown"),
    ],
)
def test_the_address_opens_where_the_passage_stands(passage: Passage, url: str) -> None:
    _, (citation,), _ = verify(Draft((claim(passage.text, (passage.id, passage.text)),)), PASSAGES, CORPUS)
    assert citation.url == url


@given(st.text(max_size=40), st.text(max_size=8))
def test_a_located_span_holds_exactly_the_quote(text: str, quote: str) -> None:
    passage = Passage("B1:2", "B1", text, (), "", 0, 0)
    span = locate(quote, passage)
    if span is None:
        assert quote not in text or not quote.strip()
    else:
        assert text[span[0] : span[1]] == quote
