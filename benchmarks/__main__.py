"""The benchmark's one door.

python -m benchmarks N [--rounds R]     a record of N statements, and what each page of it costs
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent / "var"
SEED = 1


def main() -> int:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("number", metavar="N", type=int, help="statements of the record")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for")
    given = parser.parse_args()
    start_django(given.number)

    from benchmarks import report
    from benchmarks.corpus import Corpus
    from benchmarks.generate import NotOurs, generate
    from benchmarks.measure import measure

    try:
        generate(Corpus(SEED), given.number, tell=tell)
    except NotOurs as error:
        print(error, file=sys.stderr)
        return 1
    result = {"number": given.number} | measure(given.rounds, tell=tell)
    kept = HERE / f"{result['machine']['vendor']}-{given.number}.json"
    kept.write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    print(report.table(result), report.unchanged(result), *report.missed(result), sep="\n\n")
    return 0


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
