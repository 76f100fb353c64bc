"""The data, one module a subject; `published` says what the public may see."""

from statements.models.actors import Actor, ActorName, Membership, OldSlug
from statements.models.journal import Act, SiteRevision
from statements.models.positions import Passage, Position, Read, Review, position_values
from statements.models.published import PublishedIsFinal
from statements.models.statements import (
    EDITION_FIELDS,
    AnswerReading,
    Backing,
    Batch,
    Edition,
    Statement,
    Text,
    Turn,
    edition_values,
)
from statements.models.tags import Proposition, PropositionText, Tag, TaggedStatement, TagName

__all__ = [
    "EDITION_FIELDS",
    "Act",
    "Actor",
    "ActorName",
    "AnswerReading",
    "Backing",
    "Batch",
    "Edition",
    "Membership",
    "OldSlug",
    "Passage",
    "Position",
    "Proposition",
    "PropositionText",
    "PublishedIsFinal",
    "Read",
    "Review",
    "SiteRevision",
    "Statement",
    "Tag",
    "TagName",
    "TaggedStatement",
    "Text",
    "Turn",
    "edition_values",
    "position_values",
]
