"""Several commissions cancelled at once by an operator: each is looked at first, and has its own outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.commissions.state.commission import Commission
from domain.commissions.views.payloads import payload
from domain.commissions.views.standing.tried import Tried
from domain.parties.actor import Actor
from domain.party import Party
from domain.refusals import Refused, Words
from gateways.refusals import UnknownCommission
from services.app import App
from services.commissions.commands import CommandRefused, NoAnswerYet
from services.commissions.owned import Given, command, now, state_of
from services.commissions.previews import of_command, quoted
from services.threads import in_thread

MOST = 50


@dataclass(frozen=True)
class Line:
    commission_id: str
    state: Commission | None = None
    """None: there is no such commission."""
    tried: Tried | None = None
    why: Words | None = None
    """Why it is not cancelled; None: it would be, or was."""
    code: str = ""
    done: bool = False


@dataclass(frozen=True)
class Wish:
    reason: str
    fault: str = ""
    """Of what was accepted: whose fault it is."""


def looked_at(app: App, actor: Actor, ids: Sequence[str], wish: Wish) -> list[Line]:
    """What each would come to, without doing anything."""
    return [_looked_at(app, actor, each, wish) for each in ids[:MOST]]


async def cancelled(app: App, actor: Actor, ids: Sequence[str], wish: Wish, number: str) -> list[Line]:
    """One after the other; under the same number each is done once."""
    return [await _cancelled(app, actor, each, wish, number) for each in ids[:MOST]]


def _looked_at(app: App, actor: Actor, commission_id: str, wish: Wish) -> Line:
    try:
        state = state_of(app, actor, commission_id)
    except UnknownCommission as unknown:
        return Line(commission_id, why=unknown.words, code=unknown.code)
    try:
        given = _given(app, state, wish)
        return Line(commission_id, state, of_command(app, actor, commission_id, "cancel", given))
    except Refused as refused:
        return Line(commission_id, state, why=(refused.zh, refused.en), code=refused.code)


async def _cancelled(app: App, actor: Actor, commission_id: str, wish: Wish, number: str) -> Line:
    line = await in_thread(_looked_at, app, actor, commission_id, wish)
    if line.state is None:
        return line
    given = await in_thread(_given, app, line.state, wish)
    try:
        await command(app, actor, commission_id, "cancel", given, number)
    except (CommandRefused, NoAnswerYet) as refused:
        return Line(commission_id, line.state, line.tried, (refused.zh, refused.en), refused.code)
    except Refused as refused:
        return Line(commission_id, line.state, line.tried, (refused.zh, refused.en), refused.code)
    return Line(commission_id, line.state, line.tried, done=True)


def _given(app: App, state: Commission, wish: Wish) -> Given:
    fields: dict[str, object] = {"reason": wish.reason}
    fits = payload(state, "cancel", Party.OPERATOR, now(app, state.id)) or {}
    if "fault" in fits and wish.fault:
        fields |= {"fault": wish.fault, **quoted(app, state, wish.fault)}
    return Given(fields)
