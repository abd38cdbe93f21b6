"""A workshop in a hospital behind one address, and a client elsewhere that asks without end, over real HTTP."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from assistant.settings import Settings
from tests.ui.conftest import Clock, serving
from tests.ui.fake_assistant import fake_live
from ui.server import build_app

PEOPLE, QUESTIONS = 50, 4
"""A workshop: so many people, each with a question every quarter of a minute."""
ASK = {"question": "Can it be a physio?"}
HOSPITAL, ABUSER = "203.0.113.5", "203.0.113.66"


@pytest.fixture
def address(clock: Clock) -> Iterator[str]:
    with serving(build_app(fake_live(), Settings(trusted_proxies=("127.0.0.1",)))) as found:
        yield found


def _ask(address: str, client: str, times: int) -> list[httpx.Response]:
    with httpx.Client(headers={"x-forwarded-for": client}, timeout=60) as http:
        return [http.post(f"{address}/api/v1/ask", json=ASK) for _ in range(times)]


def _workshop(address: str) -> Counter[int]:
    """How the questions of one minute end, all of them at once."""
    with ThreadPoolExecutor(PEOPLE) as people:
        asked = people.map(lambda _: _ask(address, HOSPITAL, QUESTIONS), range(PEOPLE))
        return Counter(response.status_code for responses in asked for response in responses)


def test_a_workshop_is_never_refused_and_one_that_asks_without_end_is_until_its_minute_is_over(
    address: str, clock: Clock
) -> None:
    allowed = Settings().requests_per_minute
    assert _workshop(address) == {200: PEOPLE * QUESTIONS}

    sent = _ask(address, ABUSER, allowed + 40)
    assert Counter(response.status_code for response in sent) == {200: allowed, 429: 40}
    headers = sent[-1].headers
    assert (headers["ratelimit-limit"], headers["ratelimit-remaining"]) == (str(allowed), "0")
    wait = int(headers["retry-after"])
    assert 0 < wait <= 60 and headers["ratelimit-reset"] == str(wait)

    clock.now += wait - 1
    assert _ask(address, ABUSER, 1)[0].status_code == 429
    clock.now += 2
    assert _ask(address, ABUSER, 1)[0].status_code == 200
    assert _workshop(address) == {200: PEOPLE * QUESTIONS}, "its neighbours ask on"
