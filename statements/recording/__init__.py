"""The only code that writes more than one row: each verb is atomic and leaves who, when and why.

Admin, commands and tests say `recording.publish(...)`; the modules behind it are one subject each.
"""

from statements.recording.coding import (
    as_new,
    code,
    code_many,
    edit_position,
    recode,
)
from statements.recording.correction import SOURCE_DATA, as_new_text, correct
from statements.recording.discarding import discard
from statements.recording.marks import mark_read, read_answer
from statements.recording.moment import lock, stand_in_line
from statements.recording.nodes import announce, join, leave, merge, move_actor, move_tag, propose, unmerge
from statements.recording.publication import (
    hide,
    publish,
    publish_many,
    publish_positions,
    withdraw,
)
from statements.recording.reviewing import return_to_draft, review, send_to_review
from statements.recording.scheduling import publish_due, schedule, schedule_positions, unschedule
from statements.recording.shapes import (
    AlreadyCoded,
    Correction,
    NewBacking,
    NewPassage,
    NewPosition,
    NewStatement,
    NewText,
    NewTurn,
    RecordingError,
)
from statements.recording.statements import edit_draft, mark_imported, record, record_many

__all__ = [
    "SOURCE_DATA",
    "AlreadyCoded",
    "Correction",
    "NewBacking",
    "NewPassage",
    "NewPosition",
    "NewStatement",
    "NewText",
    "NewTurn",
    "RecordingError",
    "announce",
    "as_new",
    "as_new_text",
    "code",
    "code_many",
    "correct",
    "discard",
    "edit_draft",
    "edit_position",
    "hide",
    "join",
    "leave",
    "lock",
    "mark_imported",
    "mark_read",
    "merge",
    "move_actor",
    "move_tag",
    "propose",
    "publish",
    "publish_due",
    "publish_many",
    "publish_positions",
    "read_answer",
    "recode",
    "record",
    "record_many",
    "return_to_draft",
    "review",
    "schedule",
    "schedule_positions",
    "send_to_review",
    "stand_in_line",
    "unmerge",
    "unschedule",
    "withdraw",
]
