"""Tables from the figures: for the terminal, and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Result = Mapping[str, Any]
"""What `measure.measure` gives, with `number`: the statements that were asked for."""

SLOWEST, HALF, GROWTH, HEAVIEST, SCRIPT = 100.0, 0.5, 1.3, 100_000, 20_000
"""The targets: milliseconds, share of the bare view's rate, ten times the record, bytes, bytes of script."""


WAYS = {"made": "made anew", "cold": "first after a publication", "kept": "kept"}

MARK = "<!-- What follows is written by `make bench`. -->"
"""In the documentation; what stands before it is written by hand."""


def of_one(result: Result) -> str:
    """All of one run, as Markdown."""
    misses = missed(result)
    told = [f"- {miss}" for miss in misses] or ["Nothing misses a target."]
    return "\n\n".join([heading(result), on_what(result), table(result), unchanged(result), "\n".join(told)])


def document(stands: str, results: Sequence[Result]) -> str:
    """The documentation that `stands`, with every run's figures, and how times grow with the record."""
    by_hand = stands.partition(MARK)[0] + MARK
    return "\n\n".join([by_hand, *map(of_one, results), grown(results)]) + "\n"


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
    """Each page's time at the larger size over that at the smaller, a column for each database."""
    columns: dict[str, dict[str, float]] = {}
    misses: list[str] = []
    for database in dict.fromkeys(one["machine"]["database"] for one in results):
        small, large = sorted((one for one in results if one["machine"]["database"] == database), key=_number)
        ratios = growth(small, large)
        columns[database] = {name: ratio for name, ratio, _grows in ratios}
        misses += [
            f"- {database}, {name}: {ratio:.2f}" for name, ratio, grows in ratios if ratio > GROWTH and not grows
        ]
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
    """What misses a target, in words."""
    found = [miss for row in result["pages"] for miss in _missed_by(row)]
    if result["unchanged"]["ratio"] < HALF:
        found.append(f"not modified: {result['unchanged']['ratio']:.2f} of an empty answer's rate, less than {HALF}")
    return found


def _missed_by(row: Mapping[str, Any]) -> Iterator[str]:
    name = row["name"]
    for way in ("made", "cold"):
        if row[way] > SLOWEST:
            yield f"{name}: {WAYS[way]} in {row[way]:.0f} ms, more than {SLOWEST:.0f}"
    for way in ("made", "kept"):
        if row[f"{way}_ratio"] < HALF:
            yield f"{name}: {WAYS[way]}, {row[f'{way}_ratio']:.2f} of the bare view's rate, less than {HALF}"
    if weight(row) > HEAVIEST:
        yield f"{name}: {weight(row) / 1000:.0f} kB, more than {HEAVIEST / 1000:.0f}"
    if row["script_gzip"] > SCRIPT:
        yield f"{name}: {row['script_gzip'] / 1000:.0f} kB of script, more than {SCRIPT / 1000:.0f}"


def growth(small: Result, large: Result) -> list[tuple[str, float, bool]]:
    """Each page, the ratio of its median times made anew, and whether what it prints grows with the record."""
    before = {row["name"]: row for row in small["pages"]}
    return [
        (row["name"], row["made"] / before[row["name"]]["made"], row["grows"])
        for row in large["pages"]
        if row["name"] in before
    ]


def markdown(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table, its first column text and the others figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
