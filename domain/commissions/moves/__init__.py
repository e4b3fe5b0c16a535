"""Everything that can be asked of a commission from outside: one row per message.

Handlers, their descriptions and examples, the command line and the documents are made from this table.
A name is wire format: it is never renamed.
"""

from collections.abc import Mapping

from domain.commissions.moves import brand, creator, either, facts, operator
from domain.commissions.moves.message import Message
from domain.commissions.moves.move import Move, named

__all__ = ["CAUSES", "DECISIONS", "FAULTS", "MESSAGES", "Message", "Move", "named"]

MESSAGES: Mapping[str, Message] = {
    each.name: each
    for each in (
        *creator.MESSAGES,
        *brand.MESSAGES,
        *either.MESSAGES,
        *operator.MESSAGES,
        *facts.MESSAGES,
    )
}

FAULTS = ("brand", "creator", "platform")
"""Whose fault it is that the platform cancels; also who may bear what it forces."""
CAUSES = ("not_public", "content_differs", "late", "quality", "fraud", "other")
DECISIONS = (
    *("settle", "refund", "split", "rework", "approve", "resume"),
    *("uphold_rejection", "strike_rejection", "lift", "uphold"),
)
