"""Who sends a message, read the same way by every workflow that takes commands. Any doubt is a refusal."""

from collections.abc import Mapping

from domain.operators import is_name, is_operator
from domain.refusals import Refused
from domain.stages import PEOPLE, Party

_ROLES = {party.value: party for party in PEOPLE}


def sender(by: tuple[Party, ...], actor: str, on_behalf_of: str, ids: Mapping[Party, str]) -> Party:
    """The party a command counts as: of those that may send it, if none is named. Raises Refused.

    ``ids`` are the creator and the brand it is about. An operator is always named, and so is whoever acts for
    a party.
    """
    role, _, who = actor.partition(":")
    if who and not role:
        raise Refused("WRONG_PARTY")
    if by == (Party.OUTSIDE,):
        if role not in ("", Party.OUTSIDE.value):
            raise Refused("WRONG_PARTY")
        return Party.OUTSIDE
    if on_behalf_of:
        if not is_operator(actor) or on_behalf_of not in _ROLES:
            raise Refused("OPERATOR_NEEDED")
        return _ROLES[on_behalf_of]
    return _named(role, who, ids) if role else _own_party(by)


def _named(role: str, who: str, ids: Mapping[Party, str]) -> Party:
    if role not in _ROLES:
        raise Refused("WRONG_PARTY")
    party = _ROLES[role]
    if who and who != ids.get(party, who):
        raise Refused("WRONG_PARTY")
    if party is Party.OPERATOR and not is_name(who):
        raise Refused("OPERATOR_NEEDED")
    return party


def _own_party(by: tuple[Party, ...]) -> Party:
    if Party.CREATOR in by and Party.BRAND in by:
        raise Refused("ACTOR_NEEDED")
    if by == (Party.OPERATOR,):
        raise Refused("OPERATOR_NEEDED")
    return by[0]
