"""The filters beside a list, as shapes: groups of choices with the rows each leaves, and what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter. `count` is the rows it leaves, None where it was not counted."""

    value: str
    label: str
    count: int | None = None
    chosen: bool = False
    language: str = ""
    """The language of the label (BCP 47), empty where it is the page's or not known."""
    invented: bool = False
    """Whether it is an actor that is not a real one."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: `key` is its parameter in the address; `single` takes one value at a time."""

    key: str
    label: str
    choices: Sequence[Choice] = field(default_factory=tuple)
    single: bool = False
    more_url: str = ""
    """Where all values stand, if `choices` are only the most frequent."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force: its group's name, its value as shown, and the page's address without it."""

    label: str
    value: str
    url: str
    language: str = ""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an empty list: what to leave out, the address without it, and how much stands there, in words."""

    label: str
    url: str
    leads_to: str = ""
