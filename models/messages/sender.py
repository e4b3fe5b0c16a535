"""Who sends a message, read the same way by every workflow that takes commands. Any doubt is a refusal."""

from collections.abc import Mapping

from domain.forms import is_operator_id
from domain.operators import is_name, is_operator
from domain.party import PEOPLE, Party
from domain.refusals import Refused

_ROLES = {party.value: party for party in PEOPLE}


def sender(by: tuple[Party, ...], actor: str, on_behalf_of: str, ids: Mapping[Party, str]) -> Party:
    """The party a command counts as: of those that may send it, if none is named. Raises Refused.

    ``ids`` are the creator and the brand it is about. An operator is always named, and so is whoever acts for
    a party.
    """
    role, _, who = actor.partition(":")
    if actor and role not in (*_ROLES, Party.OUTSIDE.value):
        raise _unclear(by, actor, on_behalf_of)
    if by == (Party.OUTSIDE,):
        if role not in ("", Party.OUTSIDE.value):
            raise Refused("WRONG_PARTY")
        return Party.OUTSIDE
    if on_behalf_of:
        return _acted_for(actor, on_behalf_of)
    return _named(role, who, ids) if role else _own_party(by)


def _unclear(by: tuple[Party, ...], actor: str, on_behalf_of: str) -> Refused:
    """With what was likely meant, where only an operator can be."""
    who = actor.rpartition(":")[2].strip()
    operators = by == (Party.OPERATOR,) or bool(on_behalf_of)
    return Refused("ACTOR_UNCLEAR", detail=f"operator:{who}" if operators and is_operator_id(who) else "")


def _acted_for(actor: str, party: str) -> Party:
    if party not in (Party.CREATOR, Party.BRAND):
        raise Refused("BEHALF_UNKNOWN")
    if not is_operator(actor):
        raise Refused("OPERATOR_NEEDED", detail="on_behalf_of")
    return _ROLES[party]


def claimed(by: tuple[Party, ...], actor: str, on_behalf_of: str) -> Party:
    """As whom a refused message was sent, as far as it may come from them: its line says so."""
    role = on_behalf_of or actor.partition(":")[0]
    return next((party for party in by if party.value == role), by[0])


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
