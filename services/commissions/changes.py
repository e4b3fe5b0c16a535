"""Whether anything of somebody's has changed: one small question to the books, asked for every page and each
second of every open one. What is dear is asked only where something happened to them.
"""

from collections import OrderedDict
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from domain.parties.actor import Actor
from domain.party import Party
from gateways.changes import Happened, happened, steps_of, touched
from services.app import App
from services.commissions.owned import party_of

READERS_MAX = 10_000
"""Remembered at once; who was not asked for longest is asked for anew."""


@dataclass(frozen=True)
class Known:
    at: Happened
    mark: str


_known: "WeakKeyDictionary[Engine, OrderedDict[tuple[str, str], Known]]" = WeakKeyDictionary()


def mark_of(app: App, actor: Actor) -> str:
    """Another one whenever a commission or a withdrawal of theirs has moved on; the same from every process.

    To operators everything is theirs.
    """
    now, party = happened(app.engine), party_of(actor)
    if party is Party.OPERATOR:
        return str(now.all)
    remembered = _known.setdefault(app.engine, OrderedDict())
    side = (actor.party_id, "") if party is Party.BRAND else ("", actor.party_id)
    found = remembered.pop(side, None)
    if found is None or (found.at.all != now.all and touched(app.engine, found.at, *side)):
        found = Known(now, steps_of(app.engine, *side))
    remembered[side] = Known(now, found.mark)
    while len(remembered) > READERS_MAX:
        remembered.popitem(last=False)
    return found.mark
