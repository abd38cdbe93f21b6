from typing import Any

from starlette.testclient import TestClient


def test_contrasts_and_what_is_not_held_stand_apart(app: Any) -> None:
    with TestClient(app) as client:
        page = client.get("/sources").text
    own, contrasts = page.index("For Scotland and the whole UK"), page.index("For other nations, as contrasts")
    missing = page.index("Not held")
    assert own < page.index("/source/S5") < contrasts < page.index("/source/S54") < missing < page.index("/source/S90")
    assert "England only" in page and "Superseded" in page and "Only the film is published." in page
    assert "<svg viewBox" in page and "Principle 4: 6 and 0" in page
