"""Triggers that keep published rows as they are, on PostgreSQL, put in place after every migrate.

`recording` and the QuerySets guard the same rules on both databases; a trigger also stops whatever goes round
them. SQLite has none: a DELETE trigger there breaks the flush between tests, and its file has one user.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

STAMPED = (
    "edition",
    "backing",
    "text",
    "answerreading",
    "proposition",
    "position",
    "read",
    "membership",
)
"""Tables whose rows carry the stamps."""

CHILDREN = (
    ("turn", "text", "text_id"),
    ("passage", "position", "position_id"),
    ("edition_tags", "edition", "edition_id"),
    ("backing_except_tags", "backing", "backing_id"),
    ("propositiontext", "proposition", "proposition_id"),
)
"""Table, the table whose stamps rule it, and the column that leads there."""

KEEP_PUBLISHED = """
CREATE OR REPLACE FUNCTION on_record_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.recorded_at IS NULL THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION '% %: a published row is never deleted', TG_TABLE_NAME, OLD.id;
  END IF;
  IF OLD.superseded_at IS NOT NULL
     OR to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at' THEN
    RAISE EXCEPTION '% %: a published row is final', TG_TABLE_NAME, OLD.id;
  END IF;
  RETURN NEW;
END $$
"""

KEEP_CHILDREN = """
CREATE OR REPLACE FUNCTION on_record_keep_children() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent bigint := (CASE WHEN TG_OP = 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END ->> TG_ARGV[1])::bigint;
  final boolean;
BEGIN
  EXECUTE format('SELECT recorded_at IS NOT NULL FROM %I WHERE id = $1', TG_ARGV[0]) INTO final USING parent;
  IF final THEN
    RAISE EXCEPTION '%: what belongs to a published row is final', TG_TABLE_NAME;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

QUOTE_IN_PLACE = """
CREATE OR REPLACE FUNCTION on_record_quote_in_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.quote IS DISTINCT FROM
     (SELECT substr(words, NEW.start + 1, NEW."end" - NEW.start) FROM statements_turn WHERE id = NEW.turn_id) THEN
    RAISE EXCEPTION 'passage: the quote is not what stands at %-% of turn %', NEW.start, NEW."end", NEW.turn_id;
  END IF;
  RETURN NEW;
END $$
"""


def install(using: str = "default", **_signal: Any) -> None:
    """Create the triggers, or create them again; nothing to do on SQLite. Safe to run any number of times."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for function in (KEEP_PUBLISHED, KEEP_CHILDREN, QUOTE_IN_PLACE):
            cursor.execute(function)
        for table in STAMPED:
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER keep_published BEFORE UPDATE OR DELETE ON statements_{table} "
                "FOR EACH ROW EXECUTE FUNCTION on_record_keep_published()"
            )
        for table, parent, column in CHILDREN:
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON statements_{table} "
                f"FOR EACH ROW EXECUTE FUNCTION on_record_keep_children('statements_{parent}', '{column}')"
            )
        cursor.execute(
            "CREATE OR REPLACE TRIGGER quote_in_place BEFORE INSERT OR UPDATE ON statements_passage "
            "FOR EACH ROW EXECUTE FUNCTION on_record_quote_in_place()"
        )
