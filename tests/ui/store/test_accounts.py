"""Accounts and sessions on SQLite and PostgreSQL: who opens what, and when it ends."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from corpus.errors import PreceptorshipError
from ui.store import Store
from ui.store.accounts import Account, Accounts
from ui.store.passwords import Passwords
from ui.store.sessions import IDLE, LIFE, Sessions
from ui.store.tables import EducatorRow, SessionRow

NAME = "educator@hub.example"
PASSWORD = "a few words in a row"


class Counting(PasswordHasher):
    """Weak and quick, and counts the work that it is asked for."""

    def __init__(self, time_cost: int = 1) -> None:
        super().__init__(time_cost=time_cost, memory_cost=8, parallelism=1)
        self.verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        self.verified += 1
        return super().verify(hash, password)


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def accounts(store: Store) -> Accounts:
    return Accounts(store.database, Passwords(Counting()))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(store: Store, clock: Clock) -> Sessions:
    return Sessions(store.database, clock)


@pytest.fixture
def account(accounts: Accounts) -> Account:
    return accounts.add(NAME, PASSWORD, "Ed Ucator")


def _hash(accounts: Accounts) -> str:
    with accounts.database.session() as session:
        return session.scalars(select(EducatorRow.password_hash)).one()


def test_an_account_is_found_in_any_case_and_listed_by_name(accounts: Accounts, account: Account) -> None:
    assert account == Account(account.id, NAME, "Ed Ucator", datetime.now(UTC).date(), False, True, 1)
    other = accounts.add(" Another@Hub.Example ")
    assert (other.name, other.display_name, other.has_password) == ("another@hub.example", "another@hub.example", False)
    assert accounts.all() == (other, account)
    assert accounts.enabled(NAME.upper()) == account
    assert accounts.verified(NAME.upper(), PASSWORD) == account


def test_a_name_is_taken_once(accounts: Accounts, account: Account) -> None:
    with pytest.raises(PreceptorshipError, match="already"):
        accounts.add(NAME.title(), PASSWORD)
    assert accounts.all() == (account,)


@pytest.mark.parametrize(
    "name",
    ["", "educator", "@hub.example", "a b@hub.example", "a@b@c", "é@hub.example", "a@\0", f"{'x' * 250}@hub.example"],
)
def test_a_name_that_is_not_like_an_address_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(PreceptorshipError, match="not like an e-mail address"):
        accounts.add(name, PASSWORD)
    assert accounts.enabled(name) is None and accounts.verified(name, PASSWORD) is None


def test_a_letter_of_another_script_does_not_stand_for_one_of_a_name(accounts: Accounts, account: Account) -> None:
    accounts.add("k@hub.example", PASSWORD)
    assert accounts.enabled("\u212a@hub.example") is None, "the sign for kelvin, which is k in lower case"
    assert accounts.enabled(NAME.replace("e", "\uff45")) is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "fewer than 12"),
        ("eleven char", "fewer than 12"),
        ("a" * 12, "easy to guess"),
        (NAME.upper(), "easy to guess"),
        ("x" * 1001, "more than 1,000"),
    ],
)
def test_a_weak_password_is_refused_and_not_repeated(accounts: Accounts, password: str, said: str) -> None:
    with pytest.raises(PreceptorshipError, match=said) as raised:
        accounts.add(NAME, password)
    assert not password or password not in str(raised.value)
    assert accounts.all() == ()


def test_the_part_before_the_at_is_no_password_either(accounts: Accounts) -> None:
    with pytest.raises(PreceptorshipError, match="easy to guess"):
        accounts.add("longenoughname@hub.example", "LongEnoughName")


def test_a_display_name_that_cannot_be_shown_is_refused(accounts: Accounts) -> None:
    for name in ("x" * 101, "a\u202eb"):
        with pytest.raises(PreceptorshipError, match="display name"):
            accounts.add(NAME, PASSWORD, name)


def test_the_password_is_kept_as_argon2id_only(accounts: Accounts, account: Account) -> None:
    assert Passwords().hashed(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert _hash(accounts).startswith("$argon2id$") and PASSWORD not in _hash(accounts)


def test_accents_may_be_typed_in_either_form(accounts: Accounts) -> None:
    accounts.add(NAME, "caf\u00e9 au lait cafe\u0301")
    assert accounts.verified(NAME, "cafe\u0301 au lait caf\u00e9")


def test_nobody_gets_in_by_what_is_wrong_and_each_way_takes_the_same_work(accounts: Accounts, account: Account) -> None:
    accounts.add("organisation@hub.example")
    accounts.add("disabled@hub.example", PASSWORD)
    accounts.disable("disabled@hub.example")
    hasher = accounts.passwords.hasher
    assert isinstance(hasher, Counting)
    for name, password in (
        (NAME, "wrong"),
        ("nobody@hub.example", PASSWORD),
        ("not a name", PASSWORD),
        ("organisation@hub.example", ""),
        ("organisation@hub.example", "no account has this hash"),
        ("disabled@hub.example", PASSWORD),
    ):
        before = hasher.verified
        assert accounts.verified(name, password) is None
        assert hasher.verified == before + 1, name


def test_a_hash_of_other_parameters_is_made_again_when_its_owner_signs_in(accounts: Accounts, account: Account) -> None:
    before = _hash(accounts)
    stronger = replace(accounts, passwords=Passwords(Counting(time_cost=2)))
    assert stronger.verified(NAME, "wrong") is None and _hash(accounts) == before
    assert stronger.verified(NAME, PASSWORD) == account
    assert "t=2" in _hash(accounts) and "t=2" not in before
    assert stronger.verified(NAME, PASSWORD) == account, "the version is the same, so that nobody is signed out"


def test_a_session_lasts_while_it_is_used_and_no_longer_than_a_working_day(
    sessions: Sessions, account: Account, clock: Clock
) -> None:
    start = clock.now
    token = sessions.start(account)
    while clock.now < start + LIFE:
        assert sessions.account(token) == account
        clock.now += IDLE - 60
    assert sessions.account(token) is None


def test_an_unused_session_is_over_and_forgotten(sessions: Sessions, account: Account, clock: Clock) -> None:
    token = sessions.start(account)
    clock.now += IDLE
    assert sessions.account(token) is None
    sessions.start(account)
    with sessions.database.session() as session:
        assert len(session.scalars(select(SessionRow)).all()) == 1


def test_the_store_does_not_hold_what_opens_a_session(sessions: Sessions, account: Account) -> None:
    token = sessions.start(account)
    with sessions.database.session() as session:
        digest = session.scalars(select(SessionRow.digest)).one()
    assert token != digest and sessions.account(digest) is None
    for wrong in ("", "x", "\0", "\ud800", token[:-1]):
        assert sessions.account(wrong) is None


@pytest.mark.parametrize("what", ["password", "disable", "remove"])
def test_what_changes_an_account_ends_all_its_sessions_and_no_other(
    accounts: Accounts, sessions: Sessions, account: Account, what: str
) -> None:
    other = accounts.add("another@hub.example", PASSWORD)
    tokens, others = [sessions.start(account) for _ in range(3)], sessions.start(other)
    if what == "password":
        accounts.set_password(NAME, "another few words in a row")
    elif what == "disable":
        accounts.disable(NAME)
        assert sessions.account(tokens[0]) is None
        accounts.enable(NAME)
    else:
        accounts.remove(NAME)
        accounts.add(NAME, PASSWORD)
    assert [sessions.account(token) for token in tokens] == [None] * 3
    assert sessions.account(others) == other
    late = sessions.start(account) if what != "remove" else ""
    assert sessions.account(late) is None, "a sign-in that began with the old password"


def test_signing_out_ends_one_session(sessions: Sessions, account: Account) -> None:
    first, second = sessions.start(account), sessions.start(account)
    sessions.end(first)
    assert sessions.account(first) is None and sessions.account(second) == account


def test_a_new_password_replaces_the_old_one(accounts: Accounts, account: Account) -> None:
    accounts.set_password(NAME, "another few words in a row")
    assert accounts.verified(NAME, PASSWORD) is None and accounts.verified(NAME, "another few words in a row")


@pytest.mark.parametrize("change", ["disable", "enable", "remove"])
def test_an_unknown_name_is_told_plainly(accounts: Accounts, change: str) -> None:
    with pytest.raises(PreceptorshipError, match="There is no account"):
        getattr(accounts, change)("nobody@hub.example")


def test_several_commands_at_once_make_one_account(accounts: Accounts) -> None:
    def add(_: int) -> bool:
        try:
            return bool(accounts.add(NAME, PASSWORD))
        except PreceptorshipError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(add, range(8))) == 1
    assert len(accounts.all()) == 1
