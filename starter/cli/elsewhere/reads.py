"""What is read elsewhere, told in the words in which it is told here."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from domain.commissions.state.stages import Stage
from domain.counts import how_many
from models.api import parties
from services.commissions.listing import Listed
from starter.cli import billing, finding
from starter.cli import creators as local
from starter.cli.report import Report
from starter.remote.client import Client


def commissions(  # each is a filter of its own
    there: Client,
    *,
    stage: str,
    brand: str,
    creator: str,
    attention: str,
    due_within: timedelta | None,
    overdue: bool,
    limit: int,
    as_json: bool,
) -> None:
    asked = {
        "stage": stage,
        "brand_id": brand,
        "creator_id": creator,
        "attention": attention,
        **({"overdue": "true"} if overdue else {}),
        **({"due_before": (datetime.now(UTC) + due_within).isoformat()} if due_within else {}),
    }
    found = list(islice(there.commissions(**{name: each for name, each in asked.items() if each}), limit + 1))
    report = Report(as_json=as_json)
    rows = [
        Listed(
            id=each.id,
            task_type=each.task_type,
            title=each.title,
            amount_fen=each.price_fen,
            stage=Stage(each.stage),
            deadline=each.deadline,
            attention=tuple(each.attention or ()),
            brand_id=each.brand_id,
            creator_id=each.creator_id,
        )
        for each in found[:limit]
    ]
    finding.tell(report, rows, more=len(found) > limit)
    report.end()


def bill(there: Client, commission_id: str, role: str, *, as_json: bool) -> None:
    """For the eyes of the one who asks, though ``role`` may say another."""
    report, told = Report(as_json=as_json), there.read(f"/v1/commissions/{commission_id}/bill")
    names = ("zh", "en", "fen", "note_zh", "note_en")
    lines = (tuple(each[name] for name in names) for each in told["lines"])
    billing.tell_bill(report, commission_id, role, lines)
    report.end()


def quote(there: Client, commission_id: str, *, as_json: bool) -> None:
    report, found = Report(as_json=as_json), there.quote(commission_id)
    told = billing.Told(found.fen, found.bps, found.version, found.if_passed_fen) if found.possible else None
    billing.tell_quote(report, commission_id, told)
    report.end()


def creators(there: Client, kind: str, *, as_json: bool) -> None:
    report, found = Report(as_json=as_json), list(_offers(there, kind))
    report.rows("creators", local.OFFERS, map(local.offered, found))
    report.say(f"{len(found)} 位创作者", how_many(len(found), "creators"))
    report.end()


def _offers(there: Client, kind: str) -> Iterator[parties.CreatorOffer]:
    after: str | None = ""
    while after is not None:
        page = parties.CreatorOffers.model_validate(
            there.read("/v1/creators", {"task_type": kind, "after": after, "limit": "100"})
        )
        yield from page.creators
        after = page.after
