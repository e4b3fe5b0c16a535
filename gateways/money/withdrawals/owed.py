"""Whether a withdrawal may be begun at all: its owner asked for it, or a settled commission owes it.

What a start says of amount, owner and commission is anybody's word; what the books say of them is not.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.commissions.state.payout import PayoutState
from domain.money.withdrawals.state import Withdrawal, is_id_of
from gateways.money.withdrawals.requests import is_open
from models.tables.commissions import CommissionRow
from models.tables.withdrawals import WithdrawalRequest, WithdrawalRow, vendor_number

OPEN = (PayoutState.UNDER_WAY, PayoutState.WITHHELD)
"""Of a payout that was not reserved yet; what a freeze withholds of it, the books judge apart."""


def is_owed(session: Session, w: Withdrawal) -> bool:
    """By hand: its owner asked for just this, and was not refused since. Else its commission pays just this
    under this number.
    """
    if w.by_hand:
        return _was_asked_for(session, w)
    row = session.get(CommissionRow, w.commission_id)
    return row is not None and row.creator_id == w.creator_id and w.fen > 0 and _pays_out(row.record, w)


def _was_asked_for(session: Session, w: Withdrawal) -> bool:
    asked = session.get(WithdrawalRequest, (w.id, w.fen))
    ours = asked is not None and asked.party == w.party and is_id_of(w.id, w.party)
    return ours and asked is not None and is_open(session, asked)


def _pays_out(record: Mapping[str, Any], w: Withdrawal) -> bool:
    """A record that says nothing of its payout was written by hand, and contradicts nothing."""
    payout = record.get("payout")
    if not isinstance(payout, Mapping):
        return True
    known = (payout.get("fen"), payout.get("generation"))
    return w.id == w.commission_id and payout.get("state") in OPEN and known == (w.fen, w.generation)


def identity(row: WithdrawalRow) -> tuple[str, int, str, str]:
    """Whose it is, how much, of which commission, and under which number it stands now."""
    return row.party, row.fen, row.commission_id or "", vendor_number(row.id, row.generation)
