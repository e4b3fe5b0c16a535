"""Books with rows of every table, written below the doors: every text that comes from outside is poison.

What a column holds is asked of the tables themselves, so that one added later is poisoned too.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Engine, String, text
from sqlmodel import SQLModel

from domain.commissions.ordering.order import Order
from domain.commissions.state.case import Case, CaseFile, CaseKind, Proposal, Statement
from domain.commissions.state.commission import (
    CancelRequest,
    Commission,
    Freeze,
    Hiding,
    Line,
    LineSaid,
    Report,
)
from domain.commissions.state.on_record import OnRecord
from domain.commissions.state.stages import Stage
from domain.commissions.state.work import Rejection, Work, WorkStatus
from domain.party import Party
from gateways.personal.existing import seal_existing
from gateways.sql.database import writing
from models.tables.claims import ClaimRow
from models.tables.commissions import CommissionRow, MetricsRow, RatingRow, SubmissionRow, TimelineRow
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.notices import NoticeRow
from models.tables.outbox import OutboxRow
from models.tables.parties import Brand, BreachRecord, Creator, CreatorFreeze, CreatorService
from models.tables.sandbox import SandboxFault, SandboxItem, SandboxMessage, SandboxTransfer
from models.tables.sweeps import FindingRow, SweepRunRow
from models.tables.uploads import Upload
from models.tables.webhooks import Delivery, WebhookEndpoint
from models.tables.withdrawals import WithdrawalLine, WithdrawalRow
from services.commissions.records import RECORD

POISONS = (
    "[/b]促销[red]",
    "\x1b[2J\x1b[31mPAID\x9b31m",
    "=1+1",
    "＝1+1",
    "@SUM(A1)",
    "一行\t制表\n  12 周四 品牌主 批准 → 已结算\r",
    "\u202e反转\u2066",
    "很长的标题" * 200,
    "👨‍👩‍👧 家庭",
    "\udcff半个".encode("utf-8", "replace").decode(),
)
CID = "qingyou-QY-2026-" + "1101" * 9
WID = "atang.20261128-" + "0007" * 3
WE = "we_0123456789abcdef"
UP = "up_" + "0" * 32
BRAND, CREATOR, PHONE, ITEM = "qingyou", "atang", "13800000001", "item-2026112800000001"
AT = datetime(2026, 11, 26, 4, 5, 6, 789_012, tzinfo=UTC)
FEN = 123_456_789
OURS: dict[str, str] = {
    "brand_id": BRAND,
    "creator_id": CREATOR,
    "commission_id": CID,
    "withdrawal_id": WID,
    "endpoint_id": WE,
    "phone": PHONE,
    "task_type": "article",
    "move": "reject",
    "by": "brand",
    "row": "T14",
    "digest": "d",
    "run": "r",
    "from_stage": "content_review",
    "to_stage": "content_drafting",
    "stage": "content_review",
    "refusal": "",
    "attention": "overdue",
    "on_behalf_of": "creator",
    "party": f"creator:{CREATOR}",
    "recipient": f"creator:{CREATOR}",
    "channel": "sms",
    "payout_kind": "alipay",
}
"""Columns of ours whatever the table: a word of a few, or an id."""
ROWS: tuple[tuple[type[SQLModel], dict[str, Any]], ...] = (
    (Creator, {"id": CREATOR}),
    (Brand, {"id": BRAND}),
    (CreatorService, {"opened": True, "quote_fen": FEN}),
    (CreatorFreeze, {"ended_at": None}),
    (CommissionRow, {"id": CID, "amount_fen": FEN, "withheld_fen": 0}),
    (TimelineRow, {"seq": 1, "deadlines": [], "details": {}}),
    (
        TimelineRow,
        {
            "seq": 2,
            "refusal": "NOT_NOW",
            "details": {},
            "deadlines": [{"clock": "pay_by", "old": None, "new": AT.isoformat(), "why": "begun"}],
        },
    ),
    (SubmissionRow, {"seq": 1, "kind": "content", "status": "new", "details": {}}),
    (RatingRow, {"stars": 5}),
    (MetricsRow, {}),
    (Upload, {"id": UP, "party": "creator", "purpose": "evidence", "kind": "pdf", "size": 1}),
    (BreachRecord, {"party": "creator", "subject_id": CREATOR, "reason": "abandoned"}),
    (NoticeRow, {"state": "sent", "params": {}}),
    (
        WithdrawalRow,
        {"id": WID, "fen": FEN, "generation": 1, "state": "waiting", "brand_id": None, "top_up": None},
    ),
    (WithdrawalLine, {"seq": 1, "event": "turned_down", "state": "waiting", "number": f"{WID}-1"}),
    (ClaimRow, {"key": "k-1", "kind": "compensation", "creator_bps": None, "fen": FEN}),
    (LedgerEntry, {"id": 1, "key": "compensation:k-1", "kind": "compensation"}),
    (LedgerPosting, {"entry_id": 1, "account": f"creator:{CREATOR}", "fen": FEN}),
    (LedgerPosting, {"entry_id": 1, "account": f"brand:{BRAND}", "fen": FEN}),
    (LedgerPosting, {"entry_id": 1, "account": "bank", "fen": -2 * FEN}),
    (SandboxItem, {"id": ITEM, "state": "public", "kind": "article", "platform": "toutiao"}),
    (SandboxMessage, {"key": "m-1", "outcome": "delivered"}),
    (
        SandboxTransfer,
        {"number": f"{WID}-1", "kind": "alipay", "fen": FEN, "paid": False, "refunded_at": None},
    ),
    (
        WebhookEndpoint,
        {
            "id": WE,
            "owner_kind": "brand",
            "event_types": ["commission.accepted"],
            "state": "enabled",
            "reason": "",
            "behind_after": None,
            "last_failure": "status",
        },
    ),
    (OutboxRow, {"id": 1, "subject_kind": "commission", "subject_id": CID, "payload": {}, "event_no": 1}),
    (Delivery, {"event_no": 1, "state": "failed", "reason": "status", "subject": f"commission:{CID}"}),
    (SandboxFault, {"port": "sms", "fault": "slow"}),
    (SweepRunRow, {"id": "s-1", "name": "daily", "counts": {"findings": 1}}),
    (FindingRow, {"sweep_id": "s-1", "kind": "overdue", "subject": CID}),
)


def plant(engine: Engine, poison: str) -> None:
    """Below the doors, which refuse it."""
    with engine.begin() as connection:
        names = connection.execute(text("select name from sqlite_master where type = 'trigger'")).scalars()
        for name in names.all():
            connection.execute(text(f"drop trigger {name}"))
    with writing(engine) as session:
        for table, known in ROWS:
            session.add(table(**(dict(_values(table, poison)) | known)))
            session.flush()
        seal_existing(session)


def _values(table: type[SQLModel], poison: str) -> Iterator[tuple[str, Any]]:
    for column in SQLModel.metadata.tables[str(table.__tablename__)].columns:
        kind = getattr(column.type, "impl_instance", column.type)
        if column.name == "record":
            yield column.name, RECORD.dump_python(commission(poison), mode="json")
        elif isinstance(kind, String):
            yield column.name, OURS.get(column.name, poison)
        elif isinstance(kind, DateTime):
            yield column.name, AT
        elif column.name != "id":
            yield column.name, {bool: False, int: 1, float: 1.0}.get(kind.python_type)


def commission(poison: str) -> Commission:
    """With every part that tells something of others."""
    order = Order(
        BRAND,
        CREATOR,
        poison,
        poison,
        "article",
        poison,
        FEN,
        purchase_link=poison,
        brief={"goal": poison, "product": poison, "required": poison},
    )
    return Commission(
        CID,
        order,
        Stage.CONTENT_REVIEW,
        seq=2,
        round=1,
        opened_at=AT,
        work=Work("content", 1, poison, AT, reason=poison),
        item=ITEM,
        case=Case(
            CaseKind.COMPLAINT,
            Party.BRAND,
            AT,
            Stage.PUBLISHED,
            (poison,),
            poison,
            file=CaseFile((poison,), (Statement("answer", Party.CREATOR, poison, poison, proofs=(poison,)),)),
        ),
        cancel_request=CancelRequest(poison, AT),
        proposal=Proposal("arbitrate", 1, "operator:li", AT, poison, "settle"),
        rejected=(Rejection("content", 1, WorkStatus.REJECTED, AT, poison),),
        freeze=Freeze(Party.CREATOR, poison, AT),
        brand_freeze=Freeze(Party.BRAND, poison, AT),
        reports=(Report("edited", poison, AT, 1),),
        on_record=OnRecord("abandoned"),
        rated=(Party.BRAND,),
        worded=(Party.BRAND,),
        hidings=(Hiding(Party.BRAND, hides=True, by="operator:li", reason=poison, at=AT),),
        clocks={"pay_by": AT},
        attention=("overdue",),
        recent=(Line(1, AT, "reject", Party.BRAND, Stage.CONTENT_DRAFTING, said=LineSaid(reason=poison)),),
    )
