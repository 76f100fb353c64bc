"""What an import did or would do, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

COLUMNS = ("statements", "turns", "positions", "passages", "on topics")
ROWS = ("created", "unchanged", "changed", "updated", "refused", "left as drafts")
ERRORS_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, and what was expected."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"


@dataclass(slots=True)
class Report:
    """What was found and done; `counts` has a row for each of `ROWS` with a number for each of `COLUMNS`."""

    committed: bool = False
    problems: list[Problem] = field(default_factory=list)
    bad_lines: int = 0
    new_actors: list[str] = field(default_factory=list)
    new_tags: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Statements whose records differ from what stands here and were left, for `--update` was not given."""
    names_changed: list[str] = field(default_factory=list)
    """Actors and tags of which the same is true."""
    refused: list[str] = field(default_factory=list)
    """Records that changed on both sides."""
    counts: dict[str, list[int]] = field(default_factory=lambda: {row: [0] * len(COLUMNS) for row in ROWS})
    repeated: int = 0
    """Passages that say of one place what another of the same position says; one of them was kept."""
    published: int = 0

    def problem(self, problem: Problem) -> None:
        """Keep a problem, unless there are very many."""
        if len(self.problems) < ERRORS_KEPT:
            self.problems.append(problem)

    def count(self, row: str, numbers: tuple[int, ...]) -> None:
        """Add one statement's numbers to a row."""
        self.counts[row] = [sum(pair) for pair in zip(self.counts[row], numbers, strict=True)]

    def table(self) -> Iterator[str]:
        """The closing table, line by line."""
        cells = [["", *COLUMNS], *([row, *(f"{number:,}" for number in self.counts[row])] for row in ROWS)]
        widths = [max(len(line[at]) for line in cells) for at in range(len(COLUMNS) + 1)]
        for line in cells:
            first, *numbers = line
            yield "  ".join([first.ljust(widths[0]), *(n.rjust(w) for n, w in zip(numbers, widths[1:], strict=True))])
