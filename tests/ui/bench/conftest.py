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
def inside(visitor: Visitor) -> Visitor:
    """Signed in."""
    visitor.sign_in()
    return visitor
