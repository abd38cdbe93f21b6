"""The commands for accounts: who may sign in to the bench."""

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from corpus.errors import PreceptorshipError
from ui.commands.options import settings_of

if TYPE_CHECKING:
    from ui.store.accounts import Account, Accounts


def add_parsers(commands: Any, places: argparse.ArgumentParser) -> None:
    """`educators` and what stands under it; a password is no argument, as others could read it."""
    educators = commands.add_parser("educators", help="who may sign in to the bench")
    actions = educators.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    for name, words in (
        ("add", "make an account"),
        ("password", "give an account another password"),
        ("disable", "sign out, and let in no more until enabled"),
        ("enable", "let in again"),
        ("remove", "forget an account"),
        ("list", "the accounts"),
    ):
        action = actions.add_parser(name, parents=[places], help=words)
        if name == "list":
            action.add_argument("--json", action="store_true", help="print one list")
        else:
            action.add_argument("name", metavar="NAME", help="like an e-mail address")
        given = action.add_mutually_exclusive_group()
        if name in ("add", "password"):
            given.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
        if name == "add":
            given.add_argument("--no-password", action="store_true", help="only the organisation's sign-in opens it")
            action.add_argument("--display-name", metavar="NAME", help="as pages greet the person")
    educators.set_defaults(run=manage)


def manage(options: argparse.Namespace) -> int:
    """Do what the action names."""
    actions: dict[str, Callable[[argparse.Namespace, Accounts], None]] = {
        "add": add,
        "password": change_password,
        "disable": disable,
        "enable": enable,
        "remove": remove,
        "list": list_accounts,
    }
    with _accounts(options) as accounts:
        actions[options.action](options, accounts)
    return 0


def add(options: argparse.Namespace, accounts: "Accounts") -> None:
    """Make an account, with a password unless the organisation's sign-in opens it."""
    from ui.store.accounts import checked_name

    name = checked_name(options.name)
    password = None if options.no_password else _password(options, name)
    account = accounts.add(name, password, options.display_name or "")
    print(f"{account.name} can sign in now." if password else f"{account.name} can sign in with the organisation now.")


def change_password(options: argparse.Namespace, accounts: "Accounts") -> None:
    """Ask for another password, only for an account that there is."""
    account = accounts.named(options.name)
    accounts.set_password(account.name, _password(options, account.name))
    print(f"{account.name} has another password and is signed out everywhere.")


def disable(options: argparse.Namespace, accounts: "Accounts") -> None:
    """Sign out and let in no more."""
    accounts.disable(options.name)
    print(f"{options.name} is signed out and cannot sign in until enabled.")


def enable(options: argparse.Namespace, accounts: "Accounts") -> None:
    """Let in again."""
    accounts.enable(options.name)
    print(f"{options.name} can sign in again.")


def remove(options: argparse.Namespace, accounts: "Accounts") -> None:
    """Forget the account."""
    accounts.remove(options.name)
    print(f"{options.name} is removed and signed out.")


def list_accounts(options: argparse.Namespace, accounts: "Accounts") -> None:
    """Name, display name, day and state of each, or one JSON list."""
    import json

    known = accounts.all()
    if options.json:
        print(json.dumps([_record(account) for account in known], indent=2))
        return
    for account in known:
        shown = "" if account.display_name == account.name else f" ({account.display_name})"
        print(f"{account.name}{shown}: {_state(account)}, since {account.created}.")
    if not known:
        print("There are no accounts. Make one with `preceptorship educators add NAME`.")


def _state(account: "Account") -> str:
    if account.disabled:
        return "disabled"
    return "signs in with a password" if account.has_password else "signs in with the organisation only"


def _record(account: "Account") -> dict[str, object]:
    return {
        "name": account.name,
        "display_name": account.display_name,
        "created": str(account.created),
        "disabled": account.disabled,
        "has_password": account.has_password,
    }


@contextmanager
def _accounts(options: argparse.Namespace) -> "Iterator[Accounts]":
    from ui.store import open_store
    from ui.store.accounts import Accounts

    with closing(open_store(settings_of(options).database)) as store:
        yield Accounts(store.database)


def _password(options: argparse.Namespace, name: str) -> str:
    """The password, typed twice unseen or read from standard input. Raises PreceptorshipError when it will not do."""
    from ui.store.passwords import checked_password

    if options.password_stdin:
        return checked_password(_first_line(), name)
    if not sys.stdin.isatty():
        raise PreceptorshipError(
            "There is no terminal to ask for the password.", "Use --password-stdin to read it from standard input."
        )
    password = checked_password(getpass.getpass("Password (at least 12 characters): "), name)
    if getpass.getpass("The same again: ") != password:
        raise PreceptorshipError("The two passwords are not the same.", "Nothing was changed; try again.")
    return password


def _first_line() -> str:
    try:
        return sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise PreceptorshipError("The password is not text in UTF-8.", "Send it in that encoding.") from None
