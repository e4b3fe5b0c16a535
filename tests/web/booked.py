"""A commission of a story in the books, with all that its workflow would have written there."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine, insert, update
from sqlmodel import col

from domain.commissions.state.commission import Commission
from domain.money.entries import Entry, Posting
from gateways.commissions.attention import note_attention
from gateways.commissions.orders import SqlOrders
from gateways.commissions.transition_rows import digest, line
from gateways.money.ledger import SqlLedger, write_entry
from gateways.sql.database import writing
from models.tables.commissions import CommissionRow, TimelineRow
from models.tables.plain import table_of
from services.commissions.commands import new_order
from services.commissions.records import RECORD
from tests.domain.story import Story

BRAND, CREATOR = "qingyou", "atang"
WALLET_FEN = 10_000_000


def booked(engine: Engine, story: Story, name: str, **changes: object) -> str:
    """Its id; ``changes`` of the order."""
    order = replace(story.c.order, brand_id=BRAND, creator_id=CREATOR, **changes)
    new = new_order(order, name, name)
    SqlOrders(engine).register(type(new)(**{**vars(new), "at": datetime.now(UTC)}))
    SqlLedger(engine).top_up(BRAND, WALLET_FEN, f"top-{name}", story.now)
    state = replace(story.c, id=new.commission_id, order=order)
    with writing(engine) as session:
        for each in story.transitions:
            session.execute(insert(table_of(TimelineRow)).values(line(state.id, each, digest(each))))
        for entry in story.entries.values():
            write_entry(session, _ours(entry, story.c, state), state.id)
        now = {
            "stage": state.stage.value,
            "seq": state.seq,
            "record": RECORD.dump_python(state, mode="json"),
            "title": order.title,
            "attention": ",".join(state.attention),
        }
        session.execute(update(CommissionRow).where(col(CommissionRow.id) == state.id).values(**now))
        note_attention(session, state.id, state.attention, story.now)
    return state.id


def _ours(entry: Entry, before: Commission, after: Commission) -> Entry:
    names = {
        before.id: after.id,
        before.order.brand_id: after.order.brand_id,
        before.order.creator_id: after.order.creator_id,
    }
    postings = tuple(Posting(_renamed(each.account, names), each.fen) for each in entry.postings)
    kind, _, of = entry.key.partition(":")
    return replace(entry, key=f"{kind}:{names.get(of, of)}", postings=postings)


def _renamed(account: str, names: dict[str, str]) -> str:
    kind, colon, owner = account.partition(":")
    return f"{kind}{colon}{names.get(owner, owner)}"
