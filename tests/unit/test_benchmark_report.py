"""What the tables of docs/performance.md say of figures that were measured."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import report


def page(name: str, **figures: Any) -> dict[str, Any]:
    """A page that reaches every target, but for the figures given."""
    row: dict[str, Any] = {"name": name, "grows": False, "queries": 3, "cold_queries": 4}
    row |= dict.fromkeys(("made", "p95", "process", "sql", "templates", "rest", "bare", "kept", "cold"), 50.0)
    row |= {"made_ratio": 0.5, "kept_ratio": 0.5, "html_gzip": 9_000, "style_gzip": 900, "script_gzip": 100}
    return row | figures


def run(number: int, *pages: dict[str, Any], ratio: float = 0.5) -> dict[str, Any]:
    """A run on SQLite with these pages."""
    machine = {"database": "SQLite", "cores": 2, "memory": 8, "python": "3", "django": "5"}
    record = dict.fromkeys(("statements", "turns", "positions", "actors", "tags"), number)
    unchanged = {"median": 1.0, "empty": 0.5, "ratio": ratio}
    return {
        "number": number, "machine": machine, "record": record, "rounds": 2, "pages": list(pages),
        "unchanged": unchanged,
    }  # fmt: skip


def test_a_page_at_its_targets_misses_none() -> None:
    assert report.missed(run(10, page("home", made=100.0, cold=100.0, kept=100.0))) == []


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"made": 100.6}, "more than 100 ms, made anew: home 101"),
        ({"kept": 150.0}, "more than 100 ms, kept: home 150"),
        ({"cold": 101.0}, "more than 100 ms, first after a publication: home 101"),
        ({"made_ratio": 0.49}, "less than 0.5 of the bare view's rate, made anew: home 0.49"),
        ({"kept_ratio": 0.4}, "less than 0.5 of the bare view's rate, kept: home 0.40"),
        ({"html_gzip": 99_001}, "home: 100 kB"),
        ({"script_gzip": 20_001}, "home: 20 kB of script"),
    ],
)
def test_a_miss_names_its_target_page_and_figure(figures: dict[str, Any], told: str) -> None:
    assert report.missed(run(10, page("home", **figures), page("tags"))) == [told]


def test_what_answers_not_modified_too_slowly_is_named() -> None:
    assert report.missed(run(10, page("home"), ratio=0.49)) == [
        "“not modified”: 0.49 of an empty answer's rate, less than 0.5"
    ]


def test_the_overview_counts_the_pages_that_reach_each_target() -> None:
    small = run(10, page("home"), page("tags"))
    large = run(100, page("home", made=65.0, kept=66.0), page("tags", made=130.0, made_ratio=0.1, script_gzip=5_000))
    assert report.overview([small, large]).splitlines() == [
        "## The targets",
        "",
        "| pages that reach it | SQLite, 10 | SQLite, 100 |",
        "| --- | ---: | ---: |",
        "| within 100 ms, kept | 2 of 2 | 2 of 2 |",
        "| within 100 ms, made anew | 2 of 2 | 1 of 2 |",
        "| half of the bare view's rate, kept | 2 of 2 | 2 of 2 |",
        "| half of the bare view's rate, made anew | 2 of 2 | 1 of 2 |",
        "| at most 1.3 times as long for ten times the record, kept |  | 1 of 2 |",
        "| at most 1.3 times as long for ten times the record, made anew |  | 1 of 2 |",
        "| heaviest page, kB | 10 | 15 |",
        "| most script, kB | 0 | 5 |",
        "| “not modified”, of an empty answer's rate | 0.50 | 0.50 |",
    ]


def test_pages_that_print_more_rows_may_take_longer_in_a_larger_record() -> None:
    small, large = run(10, page("home"), page("sitemap")), run(100, page("home"), page("sitemap", made=90, grows=True))
    assert "More than" not in report.grown([small, large])
    assert "SQLite, made anew: home 1.40" in report.grown([small, run(100, page("home", made=70.0), page("sitemap"))])


def test_what_was_written_by_hand_stays_before_the_figures() -> None:
    small, large = run(10, page("home")), run(100, page("home"))
    written = report.document(f"# By hand\n\n{report.MARK}\nold figures", [small, large])
    assert written.startswith(f"# By hand\n\n{report.MARK}\n\n## The targets\n")
    assert "old figures" not in written
    assert report.document(written, [small, large]) == written
