"""The benchmark's one door.

python -m benchmarks N          a record of N statements in DATABASE_URL, or in a file of its own; its pages measured
python -m benchmarks tables     10,000 and 100,000 statements on both databases, written to docs/performance.md
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent / "var"
"""Databases, collected static files and figures; not kept in git."""
SEED = 1
NUMBERS = (10_000, 100_000)


def main() -> int:
    """Do what was asked for; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", metavar="N|tables", help="statements of the record, or the tables of the documentation")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for")
    given = parser.parse_args()
    if given.what == "tables":
        return tables(given.rounds)
    if not given.what.isdecimal() or int(given.what) < 1:
        parser.error(f"N: a number of statements was expected, not {given.what!r}")
    return one(int(given.what), given.rounds)


def one(number: int, rounds: int) -> int:
    """Generate a record, measure its pages, keep the figures and print them."""
    start_django(number)

    from benchmarks import report
    from benchmarks.corpus import Corpus
    from benchmarks.generate import NotOurs, generate
    from benchmarks.measure import measure

    try:
        generate(Corpus(SEED), number, tell=tell)
    except NotOurs as error:
        tell(str(error))
        return 1
    result = {"number": number} | measure(rounds, tell=tell)
    kept = HERE / f"{result['machine']['vendor']}-{number}.json"
    kept.write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    print(report.of_one(result))
    return 0


def tables(rounds: int) -> int:
    """Measure every size on both databases, each in a process of its own, and write the documentation."""
    from benchmarks import report
    from tests.throwaway_postgresql import NoServerFound, throwaway_server

    elsewhere = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    try:
        for number in NUMBERS:
            measure_apart(number, rounds, elsewhere)
        with throwaway_server() as url:
            # The smaller record grows to the larger.
            for number in NUMBERS:
                measure_apart(number, rounds, elsewhere | {"DATABASE_URL": url})
    except (NoServerFound, subprocess.CalledProcessError) as error:
        tell(str(error))
        return 1
    files = [HERE / f"{vendor}-{number}.json" for vendor in ("sqlite", "postgresql") for number in NUMBERS]
    results = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    page = ROOT / "docs" / "performance.md"
    page.write_text(report.document(page.read_text(encoding="utf-8"), results), encoding="utf-8")
    return 0


def measure_apart(number: int, rounds: int, environment: dict[str, str]) -> None:
    """Run this module for one size."""
    command = [sys.executable, "-m", "benchmarks", str(number), "--rounds", str(rounds)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def start_django(number: int) -> None:
    """Settings as in production, and data of the benchmark's own: nothing of the site's is touched."""
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    HERE.mkdir(exist_ok=True)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{HERE / f'{number}.sqlite3'}")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(HERE),
        "DEBUG": "false",
        "HTTPS": "false",
        "SECRET_KEY": secrets.token_hex(32),
        "ALLOWED_HOSTS": "localhost",
    }

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def tell(said: str) -> None:
    """Say how far it has come."""
    print(said, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
