"""What happened to a commission that is kept elsewhere."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from domain.commissions.state.commission import Commission
from domain.commissions.views.seen_in_words import lines_seen
from domain.commissions.views.seen_order import order_seen
from domain.commissions.views.telling import Reader
from domain.commissions.views.view import summary
from domain.texts import harmless
from models.api.commissions import Readings, TimelineEntry
from services.commissions.reading import Metrics, TimelineLine
from starter.cli import paper
from starter.cli.books_told import tell_seen
from starter.cli.commission import line_told
from starter.cli.console import Voice, out
from starter.cli.report import telling
from starter.cli.seen import facts_of_line, facts_of_view, tell_metrics
from starter.remote.client import Client

PAUSE_SECONDS = 2.0


def show(there: Client, commission_id: str, role: str, *, as_json: bool) -> None:
    """With the eyes of the one who asks, though ``role`` may say another."""
    del role
    path = f"/v1/commissions/{quote(commission_id, safe='')}"
    seen, readings = there.read(path), there.get(f"{path}/metrics", Readings).readings
    order, kind = order_seen(seen), there.me().kind
    with telling(as_json=as_json) as report:
        report.line(summary(Commission(seen["id"], order), Voice.lang), "bold", role=kind)
        for said in lines_seen(seen, Reader(order, Voice.lang, datetime.now(UTC), names=False)):
            report.line(said)
        report.tell(**facts_of_view(seen))
        tell_seen(report, {name.removesuffix("_fen"): fen for name, fen in seen["money"].items()})
        tell_metrics(report, (Metrics(**each.model_dump()) for each in readings))


def timeline(there: Client, commission_id: str, *, as_json: bool) -> None:
    with telling(as_json=as_json) as report:
        report.tell(commission=commission_id)
        report.events("events", (line[:2] for line in _lines(there, commission_id, 0)))


def watch(there: Client, commission_id: str) -> None:
    after = 0
    while not paper.is_unread():
        for said, _, seq in _lines(there, commission_id, after):
            out.print(harmless(said))
            after = seq
        time.sleep(PAUSE_SECONDS)


def _lines(there: Client, commission_id: str, after: int) -> Iterator[tuple[str, dict[str, Any], int]]:
    found = [_line(each) for each in there.timeline(commission_id, after)]
    if not found:
        return
    seen = there.read(f"/v1/commissions/{quote(commission_id, safe='')}")
    reader = Reader(order_seen(seen), Voice.lang, datetime.now(UTC))
    for line in found:
        yield line_told(line, reader), facts_of_line(line), line.seq


def _line(told: TimelineEntry) -> TimelineLine:
    known = told.model_dump()
    return TimelineLine(
        **{**known, "actor": told.actor or "", "row": told.row or "", "details": told.details or {}}
    )
