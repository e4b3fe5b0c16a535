"""Decisions about money after a settlement, by an operator, with a reason and a number of their own.

The same number again decides nothing anew. Each raises what `gateways.money.claims` says of it.
"""

from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.commissions.money.shares import Said
from domain.money.claims import Claim, Outcome
from gateways.commissions.queries import SqlCommissionQueries
from gateways.money.claims import Decided, SqlClaims, claim_of
from services.commissions.records import RECORD


def claw_back(
    engine: Engine, commission_id: str, share: Said, number: str, *, operator: str, reason: str
) -> Outcome:
    """Lower the creator's share of a settled commission, by the order it was struck with."""
    order = RECORD.validate_python(SqlCommissionQueries(engine).commission(commission_id).record).order
    return SqlClaims(engine).clawback(commission_id, order, share, number, _decided(operator, reason))


def compensate(
    engine: Engine, party: str, fen: int, number: str, *, operator: str, reason: str, commission_id: str = ""
) -> Outcome:
    """The platform pays ``creator:ID`` or ``brand:ID`` out of its own pocket."""
    by = _decided(operator, reason)
    return SqlClaims(engine).compensation(party, fen, number, by, commission_id or None)


def write_off(
    engine: Engine, creator_id: str, fen: int, number: str, *, operator: str, reason: str
) -> Outcome:
    """Give up a part of what a creator owes."""
    return SqlClaims(engine).write_off(creator_id, fen, number, _decided(operator, reason))


def claims(engine: Engine, commission_id: str = "", party: str = "") -> list[Claim]:
    """In the order they were decided; of one commission, of one party, or all."""
    return [claim_of(row) for row in SqlClaims(engine).claims(commission_id, party)]


def _decided(operator: str, reason: str) -> Decided:
    return Decided(operator, reason, datetime.now(UTC))
