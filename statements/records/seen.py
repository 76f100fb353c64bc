"""Which keys and positions a file has held so far, kept on the disk so that memory does not grow with it."""

from __future__ import annotations

import sqlite3

from statements.records.checking import Problems
from statements.records.names import What, Who


class Seen:
    """The keys and positions met, in a temporary file."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE statement (key TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")
        self._database.execute("CREATE TABLE position (match TEXT PRIMARY KEY) WITHOUT ROWID")

    def note(self, key: str, place: str, problems: Problems) -> None:
        """Note a statement's key; a problem where it was noted before."""
        found = self._database.execute("SELECT place FROM statement WHERE key = ?", [key]).fetchone()
        if found:
            problems.add("key", f"“{key}” is given before, at {found[0]}")
        else:
            self._database.execute("INSERT INTO statement VALUES (?, ?)", [key, place])

    def position(self, key: str, match: tuple[What, Who, str]) -> None:
        """Note a position."""
        self._database.execute("INSERT OR IGNORE INTO position VALUES (?)", [self._name(key, match)])

    def has_position(self, key: str, match: tuple[What, Who, str]) -> bool:
        """Whether a position was noted."""
        sql = "SELECT 1 FROM position WHERE match = ?"
        return self._database.execute(sql, [self._name(key, match)]).fetchone() is not None

    def _name(self, key: str, match: tuple[What, Who, str]) -> str:
        what, who, basis = match
        return f"{id(what)} {id(who)} {basis} {key}"
