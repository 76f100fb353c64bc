"""How long the site takes to answer each kind of page, on the database that DATABASE_URL names.

    .venv/bin/python -m benchmarks.pages [RUNS]

Prints, for each page, the first answer and the median of the later ones in milliseconds, the number of queries
and the size. Figures compare pages and releases on one machine; they are no promise.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements.models import Position, Statement


def pages() -> dict[str, str]:
    """One address of each kind, the busiest there is."""
    positions = Position.objects.published()
    actors = [row["actor__slug"] for row in most(positions, "actor__slug", 12)]
    tags = [row["tag__slug"] for row in most(positions, "tag__slug", 12)]
    statements = Statement.objects.published()
    last = max(1, -(-statements.count() // 50))
    found = {
        "home": "/",
        "statements": "/statements/",
        "statements, last page": f"/statements/?page={last}",
        "search, a common word": "/statements/?q=the",
        "search, a phrase": "/statements/?" + urlencode({"q": '"the right to"'}),
        "search, two Chinese letters": "/statements/?" + urlencode({"q": "中国"}),
        "tags": "/tags/",
        "actors": "/actors/",
        "changes": "/changes/",
    }
    if row := statements.newest_first().first():
        found["statement"] = row.get_absolute_url()
    if actors and tags:
        one = quote(actors[0]), quote(tags[0])
        found |= {
            "actor": f"/actors/{one[0]}/",
            "tag": f"/tags/{one[1]}/",
            "series": f"/actors/{one[0]}/on/{one[1]}/",
            "compare, 12 by 12": "/compare/?" + urlencode({"actor": actors, "tag": tags}, doseq=True),
            "compare, all bases": "/compare/?"
            + urlencode({"actor": actors, "tag": tags, "basis": ["said", "joint", "response", "reported"]}, doseq=True),
            "position": positions.latest_first()[0].get_absolute_url(),
        }
    return found


def most(positions, name: str, number: int):
    """The values that stand in the most positions."""
    return positions.values(name).annotate(n=Count("pk")).order_by("-n")[:number]


def main() -> None:
    """Ask for each page and print what it took."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    client = Client()
    print(f"{'page':28} {'first ms':>9} {'median ms':>10} {'queries':>8} {'kB':>7}  status")
    for name, address in pages().items():
        took = []
        for _ in range(runs + 1):
            with CaptureQueriesContext(connection) as queries:
                start = time.perf_counter()
                response = client.get(address, HTTP_HOST="localhost")
                took.append((time.perf_counter() - start) * 1000)
        print(
            f"{name:28} {took[0]:9.0f} {statistics.median(took[1:]):10.0f} {len(queries):8} "
            f"{len(response.content) / 1000:7.0f}  {response.status_code}"
        )


if __name__ == "__main__":
    main()
