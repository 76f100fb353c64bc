"""Files of records: JSON Lines in UTF-8, plain or .gz, read line by line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, cast

BOM = b"\xef\xbb\xbf"


class BadFile(Exception):
    """A file cannot be read at all; the message names it."""


class BadLine(ValueError):
    """A line is no record; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, what it holds, and how many bytes of its source are read by now."""

    number: int
    written: bytes
    read: int

    def record(self) -> dict[str, Any]:
        """The object that stands in the line. Errors: `BadLine`."""
        try:
            value = json.loads(self.written.decode(), object_pairs_hook=_once, parse_constant=_refuse)
        except UnicodeDecodeError as error:
            raise BadLine(f"UTF-8 was expected, and byte {error.start + 1} is not") from error
        except json.JSONDecodeError as error:
            raise BadLine(f"a JSON object was expected ({error.msg} at character {error.colno})") from error
        except RecursionError as error:
            raise BadLine("a JSON object was expected, not one so deeply nested") from error
        if not isinstance(value, dict):
            raise BadLine("a JSON object was expected")
        return value


class Source(Protocol):
    """Something that holds records; `kind` is the type of a record that does not say its own."""

    @property
    def name(self) -> str:
        """The name that errors and reasons print."""

    @property
    def kind(self) -> str:
        """`actor`, `tag` or `statement`."""

    def size(self) -> int:
        """Its bytes, as progress counts them. Errors: `BadFile`."""

    def lines(self) -> Iterator[Line]:
        """Its lines that are not blank. Errors: `BadFile`."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of records."""

    path: Path
    kind: str = "statement"

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def size(self) -> int:
        """Its bytes as they stand on the disk."""
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise BadFile(f"{self.path}: {error.strerror}") from error

    def lines(self) -> Iterator[Line]:
        """Its lines, read one by one."""
        try:
            with self.path.open("rb") as raw:
                # GzipFile reads as a binary file does; typeshed gives it a class of its own.
                opened = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if self.path.suffix == ".gz" else raw
                for number, written in enumerate(opened, 1):
                    line = written.removeprefix(BOM) if number == 1 else written
                    if line.strip():
                        yield Line(number, line, raw.tell())
        except (OSError, EOFError, zlib.error) as error:
            raise BadFile(f"{self.path}: {getattr(error, 'strerror', None) or error}") from error


@dataclass(frozen=True, slots=True)
class Given:
    """One record at hand."""

    name: str
    written: bytes
    kind: str = "statement"

    def size(self) -> int:
        """The record's bytes."""
        return len(self.written)

    def lines(self) -> Iterator[Line]:
        """The one line."""
        yield Line(1, self.written, len(self.written))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadLine(f"{twice}: the field is given twice")
    return value


def _refuse(constant: str) -> None:
    raise BadLine(f"a JSON object was expected, and {constant} is no JSON")
