"""Money in the books, placed for a page to show: settled, sent to the bank, come back."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, update
from sqlmodel import col

from domain.money.entries import Entry, Posting
from gateways.money.ledger import write_entry
from gateways.sql.database import writing
from models.tables.commissions import CommissionRow, MetricsRow
from models.tables.withdrawals import WithdrawalLine, WithdrawalRow

PRICE, FEE, NET = 300_000, 15_000, 285_000


def settled(
    engine: Engine,
    commission_id: str,
    at: datetime | None = None,
    *,
    creator: str = "atang",
    brand: str = "qingyou",
) -> None:
    """Held from the brand, and released: the creator bears the fee."""
    at = at or datetime.now(UTC)
    escrow = f"escrow:{commission_id}"
    with writing(engine) as session:
        for kind, postings in (
            ("hold", (Posting(f"brand:{brand}", -PRICE), Posting(escrow, PRICE))),
            ("release", (Posting(escrow, -PRICE), Posting(f"creator:{creator}", NET), Posting("fee", FEE))),
        ):
            write_entry(session, Entry(f"{kind}:{commission_id}", kind, postings, at, at), commission_id)


def withdrawn(
    engine: Engine,
    key: str,
    fen: int,
    state: str,
    reason: str = "",
    at: datetime | None = None,
    owner: str = "atang",
) -> str:
    """One of a creator's that has come to this state; its id."""
    at = at or datetime.now(UTC)
    id_ = f"{owner}.{key}"
    events = {"waiting": "turned_down", "paid": "paid", "returned": "waited", "refunded": "refunded"}
    with writing(engine) as session:
        sent = (Posting(f"creator:{owner}", -fen), Posting(f"transit:{id_}", fen))
        write_entry(session, Entry(f"payout_sent:{id_}-1", "payout_sent", sent, at, at), None)
        session.add(
            WithdrawalRow(
                id=id_,
                creator_id=owner,
                fen=fen,
                generation=1,
                state=state,
                reason=reason,
                seq=2,
                rail="alipay",
                requested_at=at,
                updated_at=at,
            )
        )
        session.flush()
        steps = [("reserved", "", "sending")]
        if state in events:
            steps.append((events[state], reason, state))
        for seq, (event, code, after) in enumerate(steps, 1):
            session.add(
                WithdrawalLine(
                    withdrawal_id=id_,
                    seq=seq,
                    at=at + timedelta(minutes=seq),
                    event=event,
                    state=after,
                    number=f"{id_}-1",
                    fen=fen,
                    code=code,
                )
            )
    return id_


def read(engine: Engine, work: str, *figures: tuple[int, int], since: datetime | None = None) -> None:
    """Published the day before; impressions and reads, a day apart."""
    since = since or datetime.now(UTC) - timedelta(days=len(figures))
    with writing(engine) as session:
        of = col(CommissionRow.id) == work
        session.execute(update(CommissionRow).where(of).values(published_at=since - timedelta(days=1)))
        for day, (impressions, reads) in enumerate(figures):
            few = {"comments": 1, "likes": 2, "shares": 3}
            at = since + timedelta(days=day)
            session.add(MetricsRow(commission_id=work, at=at, impressions=impressions, reads=reads, **few))
