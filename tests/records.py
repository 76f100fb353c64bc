"""Files of records for tests, brought in and out as the commands do it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from statements.records.exporting import export_lines
from statements.records.files import File
from statements.records.importing import Refused, import_files
from statements.records.publishing import Options
from statements.records.report import Report

ALL = ("actor", "tag", "statement")
WORDS = "We support limits on exports. We will sign in May. Others may wait."


def record(key: str = "k1", **more: Any) -> dict[str, Any]:
    """A statement's record: one speech by Arvenia, with what is given instead or besides (None: without)."""
    values: dict[str, Any] = {
        "key": key, "actor": "Arvenia", "actor_kind": "country", "title": "On exports", "said_on": "2026-05-29",
        "language": "en", "text": WORDS,
    }  # fmt: skip
    return {name: value for name, value in (values | more).items() if value is not None}


def proposition(name: str = "Export limits", words: str = "States may limit exports of machines.") -> dict[str, Any]:
    """A tag's record with a proposition."""
    return {"type": "tag", "tag": name, "proposition": words}


def position(quote: str = "We support limits on exports.", tag: str = "Export limits", **more: Any) -> dict[str, Any]:
    """A flat entry of `positions`."""
    return {"quote": quote, "tag": tag, **more}


def write(folder: Path, *records: Any, name: str = "records.jsonl") -> Path:
    """A file of these records."""
    path = folder / name
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
    return path


def bring(folder: Path, *records: Any, **options: bool) -> Report:
    """Import records, written and published unless told otherwise."""
    given = {"commit": True, "publish": True, "new_actors": True} | options
    return import_files([File(write(folder, *records))], Options(**given))


def refusals(folder: Path, *records: Any, **options: bool) -> list[str]:
    """What an import of records says against them, without the file's name."""
    try:
        report = bring(folder, *records, **options)
    except Refused as refused:
        report = refused.report
    return [str(problem).partition(":")[2] for problem in report.problems]


def exported(*types: str) -> str:
    """What is exported, all types unless told otherwise."""
    return "".join(export_lines(types or ALL))
