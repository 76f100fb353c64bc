"""Measure the pages of the record in the database, each beside a bare view that runs the same SQL.

All goes through the WSGI application. A page and its bare view are asked for one after the other, in both orders,
round by round, so that whatever else the machine does meets both alike; the ratio is the median of the rounds'.
"""

from __future__ import annotations

import gzip
import os
import platform
import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings

from benchmarks import bare
from benchmarks.asking import Answer, ask
from benchmarks.pages import Page, pages
from benchmarks.probe import probe
from statements.models import Actor, Position, Statement, Tag, Turn
from statements.recording.moment import moment

STATIC = re.compile(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"')
NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


@dataclass(frozen=True, slots=True)
class Round:
    """One turn: the page made anew, then as it was kept, and the bare view."""

    made: Answer
    kept: Answer
    bare: Answer


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's figures; times in milliseconds, sizes in bytes, ratios of the bare view's time to the page's.

    `made`, `p95`, `process`, `queries`, `sql`, `templates` and `rest` are of the page made anew; `kept` is of the page
    asked for again; `cold` and `cold_queries` of the first answer after a publication.
    """

    name: str
    address: str
    grows: bool
    made: float
    p95: float
    process: float
    queries: int
    sql: float
    templates: float
    rest: float
    bare: float
    made_ratio: float
    kept: float
    kept_ratio: float
    cold: float
    cold_queries: int
    html: int
    html_gzip: int
    style_gzip: int
    script_gzip: int


class Unexpected(Exception):
    """A page did not answer with 200, or 304 where nothing had changed."""


@override_settings(ROOT_URLCONF="benchmarks.bare")
def measure(rounds: int, tell: Callable[[str], None] = lambda said: None) -> dict[str, Any]:
    """The figures of every page, and of the machine and the record they were taken on."""
    application = WSGIHandler()
    found = pages()
    first = {page.name: _first(application, page) for page in found}
    asked: dict[str, list[Round]] = {page.name: [] for page in found}
    for turn in range(rounds):
        for page in found:
            asked[page.name].append(_round(application, page, bare_first=bool(turn % 2)))
        tell(f"{len(found)} pages, round {turn + 1} of {rounds}")
    return {
        "machine": machine(),
        "record": record(),
        "rounds": rounds,
        "pages": [asdict(_measured(application, page, first[page.name], asked[page.name], rounds)) for page in found],
        "unchanged": _unchanged(application, found[1].address, rounds * 5),
    }


def _first(application: Any, page: Page) -> Answer:
    """Ask twice; the second answer is the warm one, and its SQL is the bare view's."""
    _made(application, page)
    with probe() as spent:
        answer = _made(application, page)
    bare.RECORDED[page.name] = spent.statements
    return answer


def _asked(application: Any, address: str, expected: int = 200, **headers: str) -> Answer:
    answer = ask(application, address, headers)
    if answer.status != expected:
        raise Unexpected(f"{address} answered {answer.status}, not {expected}")
    return answer


def _made(application: Any, page: Page) -> Answer:
    """The page made anew from the record, as for the first reader who asks for it."""
    caches["pages"].clear()
    return _asked(application, page.address)


def _round(application: Any, page: Page, *, bare_first: bool) -> Round:
    beside = f"/bare/{quote(page.name)}/"
    if bare_first:
        other = _asked(application, beside)
        return Round(_made(application, page), _asked(application, page.address), other)
    return Round(_made(application, page), _asked(application, page.address), _asked(application, beside))


def _measured(application: Any, page: Page, first: Answer, asked: Sequence[Round], rounds: int) -> Measured:
    made = [one.made.wall for one in asked]
    spent = [_spent(application, page) for _ in range(rounds)]
    cold = [_cold(application, page) for _ in range(min(rounds, 5))]
    style, script = weights(first.body)
    return Measured(
        name=page.name,
        address=page.address,
        grows=page.grows,
        made=statistics.median(made),
        p95=percentile(made, 95),
        process=statistics.median(one.made.process for one in asked),
        queries=len(bare.RECORDED[page.name]),
        sql=statistics.median(sql for sql, _templates, _rest in spent),
        templates=statistics.median(templates for _sql, templates, _rest in spent),
        rest=statistics.median(rest for _sql, _templates, rest in spent),
        bare=statistics.median(one.bare.wall for one in asked),
        made_ratio=statistics.median(one.bare.wall / one.made.wall for one in asked),
        kept=statistics.median(one.kept.wall for one in asked),
        kept_ratio=statistics.median(one.bare.wall / one.kept.wall for one in asked),
        cold=statistics.median(answer.wall for answer, _queries in cold),
        cold_queries=cold[-1][1],
        html=len(first.body),
        html_gzip=len(gzip.compress(first.body, 6)),
        style_gzip=style,
        script_gzip=script,
    )


def _spent(application: Any, page: Page) -> tuple[float, float, float]:
    """Milliseconds in SQL, in templates and in the rest of one answer."""
    with probe() as spent:
        answer = _made(application, page)
    return spent.sql, spent.templates, answer.wall - spent.sql - spent.templates


def _cold(application: Any, page: Page) -> tuple[Answer, int]:
    """The first answer after a publication, and its queries: nothing kept of the record is right any more."""
    with moment():
        pass
    with probe() as spent:
        answer = _asked(application, page.address)
    return answer, len(spent.statements)


def _unchanged(application: Any, address: str, rounds: int) -> dict[str, float]:
    """What "not modified" costs, beside an empty answer of Django's through the same middleware."""
    etag = _asked(application, address).headers["ETag"]
    pairs = []
    for turn in range(rounds):
        empty_first = _asked(application, "/empty/") if turn % 2 else None
        answer = _asked(application, address, 304, **{"If-None-Match": etag})
        pairs.append((answer, empty_first or _asked(application, "/empty/")))
    return {
        "median": statistics.median(answer.wall for answer, _empty in pairs),
        "empty": statistics.median(empty.wall for _answer, empty in pairs),
        "ratio": statistics.median(empty.wall / answer.wall for answer, empty in pairs),
    }


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` per cent of them do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * share // 100) - 1)]


def weights(body: bytes) -> tuple[int, int]:
    """Bytes, compressed, of the styles and of the scripts that a page names."""
    sizes = {"css": 0, "js": 0}
    for name in dict.fromkeys(STATIC.findall(body)):
        found = finders.find(NAMED_BY_CONTENT.sub("", name.decode()))
        if found is None:
            raise Unexpected(f"{name.decode()} is named by a page and is not there")
        sizes[name.decode().rpartition(".")[2]] += len(gzip.compress(Path(str(found)).read_bytes(), 6))
    return sizes["css"], sizes["js"]


# -- on what -----------------------------------------------------------------------------------------------


def machine() -> dict[str, Any]:
    """The machine, and the versions of what ran."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = str(cursor.fetchone()[0]).split()[0]
    pages_, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "memory": round(pages_ * size / 2**30),
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": f"{connection.display_name} {version}",
        "vendor": connection.vendor,
    }


def record() -> dict[str, int]:
    """What the database holds."""
    return {
        "statements": Statement.objects.published().count(),
        "positions": Position.objects.published().count(),
        "turns": Turn.objects.published().count(),
        "actors": Actor.objects.published().count(),
        "tags": Tag.objects.published().count(),
    }
