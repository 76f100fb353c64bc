"""Time across the picture: from days to per cent, the words along it, and the stretches that readings fall into."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats

from statements.timeline.shapes import Tick

MOST_TICKS = 7
"""Years along the axis; they stay apart in a window of 320 pixels."""
MOST_MONTHS = 4
"""Months along it, whose words are longer."""
MOST_STRETCHES = 14
"""Years, or runs of years, into which readings fall: a mark with a figure under it has room in each."""
EDGE = 4
"""Nearer to an end than this, months and days begin or end at their place; a year has room beside the picture."""
ROOM = 15
"""A month needs so much of a narrow picture: where all are farther from the other end, all may begin at their place."""
YEAR = "Y"


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, both taken in; `mirrored` runs from the right, as a page in Arabic does."""

    first: date
    last: date
    mirrored: bool = False

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last.toordinal() - self.first.toordinal() + 1

    def stretch(self, since: date, until: date) -> tuple[float, float]:
        """Where the days from `since` to `until` begin and end along the axis, cut at its ends."""
        begin = max(since, self.first).toordinal() - self.first.toordinal()
        end = min(until, self.last).toordinal() - self.first.toordinal() + 1
        return 100 * begin / self.days, 100 * end / self.days

    def x(self, along: float) -> float:
        """The place in the picture of a place along the axis."""
        return 100 - along if self.mirrored else along

    def left(self, begin: float, end: float) -> float:
        """The left edge in the picture of what begins and ends at these places along the axis."""
        return 100 - end if self.mirrored else begin

    def ticks(self) -> tuple[Tick, ...]:
        """The words along it: years; in a shorter time months; in a shorter one days."""
        placed = [(self.stretch(day, day)[0], day, pattern) for day, pattern in self._ticked()]
        ends = (placed[0][0], placed[-1][0]) if placed else (50.0, 50.0)
        return tuple(
            Tick(self.x(along), formats.date_format(day, pattern), _anchor(along, ends, pattern))
            for along, day, pattern in placed
        )

    def _ticked(self) -> Iterator[tuple[date, str]]:
        years = range(self.first.year + (self.first > date(self.first.year, 1, 1)), self.last.year + 1)
        if len(years) > 2:
            step = next(run for run in _runs() if years[-1] // run - (years[0] - 1) // run <= MOST_TICKS)
            yield from ((date(year, 1, 1), YEAR) for year in years if year % step == 0)
            return
        months = list(_month_starts(self.first, self.last))
        if len(months) > 1:
            step = next(size for size in (1, 2, 3, 6, 12) if -(-len(months) // size) <= MOST_MONTHS or size == 12)
            pattern = _short("YEAR_MONTH_FORMAT")
            yield from ((day, pattern) for day in months if (day.month - 1) % step == 0)
            return
        pattern = _short("MONTH_DAY_FORMAT")
        step = 7 if self.days > MOST_MONTHS else 1
        yield from ((self.first + timedelta(days=number), pattern) for number in range(0, self.days, step))

    def stretches(self) -> list[tuple[date, date]]:
        """The axis in years, in runs of years where it is long, in months or in days where it is short."""
        if self.days <= 31:
            days = [self.first + timedelta(days=number) for number in range(self.days)]
            return [(day, day) for day in days]
        if (self.last.year - self.first.year) * 12 + self.last.month - self.first.month < MOST_STRETCHES:
            months = _month_starts(self.first.replace(day=1), self.last)
            whole = [(day, day.replace(day=monthrange(day.year, day.month)[1])) for day in months]
        else:
            step = next(run for run in _runs() if self.last.year // run - self.first.year // run < MOST_STRETCHES)
            runs = range(self.first.year // step * step, self.last.year + 1, step)
            whole = [(date(max(run, 1), 1, 1), date(min(run + step - 1, 9999), 12, 31)) for run in runs]
        return [(max(since, self.first), min(until, self.last)) for since, until in whole]


def _anchor(along: float, ends: tuple[float, float], pattern: str) -> str:
    """Which part of a word stands at its place; `ends` are the places of the first word and the last."""
    first, last = ends
    if pattern == YEAR:
        return "middle"
    # One word moved alone would come upon the next.
    if first < EDGE and (last <= 100 - ROOM or along < EDGE):
        return "start"
    if last > 100 - EDGE and (first >= ROOM or along > 100 - EDGE):
        return "end"
    return "middle"


def _short(name: str) -> str:
    """A format of the active language, with the month's short name."""
    return str(formats.get_format(name)).replace("F", "M")


def _runs() -> Iterator[int]:
    """Numbers of years that people count in: 1, 2, 5, 10, 20, 50 ..."""
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _month_starts(first: date, last: date) -> Iterator[date]:
    """The first days of months from `first` to `last`."""
    number = first.year * 12 + first.month - (1 if first.day == 1 else 0)
    while number <= last.year * 12 + last.month - 1:
        yield date(number // 12, number % 12 + 1, 1)
        number += 1


def codes_of(since: date, until: date) -> tuple[str, str]:
    """Two days as the record writes them: as years, or months, where they begin and end such."""
    ends_month = until.day == monthrange(until.year, until.month)[1]
    if since.day == 1 and ends_month:
        if since.month == 1 and until.month == 12:
            return f"{since.year:04}", f"{until.year:04}"
        return f"{since.year:04}-{since.month:02}", f"{until.year:04}-{until.month:02}"
    return since.isoformat(), until.isoformat()
