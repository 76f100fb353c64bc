"""Tables from the figures: for the terminal, and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Result = Mapping[str, Any]
"""What `measure.measure` gives, with `number`: the statements that were asked for."""

SLOWEST, HALF, GROWTH, HEAVIEST, SCRIPT = 100.0, 0.5, 1.3, 100_000, 20_000
"""The targets: milliseconds, share of the bare view's rate, ten times the record, bytes, bytes of script."""


WAYS = {"made": "made anew", "cold": "first after a publication", "kept": "kept"}
TWO_WAYS = ("kept", "made")

MARK = "<!-- What follows is written by `make bench`. -->"
"""In the documentation; what stands before it is written by hand."""


def of_one(result: Result) -> str:
    """All of one run, as Markdown."""
    told = [f"- {miss}" for miss in missed(result)] or ["Nothing misses a target."]
    return "\n\n".join([heading(result), on_what(result), table(result), unchanged(result), "\n".join(told)])


def document(stands: str, results: Sequence[Result]) -> str:
    """The documentation that `stands`, with every run's figures, and how times grow with the record."""
    by_hand = stands.partition(MARK)[0] + MARK
    return "\n\n".join([by_hand, overview(results), *map(of_one, results), grown(results)]) + "\n"


def overview(results: Sequence[Result]) -> str:
    """How many pages reach each target, a column for each run."""
    targets = [
        *((f"within {SLOWEST:.0f} ms, {WAYS[way]}", way) for way in TWO_WAYS),
        *((f"half of the bare view's rate, {WAYS[way]}", f"{way}_ratio") for way in TWO_WAYS),
    ]
    rows = [(words, *(_reached(result["pages"], what) for result in results)) for words, what in targets]
    rows += [
        (f"at most {GROWTH} times as long for ten times the record, {WAYS[way]}", *_steady(results, way))
        for way in TWO_WAYS
    ]
    rows += [
        ("heaviest page, kB", *(f"{max(map(weight, result['pages'])) / 1000:.0f}" for result in results)),
        ("most script, kB", *(f"{max(map(_script, result['pages'])) / 1000:.0f}" for result in results)),
        ("“not modified”, of an empty answer's rate", *(f"{result['unchanged']['ratio']:.2f}" for result in results)),
    ]
    head = ("pages that reach it", *(f"{one['machine']['database']}, {one['number']:,}" for one in results))
    return "\n\n".join(["## The targets", markdown(head, rows)])


def _reached(rows: Sequence[Mapping[str, Any]], what: str) -> str:
    return f"{sum(reaches(row, what) for row in rows)} of {len(rows)}"


def _steady(results: Sequence[Result], way: str) -> Iterator[str]:
    """In the column of each larger run, how many pages take hardly longer than in the smaller one."""
    for result in results:
        small = min((one for one in results if _database(one) == _database(result)), key=_number)
        ratios = [ratio for _name, ratio, grows in growth(small, result, way) if not grows]
        yield f"{sum(ratio <= GROWTH for ratio in ratios)} of {len(ratios)}" if small is not result else ""


def _database(result: Result) -> str:
    return str(result["machine"]["database"])


def _script(row: Mapping[str, Any]) -> int:
    return int(row["script_gzip"])


def heading(result: Result) -> str:
    """Which run it is."""
    return f"## {result['machine']['database']}, {result['number']:,} statements"


def on_what(result: Result) -> str:
    """The machine and the record."""
    machine, record = result["machine"], result["record"]
    return (
        f"{machine['cores']} cores, {machine['memory']} GB of memory, Python {machine['python']}, Django "
        f"{machine['django']}. {record['statements']:,} public statements, {record['turns']:,} questions, answers and "
        f"speeches, {record['positions']:,} positions, {record['actors']:,} actors, {record['tags']:,} tags. "
        f"{result['rounds']} rounds."
    )


def grown(results: Sequence[Result]) -> str:
    """Each page's time at the larger size over that at the smaller, made anew and kept, for each database."""
    columns: dict[str, dict[str, float]] = {}
    misses: list[str] = []
    for database in dict.fromkeys(map(_database, results)):
        small, large = sorted((one for one in results if _database(one) == database), key=_number)
        for way in ("made", "kept"):
            ratios = growth(small, large, way)
            columns[f"{database}, {WAYS[way]}"] = {name: ratio for name, ratio, _grows in ratios}
            over = [f"{name} {ratio:.2f}" for name, ratio, grows in ratios if ratio > GROWTH and not grows]
            misses += [f"- {database}, {WAYS[way]}: {'; '.join(over)}"] if over else []
    rows = [
        (row["name"], *(f"{ratios[row['name']]:.2f}" for ratios in columns.values())) for row in results[0]["pages"]
    ]
    told = "\n".join([f"More than {GROWTH}, though the rows shown do not grow:", "", *misses]) if misses else ""
    return "\n\n".join(["## Ten times the record", markdown(("page", *columns), rows), told]).rstrip()


def _number(result: Result) -> int:
    return int(result["number"])


def table(result: Result) -> str:
    """The times of one run, as Markdown."""
    return markdown(
        ("page", "made", "95%", "process", "queries", "SQL", "templates", "rest", "bare", "bare/made", "kept",
         "bare/kept", "first", "queries", "kB"),
        [
            (
                row["name"], *(f"{row[name]:.1f}" for name in ("made", "p95", "process")), row["queries"],
                *(f"{row[name]:.1f}" for name in ("sql", "templates", "rest", "bare")), f"{row['made_ratio']:.2f}",
                f"{row['kept']:.1f}", f"{row['kept_ratio']:.2f}", f"{row['cold']:.1f}", row["cold_queries"],
                f"{weight(row) / 1000:.0f}",
            )
            for row in result["pages"]
        ],
    )  # fmt: skip


def weight(row: Mapping[str, Any]) -> int:
    """Bytes of a page with its styles and scripts, compressed."""
    return int(row["html_gzip"] + row["style_gzip"] + row["script_gzip"])


def unchanged(result: Result) -> str:
    """What "not modified" cost."""
    found = result["unchanged"]
    return (
        f"“Not modified” took {found['median']:.2f} ms, an empty answer of Django's {found['empty']:.2f} ms: "
        f"{found['ratio']:.2f} of its rate."
    )


def missed(result: Result) -> list[str]:
    """What misses a target: each target in words, with the pages that miss it."""
    pages = result["pages"]
    groups = [
        *((f"more than {SLOWEST:.0f} ms, {WAYS[way]}", way, "{:.0f}") for way in ("kept", "made", "cold")),
        *((f"less than {HALF} of the bare view's rate, {WAYS[way]}", f"{way}_ratio", "{:.2f}") for way in TWO_WAYS),
    ]
    found = [
        f"{words}: " + "; ".join(f"{row['name']} {shown.format(row[what])}" for row in some)
        for words, what, shown in groups
        if (some := [row for row in pages if not reaches(row, what)])
    ]
    found += [f"{row['name']}: {weight(row) / 1000:.0f} kB" for row in pages if weight(row) > HEAVIEST]
    found += [f"{row['name']}: {_script(row) / 1000:.0f} kB of script" for row in pages if _script(row) > SCRIPT]
    if result["unchanged"]["ratio"] < HALF:
        found.append(f"“not modified”: {result['unchanged']['ratio']:.2f} of an empty answer's rate, less than {HALF}")
    return found


def reaches(row: Mapping[str, Any], what: str) -> bool:
    """Whether a page's figure, a time or a share of the bare view's rate, reaches its target."""
    return bool(row[what] >= HALF if what.endswith("_ratio") else row[what] <= SLOWEST)


def growth(small: Result, large: Result, way: str) -> list[tuple[str, float, bool]]:
    """Each page, the ratio of its median times of that way, and whether what it prints grows with the record."""
    before = {row["name"]: row for row in small["pages"]}
    return [
        (row["name"], row[way] / before[row["name"]][way], row["grows"])
        for row in large["pages"]
        if row["name"] in before
    ]


def markdown(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table, its first column text and the others figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
