"""What an import may do, and which of its statements it may make public."""

from __future__ import annotations

from dataclasses import dataclass

from statements import models
from statements.codes import StatementStatus
from statements.records.again import Decision
from statements.records.names import Who


@dataclass(frozen=True, slots=True)
class Options:
    """What an import may do; see docs/records.md."""

    commit: bool = False
    publish: bool = False
    new_actors: bool = False
    update: bool = False
    skip_bad: bool = False


class Publishing:
    """Whether `--publish` makes a statement public."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._known_by_now: dict[Who, bool] = {}

    def leaves_draft(self, decision: Decision) -> bool:
        """Whether the statement is no more than a draft after this import."""
        row = decision.row
        if row is not None and row.status in (StatementStatus.PUBLISHED, StatementStatus.WITHDRAWN):
            return False
        return not self.publishes(decision)

    def publishes(self, decision: Decision) -> bool:
        """Whether this import makes the statement public."""
        row, who = decision.row, decision.planned.statement.who
        if not self.options.publish or decision.verdict == "refused":
            return False
        if row is None:
            return self._vouched_for(who) or who.known
        if row.status != StatementStatus.DRAFT or row.revision != row.import_revision:
            return False
        if decision.verdict == "changed":
            return self.options.update and (self._vouched_for(who) or who.known)
        # Imported before and left a draft: to run the same command again is no reason to make it public.
        return self._vouched_for(who) or self._is_known_by_now(who)

    def _vouched_for(self, who: Who) -> bool:
        return self.options.new_actors or who.is_country_of_the_table() or who.line is not None

    def _is_known_by_now(self, who: Who) -> bool:
        """Whether an editor has saved the actor, or something public names it."""
        if who.actor is None:
            return False
        if who not in self._known_by_now:
            by_an_editor = who.actor.history.filter(history_user__isnull=False).exists()
            public = models.Actor.objects.published().filter(pk=who.actor.pk).exists()
            self._known_by_now[who] = by_an_editor or public
        return self._known_by_now[who]
