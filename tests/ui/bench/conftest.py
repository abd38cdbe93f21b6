"""A bench with one account, by client and by browser."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from assistant.settings import Settings
from tests.ui.conftest import HUB
from tests.ui.fake_assistant import fake_live
from ui.store import Store, open_store
from ui.store.accounts import Accounts
from ui.store.passwords import Passwords

NAME = "educator@hub.example"
PASSWORD = "a few words in a row"
BROWSER = {"accept": "text/html,*/*;q=0.8", "origin": "http://testserver"}
QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@dataclass
class Visitor:
    """A browser, as far as forms and cookies go."""

    client: TestClient
    store: Store

    @property
    def accounts(self) -> Accounts:
        return Accounts(self.store.database, QUICK)

    def token(self, path: str = "/bench/sign-in") -> str:
        found = re.search(r'name="csrf" value="(\w+)"', self.client.get(path).text)
        assert found
        return found[1]

    def hold(self, session: str) -> None:
        """Have this session's cookie."""
        self.client.cookies.set("bench-session", session, domain="testserver.local", path="/bench")

    def send(self, path: str, files: Any = None, **form: Any) -> Any:
        """Post a form of the bench, as somebody who is signed in."""
        return self.client.post(path, data={**form, "csrf": self.token("/bench")}, files=files)

    def sign_in(self, name: str = NAME, password: str = PASSWORD, **more: str) -> Any:
        form = {"name": name, "password": password, "csrf": self.token(), **more}
        return self.client.post("/bench/sign-in", data=form)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    Accounts(opened.database, QUICK).add(NAME, PASSWORD, "Ed Ucator")
    yield opened
    opened.close()


@pytest.fixture
def visiting(store: Store) -> Iterator[Callable[..., Visitor]]:
    """visiting(base_url=…, settings…) → a visitor of a bench on the store."""
    from ui.server import build_app

    clients: list[TestClient] = []

    def visit(base_url: str = "http://testserver", **settings: Any) -> Visitor:
        app = build_app(fake_live(), Settings(hub_origins=(HUB,), **settings), store)
        client = TestClient(app, base_url, follow_redirects=False, headers={**BROWSER, "origin": base_url})
        clients.append(client)
        return Visitor(client, store)

    yield visit
    for client in clients:
        client.close()


@pytest.fixture
def visitor(visiting: Callable[..., Visitor]) -> Visitor:
    return visiting()


@pytest.fixture
def visit(browser: Any, bench_address: str) -> Iterator[Callable[..., Any]]:
    """visit(path, expected, **context options) → a page of the bench that the test module serves at `bench_address`.

    Whatever goes wrong on a page fails the test, but for what is said in words that are expected."""
    opened: list[tuple[Any, tuple[str, ...]]] = []

    def go(path: str = "/bench", expected: tuple[str, ...] = (), **options: Any) -> Any:
        page = browser.new_context(**options).new_page()
        opened.append((page, expected))
        page.problems = []
        page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(f"{bench_address}{path}")
        return page

    yield go
    for page, expected in opened:
        assert [said for said in page.problems if not any(words in said for words in expected)] == []
        page.context.close()


@pytest.fixture
def inside(visitor: Visitor) -> Visitor:
    """Signed in."""
    visitor.sign_in()
    return visitor
