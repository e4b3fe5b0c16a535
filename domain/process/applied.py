"""The ids of commands that were applied: one repeated is answered again, another under it is refused.

An id belongs to the party that uses it, and an operator's to the operators even where they act for a party:
nobody burns another's.
"""

from hashlib import sha256
from typing import NamedTuple

from domain.party import Party
from domain.refusals import Refused, Repeated

APPLIED_MAX = 200


class Applied(NamedTuple):
    """A command that was applied: repeating its id answers this sequence again.

    200 of them travel with whoever took them, so they are written as short as can be.
    """

    mark: str
    """Of its command id."""
    name: str
    digest: str
    seq: int


class Named(NamedTuple):
    """A command as far as its id goes; one without an id is nobody's repetition."""

    owner: Party
    command_id: str
    name: str
    digest: str

    @property
    def mark(self) -> str:
        """What is kept of an id, which may have 64 characters, and of whose it is. No id has a line break."""
        return short(f"{self.owner}\n{self.command_id}")


def recall(applied: tuple[Applied, ...], command: Named) -> None:
    """Raises Repeated for a command applied before, ID_REUSED with the first one for another under its id."""
    first = find(applied, command)
    if first is None:
        return
    if (first.name, first.digest) == (command.name, command.digest):
        raise Repeated(first.seq)
    raise Refused("ID_REUSED", detail=f"{first.name}, seq={first.seq}")


def find(applied: tuple[Applied, ...], command: Named) -> Applied | None:
    if not command.command_id:
        return None
    known = (command.mark, short(command.command_id))  # before ids had owners they were kept without
    return next((each for each in applied if each.mark in known), None)


def remember(applied: tuple[Applied, ...], command: Named, seq: int) -> tuple[Applied, ...]:
    """With the id of an applied command, the last 200 of them."""
    if not command.command_id:
        return applied
    kept = (*applied, Applied(command.mark, command.name, command.digest, seq))
    return kept[-APPLIED_MAX:]


def short(text: str) -> str:
    """As long a text as may be, told from any other in 16 characters."""
    return sha256(text.encode()).hexdigest()[:16]
