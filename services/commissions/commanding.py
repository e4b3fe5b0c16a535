"""A command of a party or an operator, carried out; and what whoever gave it sees then."""

from dataclasses import dataclass
from typing import Any

from domain.commissions.moves import MESSAGES
from domain.party import Party
from models.messages.sender import claimed
from services.app import App
from services.commissions import uploads
from services.money.freezing import wake
from services.threads import in_thread


@dataclass(frozen=True)
class Done:
    seq: int
    """Of the line it has in the timeline."""
    seen: dict[str, Any]
    """The commission, as the side sees it that gave the command."""
    told_by_sms: list[str] | None
    """Of a commission that is over: whom an SMS has reached. None of one that is open."""


async def carry_out(app: App, commission_id: str, name: str, **fields: Any) -> Done:
    """Raises CommandRefused, NoAnswerYet, Refused. Payouts that rested go on once a freeze has ended."""
    parties = [_asker(name, fields), *(each for each in Party if each == fields.get("on_behalf_of"))]
    await in_thread(uploads.check_named, app.engine, commission_id, parties, fields)
    answer = await app.send(commission_id, name, **fields)
    seen = await app.seen(commission_id, _asker(name, fields), answer["seq"])
    if name == "unfreeze":
        row = await in_thread(app.queries.commission, commission_id)
        await wake(app, row.creator_id)
    return Done(answer["seq"], seen, answer.get("told_by_sms"))


def _asker(name: str, fields: dict[str, Any]) -> Party:
    """Whose eyes the outcome is read with: an operator who acts for a party sees what operators see."""
    if fields.get("on_behalf_of"):
        return Party.OPERATOR
    return claimed(MESSAGES[name].by, str(fields.get("actor", "")), "")
