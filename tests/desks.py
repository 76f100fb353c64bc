"""People at work in the admin, and what their browsers send."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from statements.models import Statement

BRIEFING = (
    "Question: Arvenia has raised its duties on machines, behind what it calls a garden wall. What do you say?\n"
    "Embassy Spokesperson: Arvenia supports open trade in machines. It does not accept a “closed club” of makers.\n"
    "Arvenia stands ready to talk with all sides."
)
"""An invented transcript: one question, one answer of two paragraphs."""


def person(name: str, role: str = "Editor") -> User:
    """An account in one of the groups, made once."""
    found = User.objects.filter(username=name).first()
    if found is None:
        found = User.objects.create_user(name, password="x", is_staff=True)
        found.groups.add(Group.objects.get(name=role))
    return found


def desk(who: User | str = "edna", role: str = "Editor") -> Client:
    """A browser of this person, logged in."""
    client = Client()
    user = who if isinstance(who, User) else person(who, role)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fields_of(answer: Any, name: str = "form") -> dict[str, Any]:
    """What a browser would send of a page's form, were nothing changed."""
    form = answer.context[name]
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if isinstance(value, list | tuple):
            value = [str(each) for each in value]
        if value is not None and value is not False:
            sent[field.html_name] = value
    return sent


def panel_of(answer: Any) -> dict[str, str]:
    """What a browser would send of what was understood, were nothing changed."""
    panel = answer.context["panel"]
    sent = {"corrections": panel.corrections.as_json(), "text_mark": panel.mark, "shown": str(panel.first)}
    for at, label in enumerate(panel.labels):
        sent |= {f"l{at}-label": label.label, f"l{at}-kind": label.kind, f"l{at}-whose": label.whose}
        sent |= {f"l{at}-voice": label.voice, f"l{at}-asker": label.asker, f"l{at}-was": label.was}
    for each in panel.shown:
        row = each.row
        sent |= {f"{each.prefix}-kind": row.kind, f"{each.prefix}-label": row.printed_label}
        sent |= {f"{each.prefix}-speaker": row.speaker}
        if row.kind == "question":
            sent[f"{each.prefix}-asker"] = row.asker
        else:
            sent |= {f"{each.prefix}-whose": row.whose, f"{each.prefix}-voice": row.voice}
    return sent


def printed(statement: Statement, number: int = 1) -> str:
    """A statement's words as they stand in the newest version of a text."""
    text = statement.texts.newest().get(number=number)
    return "".join(turn.printed() for turn in text.turns.order_by("order"))


def page(name: str, *args: Any) -> str:
    """The address of a page of the admin: `page("statement_code", 3)`."""
    return reverse(f"admin:statements_{name}", args=args)
