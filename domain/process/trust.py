"""Whose word counts with a process: what it takes unsigned, and the keys it knows.

Both are pinned at its start. Only a set of keys that the platform's root key has signed replaces the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.party import Party

GATEWAY = "gateway"
"""The holder of a key that signs for every party, and the only one that may bear a stamp."""
TERM_MAX = 7 * 86_400
"""Seconds from ``iat`` to ``exp`` at most."""
LEEWAY = 600
"""Seconds by which the clock of whoever signs may be ahead of ours."""
KEYS_MAX = 32
"""Of one set, which travels in every start."""


class Trust(StrEnum):
    """What a message without a signature counts as."""

    CLUSTER = "cluster"
    """What it says: whoever reaches the cluster is believed."""
    OPERATORS = "operators"
    """An operator's word, and nobody else's."""
    SIGNED = "signed"
    """Nothing."""


STRICTER = (Trust.CLUSTER, Trust.OPERATORS, Trust.SIGNED)
"""From the one that believes most."""


@dataclass(frozen=True)
class Key:
    """``holder`` is ``gateway``, ``brand:ID``, ``operator:ID`` or ``outside``. Instants are unix seconds."""

    kid: str
    public: str
    """The 32 bytes of the Ed25519 key, base64url without padding."""
    holder: str
    since: int
    until: int = 0
    """From then on nothing new counts that it signs; 0: it has no end."""


@dataclass(frozen=True)
class KeySet:
    root: str
    """The platform's root key, as ``Key.public``: it signs the next set, and no command."""
    version: int
    of: str = ""
    """Whose keys stand in it beside the platform's own: ``brand:ID``; empty: nobody's."""
    keys: tuple[Key, ...] = ()

    def key(self, kid: str) -> Key | None:
        return next((each for each in self.keys if each.kid == kid), None)


def signs_for(key: Key) -> Iterator[Party]:
    """The parties as which a key may speak; the gateway's for everybody."""
    role = key.holder.partition(":")[0]
    yield from (each for each in Party if role in (GATEWAY, each.value))


def stricter(one: str, other: str) -> Trust:
    """The one of two that believes less; what nobody knows believes nothing."""
    known = [Trust(each) if each in STRICTER else Trust.SIGNED for each in (one, other)]
    return max(known, key=STRICTER.index)
