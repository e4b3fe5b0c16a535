"""A commission as the books have it: where it stands, what has happened, who was told, where its money is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.commissions.money.bill import Bill, Line, lines
from domain.commissions.money.cancelling import cancel_quote
from domain.commissions.money.money_now import money_now
from domain.commissions.money.quotes import Quote
from domain.commissions.state.commission import Commission
from domain.commissions.state.sums import Sums
from domain.party import Party
from gateways.commissions.queries import SqlCommissionQueries
from gateways.money.ledger import SqlLedger
from gateways.money.sums import CommissionSums
from services.app import App
from services.commissions.commands import Pending, pending
from services.commissions.records import RECORD
from services.parties.breaches import Breach
from services.records import record_of
from services.threads import in_thread

SMS_SHOWN = 10
"""Of those that are under way: each is asked about."""


def commission(engine: Engine, commission_id: str) -> Commission:
    """Raises UnknownCommission."""
    found: Commission = RECORD.validate_python(SqlCommissionQueries(engine).commission(commission_id).record)
    return found


@dataclass(frozen=True)
class TimelineLine:
    """One transition, or one refused signal."""

    seq: int
    at: datetime
    move: str
    row: str
    """The rule it went by."""
    by: str
    actor: str
    on_behalf_of: str
    from_stage: str
    to_stage: str
    round: int
    reason: str
    refusal: str
    details: Mapping[str, str]
    deadlines: Sequence[Mapping[str, str | None]]
    """Those that began, moved or ended by it: ``clock``, ``old``, ``new``, ``why``."""


def timeline(engine: Engine, commission_id: str, after_seq: int = 0) -> list[TimelineLine]:
    return [
        record_of(TimelineLine, row)
        for row in SqlCommissionQueries(engine).timeline(commission_id, after_seq)
    ]


@dataclass(frozen=True)
class Sent:
    """An SMS or a call about it."""

    key: str
    at: datetime
    channel: str
    recipient: str
    state: str
    note: str
    """The vendor's code where it refused."""
    text: str
    is_open: bool


def notices(engine: Engine, commission_id: str, role: str = Party.OPERATOR) -> list[Sent]:
    """Each side reads what it was told itself; operators read everything."""
    found = [record_of(Sent, row) for row in SqlCommissionQueries(engine).notices(commission_id)]
    return [each for each in found if role == Party.OPERATOR or each.recipient.startswith(f"{role}:")]


@dataclass(frozen=True)
class Metrics:
    """One reading of 投后数据."""

    at: datetime
    impressions: int
    reads: int
    comments: int
    likes: int
    shares: int


def metrics(engine: Engine, commission_id: str) -> list[Metrics]:
    return [record_of(Metrics, row) for row in SqlCommissionQueries(engine).metrics(commission_id)]


@dataclass(frozen=True)
class Payout:
    id: str
    number: str
    """At the bank."""
    fen: int
    state: str
    reason: str
    updated_at: datetime


def payouts(engine: Engine, commission_id: str, role: str = Party.OPERATOR) -> list[Payout]:
    """A brand does not read what becomes of a creator's money."""
    if role == Party.BRAND:
        return []
    return [record_of(Payout, row) for row in SqlCommissionQueries(engine).withdrawals(commission_id)]


def breaches(engine: Engine, commission_id: str) -> list[Breach]:
    return [record_of(Breach, row) for row in SqlCommissionQueries(engine).breaches(commission_id)]


@dataclass(frozen=True)
class Rating:
    by: str
    stars: int
    text: str
    at: datetime


def ratings(engine: Engine, commission_id: str) -> list[Rating]:
    """As they were written: what is shown of them is for `domain` to say."""
    return [record_of(Rating, row) for row in SqlCommissionQueries(engine).ratings(commission_id)]


def money(engine: Engine, state: Commission) -> Sums:
    """The ledger's own sums: also of what was claimed back after the commission was over."""
    found = _sums(engine, state.id)
    reserved = found.still_held if money_now(state).reserved else 0
    return Sums(
        taken=found.held,
        held=found.still_held - reserved,
        reserved=reserved,
        creator=found.to_creators,
        fee=found.fee,
        refunded=found.refunded,
        platform=found.from_platform,
    )


def bill(engine: Engine, commission_id: str, role: str) -> list[Line]:
    """For the brand's eyes or for the creator's. Raises UnknownCommission."""
    order, sums = commission(engine, commission_id).order, _sums(engine, commission_id)
    made = Bill(
        *(order, sums.held, sums.to_creators, sums.fee, sums.refunded, sums.still_held),
        platform_fen=sums.from_platform,
    )
    return list(lines(made, Party(role)))


async def quote_of_cancelling(app: App, commission_id: str) -> Quote | None:
    """What cancelling costs now; None where it cannot be cancelled."""
    state = await in_thread(commission, app.engine, commission_id)
    return cancel_quote(state, await app.now(commission_id))


async def under_way(app: App, commission_id: str) -> list[Pending]:
    """What is being tried at a provider right now, and what it last answered."""
    found = await in_thread(notices, app.engine, commission_id)
    return await pending(app.client, commission_id, [each.key for each in found if each.is_open][:SMS_SHOWN])


def _sums(engine: Engine, commission_id: str) -> CommissionSums:
    return SqlLedger(engine).commission_sums([commission_id]).get(commission_id, CommissionSums())
