"""What waits on the demonstration's desk: nothing of it is public."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from statements import recording
from statements.demo.finding import PAUSE, passage, statement, tag


def leave_all(by: AbstractBaseUser) -> None:
    """A statement in review, with a reading that waits."""
    actor = statement("ostmark-2025").actor
    words = "The islands will join any pause that fishers agree to."
    draft = recording.record(
        recording.NewStatement(
            actor=actor,
            title="Remarks at the fish market",
            said_on="2026-11",
            form="answers",
            key="demo-ostmark-draft",
            texts=[
                recording.NewText(
                    turns=[recording.NewTurn("speech", words, actor=actor, voice="minister")], language="en"
                )
            ],
        ),
        by=by,
    )
    waiting = recording.code(
        recording.NewPosition(
            statement=draft,
            tag=tag(PAUSE),
            passages=[passage("ostmark-draft", "will join any pause that fishers agree to")],
            stance="conditional-support",
            condition="that fishers agree to",
            commitment="commits",
        ),
        by=by,
    )
    recording.send_to_review(waiting, by=by)
    recording.send_to_review(draft, by=by)
