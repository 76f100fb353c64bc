"""Where actors stand on propositions: the cells, the series and the years of a comparison.

Pure: thin rows in, dataclasses out. `once` is the one counting function: whatever prints a number of positions
counts what it leaves. Nothing here is averaged, and no reading becomes a number.
"""

from statements.compare.grid import absence, grid
from statements.compare.lately import Course, Example, changed_lately, examples
from statements.compare.order import Placed, by_place, is_dated, latest, once, step_between, when
from statements.compare.series import around, by_date, by_year, newest_first, series
from statements.compare.shapes import (
    AUTHORITY_RANK,
    Absence,
    Around,
    Cell,
    Change,
    Coverage,
    Lane,
    Party,
    Point,
    ReadMark,
    Row,
    Series,
    Step,
    Why,
    Year,
)
from statements.compare.stands import Common, Group, Stand, common_periods, stands, within

__all__ = [
    "AUTHORITY_RANK",
    "Absence",
    "Around",
    "Cell",
    "Change",
    "Common",
    "Course",
    "Coverage",
    "Example",
    "Group",
    "Lane",
    "Party",
    "Placed",
    "Point",
    "ReadMark",
    "Row",
    "Series",
    "Stand",
    "Step",
    "Why",
    "Year",
    "absence",
    "around",
    "by_date",
    "by_place",
    "by_year",
    "changed_lately",
    "common_periods",
    "examples",
    "grid",
    "is_dated",
    "latest",
    "newest_first",
    "once",
    "series",
    "stands",
    "step_between",
    "when",
    "within",
]
