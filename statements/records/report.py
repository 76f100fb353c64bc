"""What an import did or would do, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from statements.records.tally import Numbers

COLUMNS = tuple(name.replace("_", " ") for name in Numbers._fields)
ROWS = ("given", "created", "unchanged", "changed", "updated", "refused", "given twice", "left as drafts")
"""What was given is the sum of all rows between the first and the last; the last are drafts among them."""
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
    """What was found and done; `counts` has the numbers of each of `ROWS`."""

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
    """Records that changed on both sides; the numbers of `refused` count the bad lines too."""
    counts: dict[str, Numbers] = field(default_factory=lambda: dict.fromkeys(ROWS, Numbers()))
    """Those of `given twice` are passages that say of one place what another of the same position says: it was kept."""
    published: int = 0

    def problem(self, problem: Problem) -> None:
        """Keep a problem, unless there are very many."""
        if len(self.problems) < ERRORS_KEPT:
            self.problems.append(problem)

    def count(self, row: str, numbers: Numbers) -> None:
        """Add one statement's numbers to a row."""
        self.counts[row] = self.counts[row].plus(numbers)

    def table(self) -> Iterator[str]:
        """The closing table, line by line."""
        cells = [["", *COLUMNS], *([row, *(f"{number:,}" for number in self.counts[row])] for row in ROWS)]
        widths = [max(len(line[at]) for line in cells) for at in range(len(COLUMNS) + 1)]
        for line in cells:
            first, *numbers = line
            yield "  ".join([first.ljust(widths[0]), *(n.rjust(w) for n, w in zip(numbers, widths[1:], strict=True))])
