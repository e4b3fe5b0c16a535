"""Commissions as their own sides read and steer them: what is somebody else's looks absent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.commissions.money.cancelling import cancel_quote
from domain.commissions.money.quotes import Quote
from domain.commissions.moves import MESSAGES
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.views import view
from domain.copies import replace
from domain.parties.actor import Actor
from domain.parties.permissions import may_send, permission_for
from domain.party import Party
from domain.process.applied import Named, find
from domain.refusals import Refused
from gateways.commissions.labels import SqlLabels
from gateways.commissions.listing import Place, Wanted, lines
from gateways.commissions.wholes import whole
from gateways.operations.clock_offsets import SqlClockOffsets
from models.messages.command import ENVELOPE, Command
from models.tables.commissions import CommissionRow
from services.app import App
from services.commissions import reading, uploads
from services.commissions.listing import OVERDUE, Listed, listed_of
from services.commissions.reading import TimelineLine
from services.commissions.records import RECORD
from services.money.freezing import wake
from services.threads import in_thread
from workflows import names

OURS = ENVELOPE - {"reason"}
"""Of a command's fields, those that nobody says of himself: who it is, and when it came."""


UNTOLD = frozenset({"freeze", "unfreeze", "hide_rating", "unhide_rating"})
"""Moves of an operator whose reasons are for one side, or for none."""


@dataclass(frozen=True)
class Filters:
    """What is empty does not filter."""

    stage: str = ""
    brand_id: str = ""
    creator_id: str = ""
    attention: str = ""
    overdue: bool = False
    due_before: datetime | None = None


@dataclass(frozen=True)
class Given:
    """A command as its sender gives it, before the gateway says who that is and when it came."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    round: int | None = None
    on_behalf_of: str = ""


def party_of(actor: Actor) -> Party:
    return Party(actor.kind)


def page(
    app: App, actor: Actor, filters: Filters, after: Place | None, limit: int
) -> tuple[list[Listed], Place | None]:
    """The newest first, of whoever asks; and where the next page begins. Raises ValueError for no stage,
    Refused FORBIDDEN for what only operators may look for.
    """
    if filters.attention and party_of(actor) is not Party.OPERATOR:
        raise Refused("FORBIDDEN")
    brand, creator = _own(actor, filters)
    if (filters.brand_id or brand, filters.creator_id or creator) != (brand, creator):
        return [], None  # another's, which look absent
    wanted = Wanted(
        Stage(filters.stage) if filters.stage else None,
        brand,
        creator,
        filters.attention,
        OVERDUE if filters.overdue else (),
        filters.due_before,
    )
    rows = lines(app.engine, wanted, after, limit + 1)
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return [listed_of(row) for row in rows[:limit]], Place(last.opened_at, last.id) if last else None


def _own(actor: Actor, filters: Filters) -> tuple[str, str]:
    match party_of(actor):
        case Party.BRAND:
            return actor.party_id, filters.creator_id
        case Party.CREATOR:
            return filters.brand_id, actor.party_id
        case _:
            return filters.brand_id, filters.creator_id


def row_of(app: App, actor: Actor, commission_id: str) -> CommissionRow:
    """Raises UnknownCommission: also for one that is not the asker's."""
    return uploads.own_commission(app.engine, actor, commission_id)


def state_of(app: App, actor: Actor, commission_id: str) -> Commission:
    """Raises UnknownCommission."""
    found: Commission = RECORD.validate_python(row_of(app, actor, commission_id).record)
    return found


def seen(app: App, actor: Actor, commission_id: str) -> dict[str, Any]:
    """With the eyes of whoever asks. Raises UnknownCommission."""
    found = whole(app.engine, commission_id, names.workflow_id(commission_id))
    uploads.check_own(actor, commission_id, found)
    at = datetime.now(UTC) + (found.ahead if app.skipper else timedelta(0))
    told = view.view(RECORD.validate_python(found.record), party_of(actor), at)
    if party_of(actor) is Party.CREATOR:
        return told
    return {**told, "external_id": found.label.external_id or None, "metadata": dict(found.label.pairs)}


def moves(app: App, actor: Actor, commission_id: str) -> list[str]:
    """What whoever asks may do now. Raises UnknownCommission."""
    found = state_of(app, actor, commission_id)
    return list(allowed_moves(found, party_of(actor), now(app, commission_id)))


def now(app: App, commission_id: str) -> datetime:
    """On the commission's own clock, which runs ahead where time was skipped. No call to Temporal."""
    return datetime.now(UTC) + _ahead(app, names.workflow_id(commission_id))


def _ahead(app: App, workflow_id: str) -> timedelta:
    return SqlClockOffsets(app.engine).of(workflow_id) if app.skipper else timedelta(0)


def timeline(app: App, actor: Actor, commission_id: str, after_seq: int) -> list[TimelineLine]:
    """As the side of whoever asks may read it: what the other side was refused, and why the platform holds
    the other side, is told to operators alone. Raises UnknownCommission.
    """
    row_of(app, actor, commission_id)
    party = party_of(actor)
    lines = reading.timeline(app.engine, commission_id, after_seq)
    if party is Party.OPERATOR:
        return lines
    return [_as_told(each) for each in lines if each.by == party or not each.refusal]


def _as_told(line: TimelineLine) -> TimelineLine:
    held = line.by == Party.OPERATOR and line.move in UNTOLD
    return replace(line, reason="") if held else line


def quote_of_cancelling(app: App, actor: Actor, commission_id: str) -> Quote | None:
    """None: it cannot be cancelled now. Raises UnknownCommission."""
    return cancel_quote(state_of(app, actor, commission_id), now(app, commission_id))


async def command(
    app: App, actor: Actor, commission_id: str, name: str, given: Given, command_id: str
) -> dict[str, Any]:
    """Send it in the actor's name, stamped with its arrival; the answer as `view.answer`.

    Raises CommandRefused, NoAnswerYet, UnknownCommission.
    """
    if permission_for(name, actor.kind) is None:
        raise Refused("WRONG_PARTY" if name in MESSAGES else "UNKNOWN_COMMAND")
    if not may_send(actor, name):
        raise Refused("FORBIDDEN")
    if ours := sorted(OURS & set(given.fields)):
        raise Refused("FIELD_UNKNOWN", detail=", ".join(ours))
    if set(given.fields) - set(Command.model_fields):
        raise Refused("FIELD_NOT_KNOWN")
    stamp = await in_thread(_stamp, app, actor, commission_id, given)
    said = {
        **given.fields,
        "actor": actor.spoken,
        "command_id": command_id,
        "received_at": stamp.isoformat(),
        **({"round": given.round} if given.round is not None else {}),
        **({"on_behalf_of": given.on_behalf_of} if given.on_behalf_of else {}),
    }
    answer = await app.send(commission_id, name, **said)
    if name == "unfreeze":
        row = await in_thread(app.queries.commission, commission_id)
        await wake(app, row.creator_id)
    return answer


def _stamp(app: App, actor: Actor, commission_id: str, given: Given) -> datetime:
    uploads.check_owner(app.engine, actor, commission_id)
    parties = [party_of(actor), *(Party(each) for each in Party if each == given.on_behalf_of)]
    uploads.check_named(app.engine, commission_id, parties, given.fields)
    return now(app, commission_id)


def was_applied(state: Commission, actor: Actor, command_id: str) -> bool:
    """Whether this command of whoever asks was done: it is answered again then."""
    return find(state.applied, Named(party_of(actor), command_id, "", "")) is not None


def found_by(app: App, actor: Actor, external_id: str) -> str:
    """The commission that a brand calls so; empty: none."""
    return SqlLabels(app.engine).commission_of(actor.party_id, external_id)


__all__ = ["Filters", "Given", "Place", "listed_of"]
