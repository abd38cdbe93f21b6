"""A real PostgreSQL in a temporary folder, for tests of what is kept."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

ACCOUNT = "postgres"
"""The system user that runs the server where the tests run as root, which PostgreSQL refuses."""
OWNER = "keeper"
WAIT = 60
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "Asia/Kolkata",  # not that of the program, nor universal time
}


class Missing(Exception):
    """There is no PostgreSQL that these tests can start; says why."""


@dataclass
class Postgres:
    """A server on a loopback port, stopped and started at will; its folder is gone after `running`."""

    programs: Path
    folder: Path
    port: int
    password: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)
    _process: "subprocess.Popen[bytes] | None" = None
    _numbers: "count[int]" = field(default_factory=count)

    def address(self, database: str = "postgres", user: str = OWNER, password: str = "") -> str:
        """As SQLAlchemy writes it."""
        return f"postgresql+psycopg://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Returns when the server takes connections."""
        settings = [f"--{name}={value}" for name, value in {**SETTINGS, "port": str(self.port)}.items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_dies_with_us(), str(self.programs / "postgres"), "-D", str(self.folder / "data"), *settings],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **_account(),
            )
        until = time.monotonic() + WAIT
        ready = [str(self.programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}"]
        while subprocess.run(ready).returncode:
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-1000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Every connection is cut."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(WAIT)
        finally:
            self._process.kill()
            self._process = None

    def new_database(self) -> str:
        """The name of an empty database."""
        name = f"kept_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def run(self, *statements: str, database: str = "postgres") -> list[Any]:
        """The rows that the last statement gives, if it gives any."""
        import psycopg

        address = self.address(database).replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []


@contextmanager
def running() -> Iterator[Postgres]:
    """A server that has just been made. Raises Missing where none can be."""
    from ui.server import listen

    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="preceptorship-postgres-"))
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    server = Postgres(programs, folder, port)
    try:
        _make(server)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _make(server: Postgres) -> None:
    """Text is sorted as a British server's is, not by its bytes."""
    secret = server.folder / "password"
    secret.write_text(server.password)
    if user := _account().get("user"):
        for path in (server.folder, secret):
            shutil.chown(path, user)
    made = subprocess.run(
        [
            *(str(server.programs / "initdb"), "-D", str(server.folder / "data"), f"--username={OWNER}"),
            *("--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync", "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=icu", "--icu-locale=en-GB"),
        ],
        capture_output=True,
        text=True,
        cwd=server.folder,
        **_account(),
    )
    if made.returncode:
        raise RuntimeError(f"PostgreSQL made no database: {made.stderr[-1000:]}")


def _programs() -> Path:
    """The folder of the newest server that is installed. Raises Missing."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else Path(shutil.which("postgres") or "")
    if not found.name:
        raise Missing("PostgreSQL is missing: run `make system`")
    folder = found.resolve().parent
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.split()[2].split(".")[0]) < 15:
        raise Missing(f"PostgreSQL 15 or later is needed, and this is {version.strip()}: run `make system`")
    return folder


def _account() -> dict[str, Any]:
    """What makes a child run as the server's own user. Raises Missing where root has none to lend."""
    if os.geteuid():
        return {}
    import pwd

    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise Missing(f"PostgreSQL does not run as root, and there is no user {ACCOUNT}: run `make system`") from None
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _dies_with_us() -> Sequence[str]:
    """So that tests that are killed leave no server behind, where the system can see to that."""
    return ("setpriv", "--pdeathsig", "INT") if shutil.which("setpriv") else ()
