"""What a mark says to a reader who does not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statements import dates, punctuation
from statements.codes import Basis, Form, Origin, Stance, Voice
from statements.compare import Point, Row


def reading(row: Row) -> str:
    """Where it stands, in a word of ours or of the source's."""
    if row.stance:
        return str(Stance(row.stance).label)
    return punctuation.quoted(row.word) if row.word else _("words on record")


def one(point: Point, names: Mapping[int, str], tag: str) -> str:
    """A reading: who, on what, where it stands, when, said by whom, on which basis; and that no editor read it."""
    row = point.row
    read = [str(Origin(row.origin).label)] if row.origin != Origin.EDITOR else []
    by = Voice(row.voice).label if row.voice else Form(row.form).label
    said = _("%(actor)s on %(tag)s: %(reading)s, %(date)s, %(by)s, %(basis)s") % {
        "actor": names[row.actor],
        "tag": tag,
        "reading": reading(row),
        "date": dates.show(row.said_on),
        "by": by,
        "basis": punctuation.comma().join([str(Basis(row.basis).label), *read]),
    }
    return _("%(said)s; order unknown") % {"said": said} if point.order_unknown else said


def several(what: str, rows: int, actor: str, tag: str, since: str, until: str) -> str:
    """Readings of one kind in a stretch of time, from and to a date of the record."""
    counted = ngettext(
        "%(actor)s on %(tag)s: %(reading)s, %(n)d reading, %(date)s",
        "%(actor)s on %(tag)s: %(reading)s, %(n)d readings, %(date)s",
        rows,
    )
    date = dates.show(since if since == until else f"{since}/{until}")
    return counted % {"actor": actor, "tag": tag, "reading": what, "n": rows, "date": date}


def summary(rows: Sequence[Row], *, several: bool, spans: bool) -> str:
    """What a picture of these rows shows, the oldest first, and how to read it; `rows` are dated."""
    if not rows:
        return ""
    first, last = min(rows, key=lambda row: row.said_from or date.min).said_on, rows[-1].said_on
    period = (
        dates.show(first)
        if first == last
        else _("from %(first)s to %(last)s") % {"first": dates.show(first), "last": dates.show(last)}
    )
    counted = ngettext("%(n)s reading, %(period)s.", "%(n)s readings, %(period)s.", len(rows))
    said = [counted % {"n": number_format(len(rows), force_grouping=True), "period": period}]
    if several:
        said.append(_("A mark with a number stands for several readings and leads to them, any other to its words."))
    else:
        said.append(_("Each mark is a reading and leads to its words."))
    if spans:
        said.append(_("A bar behind a mark: no exact day is known."))
    return " ".join(said)
