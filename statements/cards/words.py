"""What a picture says of the record: readings and cells in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from statements import cite, compare, dates, punctuation
from statements.cards.layout import READINGS, Cell
from statements.codes import Basis, Form, Origin, PositionStatus, Stance, Voice
from statements.lines import Eyes, Line
from statements.models import Position, Statement
from statements.readings import Evidence
from statements.templatetags.record import count, count_range, figure


def stood_on(instant: datetime) -> str:
    """As of when the picture tells the record."""
    return _("As the site stood on %(instant)s") % {"instant": f"{instant.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"}


def tombstone(statement: Statement) -> list[str]:
    """What is said where a withdrawn statement stood."""
    day = f"{statement.withdrawn_at:%Y-%m-%d}" if statement.withdrawn_at else ""
    return [
        _("Statement %(number)s was withdrawn on %(day)s.") % {"number": statement.pk, "day": dates.show(day)},
        _("Reason: %(reason)s") % {"reason": statement.withdrawn_reason},
        _("Its words and the readings of it are shown no more, at any date, and count nowhere."),
    ]


def in_words(stance: str | None, word: str | None) -> str:
    """A stance in words with the source's own in quotation marks, or that alone."""
    label = str(Stance(stance).label) if stance else ""
    return " ".join(filter(None, [label[:1].upper() + label[1:], punctuation.quoted(cite.apart(word)) if word else ""]))


def based(basis: str, behind: str) -> str:
    """How a position is the actor's, and by whose text, vote or report."""
    label = str(Basis(basis).label)
    return f"{label} ({cite.apart(behind)})" if behind else label


def conditions(row: Position) -> str:
    """The words of the condition or exception, as the position's page prints them."""
    if not row.condition:
        return ""
    label = _("Exception:") if row.stance == Stance.CONDITIONAL_OPPOSITION else _("Condition:")
    condition = cite.apart(row.condition)
    return f"{label} {punctuation.quoted(condition)}" if row.origin == Origin.EDITOR else f"{label} {condition}"


def notice(row: Position, past: Line) -> str:
    """That a reading was taken back, and why, or that another stands in its place now."""
    if row.status == PositionStatus.HIDDEN:
        return _("An editor has taken this reading back: %(reason)s") % {"reason": cite.apart(row.reason)}
    return _("This reading has since been replaced.") if past.replaced_by else ""


def eyes(past: Line) -> str:
    """Who has looked at a reading."""
    return {
        Eyes.TWO_PAIRS: _("read by two editors"),
        Eyes.ONE_PAIR: _("read by one editor"),
        Eyes.IMPORTED: _("imported, not read by an editor"),
        Eyes.MACHINE: _("proposed by a machine, not read by an editor"),
        Eyes.FOLLOWS: _("follows the reading of the text it stands behind"),
    }[past.eyes]


def host(url: str) -> str:
    """Where a source is, in short."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def whence(title: str, url: str) -> str:
    """A source in short: its title and where it is."""
    return punctuation.comma().join(filter(None, [cite.apart(title), host(url)]))


UNREAD = "*"
"""Stands in a comparison beside a reading that came with a file or from a machine."""


def is_unread(evidence: Evidence) -> bool:
    """Whether a reading came with a file or from a machine."""
    return evidence.position.origin != Origin.EDITOR


def cell_of(cell: compare.Cell, actor: int, found: Mapping[int, Evidence]) -> Cell:
    """A cell in words; `found` has the evidence of its latest readings, by id."""
    if not cell.latest:
        return Cell([], [], why(cell.absence) if cell.absence else "")
    further = {"left": count(len(cell.latest) - READINGS, "readings")}
    return Cell(
        [
            (
                None if cell.topic else row.stance,
                (_("Words on record") if cell.topic else in_words(row.stance, row.word))
                + (f" {UNREAD}" if is_unread(found[row.id]) else ""),
            )
            for row in cell.latest[:READINGS]
        ],
        [
            *([_("not enough")] if cell.is_thin else []),
            *([_("and %(left)s more, at the address below") % further] if len(cell.latest) > READINGS else []),
            *([_("Order unknown")] if cell.order_unknown else told_of(cell.latest[0], actor)),
            count_range(cell.count, cell.first.said_on if cell.first else ""),
        ],
    )


def told_of(row: compare.Row, actor: int) -> list[str]:
    """When and by whom; and on which basis, where it is not said in its own words."""
    said = str(Voice(row.voice).label if row.voice else Form(row.form).label)
    office = cite.apart(row.name) if row.actor != actor else ""
    facts = [" · ".join(filter(None, [dates.show(row.said_on), said, office]))]
    return facts if row.basis == Basis.SAID else [*facts, str(Basis(row.basis).label)]


def why(absence: compare.Absence) -> str:
    """The word for an empty cell."""
    if absence.code == compare.Why.OTHER_BASIS:
        return " · ".join(
            _("Only %(basis)s (%(n)s)") % {"basis": Basis(basis).label, "n": figure(number)}
            for basis, number in absence.others
        )
    if absence.code == compare.Why.MADE_OTHERWISE:
        return _("Readings of other makers (%(n)s)") % {"n": figure(absence.of)}
    if absence.code == compare.Why.OUTSIDE:
        outside = _("%(shown)s outside it") % {"shown": count(absence.of, "positions")}
        return _("Nothing in the common period") + punctuation.colon() + outside
    if absence.code == compare.Why.NOTHING_FOUND:
        numbers = {"read": figure(absence.read), "total": figure(absence.of)}
        found = _("Read, nothing found") + punctuation.colon() + _("%(read)s of %(total)s statements") % numbers
        until = _("to %(until)s") % {"until": dates.show(absence.until)} if absence.until else ""
        return punctuation.comma().join(filter(None, [found, until]))
    return {
        compare.Why.NO_STATEMENT: _("No statement recorded in this period"),
        compare.Why.ASKED: _("Asked, did not answer"),
        compare.Why.NOT_READ: _("Not yet read for this"),
    }[absence.code]
