"""A withdrawal in the books: for each step its row, a line, and what moves, in one transaction."""

from datetime import UTC, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.copies import replace
from domain.money.entries import Entry
from domain.money.spans import day_of, month_of
from domain.money.withdrawals.asking import Asked, granted
from domain.money.withdrawals.movements import movement
from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from domain.money.withdrawals.state import OPEN, InBooks, State, Withdrawal
from domain.money.withdrawals.withholding import FROZEN_MONEY, Withheld
from domain.process.trust import Trust
from domain.refusals import Refused
from gateways.money.freezes import withheld, withheld_of
from gateways.money.ledger import balance, find_entry, is_covered, write_entry
from gateways.money.withdrawals import requests as withdrawal_requests
from gateways.money.withdrawals.brand import back
from gateways.money.withdrawals.owed import OPEN as UNRESERVED
from gateways.money.withdrawals.owed import identity, is_owed
from gateways.money.withdrawals.rows import event_of, line_of, row_of, withdrawal_of
from gateways.notices import order_notices
from gateways.outbox import announce
from gateways.ports.work import RecordConflict
from gateways.signing import pins
from gateways.signing.pins import Pinned
from gateways.sql.database import lock, writing
from models.tables.commissions import CommissionRow
from models.tables.parties import Brand, Creator
from models.tables.withdrawals import WithdrawalLine, WithdrawalRow

ENDS = {"payout_arrived": OPEN, "payout_returned": OPEN, "payout_refunded": (InBooks.PAID,)}
"""From where a withdrawal may come to each end of its money."""


def reserve(engine: Engine, wanted: Reservation, run: str) -> Reserved:
    w = wanted.withdrawal
    with writing(engine) as session:
        lock(session, w.party)
        lock(session, f"withdrawal:{w.id}")
        try:
            found = _judged(session, wanted, run)
        except Refused as refused:
            if refused.code != "NOT_OURS":  # in the transaction of the refusal, whoever may ask next
                withdrawal_requests.close(session, w, refused, wanted.at, run)
            return replace(_refused(w, refused), trust=Trust.CLUSTER.value)
        known = _whose_word(session, w, datetime.now(UTC))
        if known is None:
            return replace(found, trust=Trust.CLUSTER.value)
        return replace(found, trust=known.trust.value, keys=known.keys)


def _whose_word(session: Session, w: Withdrawal, now: datetime) -> Pinned | None:
    """As it was pinned when it was asked for; a settlement's is paid as its commission is carried out."""
    subject = f"withdrawal:{w.id}"
    of = None if w.by_hand else pins.pinned(session, f"commission:{w.commission_id}")
    if of is not None:
        pins.pin(session, subject, "", of.trust, now)
    return pins.renewed(session, subject, now)


def _judged(session: Session, wanted: Reservation, run: str) -> Reserved:
    """Raises Refused: nothing was reserved."""
    w = wanted.withdrawal
    row = session.get(WithdrawalRow, w.id)
    if row is not None and not _is_anew(row, w):
        return _resumed(session, row, w)
    creator = None if w.brand_id else session.get(Creator, w.creator_id)
    if creator is None and (not w.brand_id or session.get(Brand, w.brand_id) is None):
        raise Refused("BRAND_UNKNOWN" if w.brand_id else "CREATOR_UNKNOWN")
    if told := withdrawal_requests.refused_in(session, w, run):
        raise told
    if not is_owed(session, w):
        raise Refused("NOT_OURS")
    if creator is None:
        way = back(session, wanted)
        return _reserved(session, wanted, row, w.fen, way.rail, way.top_up)
    return _granted(session, wanted, creator, row)


def _is_anew(row: WithdrawalRow, w: Withdrawal) -> bool:
    """The money came back, and an operator lets its commission try under a later number."""
    return row.state == State.RETURNED and w.generation > row.generation and not w.by_hand


def _granted(session: Session, wanted: Reservation, creator: Creator, row: WithdrawalRow | None) -> Reserved:
    w, has = wanted.withdrawal, balance(session, f"creator:{creator.id}")
    frozen = withheld(session, creator.id)
    if w.by_hand:
        fen = granted(_asked(session, wanted, creator, has, frozen), wanted.terms)
    else:
        fen = 0 if creator.payout_by_hand else min(w.fen, max(has, 0))
    if not fen:
        return Reserved("kept", w)
    if fen > frozen.free_fen(has):  # of a settlement: all of it, once it is free
        return withheld_still(w, frozen, has)
    return _reserved(session, wanted, row, fen, creator.payout_kind)


def _reserved(
    session: Session,
    wanted: Reservation,
    row: WithdrawalRow | None,
    fen: int,
    rail: str,
    top_up: str | None = None,
) -> Reserved:
    w = wanted.withdrawal
    given = replace(w, fen=fen, rail=rail, state=State.SENDING, seq=(row.seq if row else 0) + 1)
    taken = _entry("payout_sent", given, given.number, wanted.at)
    if find_entry(session, taken.key) or not is_covered(session, taken):
        raise RecordConflict(f"withdrawal {given.number} cannot be reserved")
    session.merge(row_of(given, wanted.at, top_up))
    session.flush()
    session.add(line_of(given, "reserved", given.number, wanted.at))
    announce(session, event_of(given, "reserved", given.number, wanted.at))
    write_entry(session, taken, w.commission_id or None)
    return Reserved("reserved", given)


def resting(session: Session, commission_id: str) -> Withdrawal | None:
    """A settlement's payout that a freeze keeps from being reserved."""
    commission = session.get(CommissionRow, commission_id)
    payout = commission.record.get("payout") if commission else None
    if commission is None or not payout or payout["state"] not in UNRESERVED:
        return None
    has = balance(session, f"creator:{commission.creator_id}")
    if min(payout["fen"], has) <= withheld(session, commission.creator_id).free_fen(has):
        return None
    w = Withdrawal(commission_id, commission.creator_id, payout["fen"], commission_id, payout["generation"])
    return replace(w, state=State.WAITING, code=FROZEN_MONEY)


def withheld_still(w: Withdrawal, frozen: Withheld, has: int) -> Reserved:
    refused = Refused(FROZEN_MONEY, detail=frozen.said(has))
    return Reserved("withheld", w, refused.code, refused.zh, refused.en)


def _asked(session: Session, wanted: Reservation, creator: Creator, has: int, frozen: Withheld) -> Asked:
    return Asked(
        wanted.withdrawal.fen,
        wanted.at,
        creator.payout_kind,
        has,
        _times(session, wanted, creator, *day_of(wanted.at)),
        _times(session, wanted, creator, *month_of(wanted.at)),
        frozen,
    )


def _times(session: Session, wanted: Reservation, creator: Creator, since: datetime, until: datetime) -> int:
    """Withdrawals by hand asked for in a span, to this kind of account; what came back does not count."""
    asked = (
        select(func.count())
        .select_from(WithdrawalRow)
        .where(
            col(WithdrawalRow.creator_id) == wanted.withdrawal.creator_id,
            col(WithdrawalRow.commission_id).is_(None),
            col(WithdrawalRow.rail) == creator.payout_kind,
            col(WithdrawalRow.requested_at) >= since,
            col(WithdrawalRow.requested_at) < until,
            col(WithdrawalRow.state) != State.RETURNED.value,
        )
    )
    return int(session.scalar(asked) or 0)


def _resumed(session: Session, row: WithdrawalRow, w: Withdrawal) -> Reserved:
    """It was asked for before: where it stands. Of one under way nobody knows what was sent."""
    if (row.party, row.commission_id or "") != (w.party, w.commission_id):
        raise RecordConflict(f"withdrawal {w.id} is another's")
    in_transit = balance(session, f"transit:{w.id}")
    if in_transit != (row.fen if row.state in OPEN else 0):
        raise RecordConflict(f"withdrawal {w.id} is {row.state}, and {in_transit} fen are in transit")
    if w.by_hand and w.fen and w.fen != row.fen:
        raise Refused("WITHDRAWAL_KEY_REUSED")
    stands = withdrawal_of(row)
    if stands.state is State.WAITING and (frozen := withheld_now(session, row.party)):
        return replace(frozen, event="resumed", withdrawal=stands, resumed=True)
    return Reserved("resumed", stands, resumed=True)


def withheld_now(session: Session, party: str) -> Reserved | None:
    """Whether what is on its way may not be sent now: less than is withheld would be left with us."""
    has, frozen = balance(session, party), withheld_of(session, party)
    if frozen.forbids(has):
        return withheld_still(Withdrawal("", "", 0), frozen, has)
    return None


def _refused(w: Withdrawal, refused: Refused) -> Reserved:
    return Reserved("refused", w, refused.code, refused.zh, refused.en)


def note(engine: Engine, noted: Noted) -> None:
    w = noted.withdrawal
    with writing(engine) as session:
        lock(session, f"withdrawal:{w.id}")
        row = session.get(WithdrawalRow, w.id)
        if row is None:
            raise RecordConflict(f"withdrawal {w.id} was never reserved")
        known = session.get(WithdrawalLine, (w.id, w.seq))
        if known is not None:
            if (known.event, known.number, known.state) != (noted.event.name, noted.number, w.state.value):
                raise RecordConflict(f"withdrawal {noted.number}, step {w.seq}")
            return
        if (w.party, w.fen, w.commission_id, noted.number) != identity(row):
            raise RecordConflict(f"withdrawal {noted.number} is another's, or of another amount")
        if w.seq != row.seq + 1 or row.state not in ENDS.get(noted.moves, OPEN):
            raise RecordConflict(f"withdrawal {noted.number} is {row.state}, not {w.booked}")
        if noted.moves:
            entry = _entry(noted.moves, w, noted.number, noted.event.at)
            write_entry(session, entry, w.commission_id or None)
        row.state, row.generation, row.reason = w.booked, w.generation, w.code
        row.seq, row.rail, row.updated_at = w.seq, w.rail, noted.event.at
        event = noted.event
        session.add(
            line_of(
                w, event.name, noted.number, event.at, code=event.code, actor=event.actor, reason=event.reason
            )
        )
        announce(session, event_of(w, event.name, noted.number, event.at))
        order_notices(session, (noted.notice,) if noted.notice else ())


def _entry(kind: str, w: Withdrawal, number: str, at: datetime) -> Entry:
    return movement(kind, w.party, w.id, number, w.fen, at)
