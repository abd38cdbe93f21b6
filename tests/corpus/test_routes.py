"""Routes: a slip in the file must not silently hide whom to call."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.routes import load_routes
from corpus.sources import NATIONS, SHIPPED

ROUTE = """[[route]]
id = "R1"
name = "Head mechanic"
contact = "01463 000000"
nations = ["Scotland"]
topics = ["preceptorship"]
checked = "as published 2024"
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(ROUTE.replace('contact = "01463 000000"\n', ""), "contact", id="no contact"),
        pytest.param(ROUTE.replace('["Scotland"]', '"Scotland"'), "nations should be a list", id="nation as text"),
        pytest.param(ROUTE.replace('["preceptorship"]', '"bullying"'), "topics should be a list", id="topic as text"),
        pytest.param(ROUTE.replace('"01463 000000"', "1463000000"), "contact should be a text", id="number"),
        pytest.param(ROUTE.replace('"Scotland"', '"Skotland"'), "Skotland is no nation", id="unknown nation"),
        pytest.param('route = "R1"', "cannot be read", id="not a table"),
        pytest.param('route = ["R1"]', "cannot be read", id="list of texts"),
        pytest.param("[[route]", "cannot be read", id="not TOML"),
    ],
)
def test_a_faulty_route_is_refused_rather_than_never_shown(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "routes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        load_routes(tmp_path)


def test_a_corpus_without_routes_has_none(tmp_path: Path) -> None:
    assert load_routes(tmp_path) == ()


def test_a_route_of_another_nation_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "routes.toml").write_text(ROUTE, encoding="utf-8")
    (route,) = load_routes(tmp_path)
    assert route.serves("preceptorship", "Scotland")
    assert not route.serves("preceptorship", "Wales")
    assert not route.serves("distress", "Scotland")


@pytest.mark.parametrize(
    "topic", ["distress", "danger", "bullying", "patient_safety", "whistleblowing", "preceptorship"]
)
@pytest.mark.parametrize("nation", NATIONS)
def test_nobody_in_need_is_left_without_a_shipped_route(topic: str, nation: str) -> None:
    assert any(route.serves(topic, nation) and route.contact for route in load_routes(SHIPPED))
