from typing import Any

from starlette.testclient import TestClient


def test_a_clause_can_be_cited_by_copying_one_line(app: Any) -> None:
    with TestClient(app) as client:
        page = client.get("/source/S5/principle-4").text
    assert (
        "Health and Care Professions Council (2023). Focus on being a preceptor (Principle 4), Principle 4. "
        "https://www.hcpc-uk.org/principle-4 (Read November 2026; summarised in the Preceptorship Assistant.)"
    ) in page
