"""The files of the demonstration corpus, and what of them is imported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from statements.codes import Origin
from statements.records.files import File, Line

FOLDER = Path(__file__).parent

FILES = tuple(
    File(FOLDER / f"{name}.jsonl")
    for name in (
        "names", "arvenia", "bel-sarat", "cangyuan", "velmora", "ostmark", "unions", "firms-and-press", "bystanders",
    )
)  # fmt: skip
"""Records as any import takes them: first the actors and tags, then the statements, each with its readings."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A file of the corpus without the readings that its editors make themselves."""

    file: File

    @property
    def name(self) -> str:
        """The file's name."""
        return self.file.name

    @property
    def kind(self) -> str:
        """What a record is that does not say."""
        return self.file.kind

    def size(self) -> int:
        """The file's bytes."""
        return self.file.size()

    def lines(self) -> Iterator[Line]:
        """Its lines, the positions of origin `editor` left out."""
        for line in self.file.lines():
            record = line.record()
            given = record.get("positions", ())
            record["positions"] = [position for position in given if position.get("origin") != Origin.EDITOR] or None
            kept = {name: value for name, value in record.items() if value is not None}
            yield Line(line.number, json.dumps(kept, ensure_ascii=False).encode(), line.read)
