"""An operator cancels all offers of a brand that nobody has accepted. Run again, it finds the rest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.commissions.state.stages import Stage
from domain.operators import is_operator
from gateways.commissions.listing import Wanted
from services.app import App
from services.commissions.commands import CommandRefused, NoAnswerYet
from services.threads import in_thread

OPEN = (Stage.AWAITING_PAYMENT, Stage.OFFERED)
"""Nobody has accepted: nothing is owed to anybody."""
MOST = 10_000


@dataclass(frozen=True)
class Offer:
    commission_id: str
    task_type: str
    stage: Stage


@dataclass(frozen=True)
class Cancelled:
    commission_id: str
    why: CommandRefused | NoAnswerYet | None = None
    """Why it was not; None where it was."""


async def open_offers(app: App, brand_id: str, operator: str) -> list[Offer]:
    """What there is to cancel. Raises UnknownBrand, and CommandRefused for who is no operator."""
    if not is_operator(operator):
        raise CommandRefused.named("OPERATOR_NEEDED")
    await in_thread(app.catalogue.brand, brand_id)
    rows = [
        row
        for stage in OPEN
        for row in await in_thread(app.queries.commissions, Wanted(stage, brand_id), limit=MOST)
    ]
    return [Offer(row.id, row.task_type, Stage(row.stage)) for row in rows]


async def cancel_offers(
    app: App,
    offers: Iterable[Offer],
    operator: str,
    reason: str,
    tell: Callable[[Cancelled], None] = lambda _: None,
) -> list[Cancelled]:
    """One after the other; ``tell`` hears of each as it comes."""
    done: list[Cancelled] = []
    for each in offers:
        done.append(await _cancel(app, each.commission_id, operator, reason))
        tell(done[-1])
    return done


async def _cancel(app: App, commission_id: str, operator: str, reason: str) -> Cancelled:
    try:
        await app.send(commission_id, "cancel", actor=operator, reason=reason)
    except (CommandRefused, NoAnswerYet) as refused:
        return Cancelled(commission_id, refused)
    return Cancelled(commission_id)
