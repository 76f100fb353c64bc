"""Files of records: JSON Lines in UTF-8, plain or .gz, read line by line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

BOM = b"\xef\xbb\xbf"


class BadFile(Exception):
    """A file cannot be read at all; the message names it."""


class BadLine(ValueError):
    """A line is no record; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `kind` is the type of a record that does not say its own."""

    path: Path
    kind: str = "statement"

    @property
    def name(self) -> str:
        """The file's name, as errors and reasons print it."""
        return self.path.name

    def size(self) -> int:
        """Its bytes as they stand on the disk. Errors: `BadFile`."""
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise BadFile(f"{self.path}: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its place, what it holds, and how many bytes of its file are read by now."""

    source: Source
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


def lines(source: Source) -> Iterator[Line]:
    """The lines of a file that are not blank. Errors: `BadFile`."""
    try:
        with source.path.open("rb") as raw:
            # GzipFile reads as a binary file does; typeshed gives it a class of its own.
            opened = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if source.path.suffix == ".gz" else raw
            for number, written in enumerate(opened, 1):
                line = written.removeprefix(BOM) if number == 1 else written
                if line.strip():
                    yield Line(source, number, line, raw.tell())
    except (OSError, EOFError, zlib.error) as error:
        raise BadFile(f"{source.path}: {getattr(error, 'strerror', None) or error}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadLine(f"{twice}: the field is given twice")
    return value


def _refuse(constant: str) -> None:
    raise BadLine(f"a JSON object was expected, and {constant} is no JSON")
