"""What is agreed by ordering and by accepting, told where it happens (民法典 §140 §204)."""

from collections.abc import Iterable
from typing import Any

from domain.commissions.ordering.silence import agreed, agreed_told
from domain.commissions.state.commission import Commission
from domain.counts import how_many
from services.commissions.row_verdicts import RowResult
from starter.cli.console import Voice, note, out
from starter.cli.report import Report


def print_agreed(told: dict[str, Any]) -> None:
    note(agreed=told)
    for each in agreed_told(told, Voice.lang):
        out.print(f"  {each}", markup=False, soft_wrap=True)


def tell_agreed(report: Report, results: Iterable[RowResult]) -> None:
    """Of many orders once for all that agree to the same, with the commissions it is about."""
    found: list[tuple[dict[str, Any], list[str]]] = []
    for each in results:
        if each.order is None:
            continue
        told = agreed(Commission(each.commission_id, each.order))
        ids = next((ids for known, ids in found if known == told), None)
        if ids is None:
            found.append((told, ids := []))
        ids.append(each.commission_id)
    report.tell(agreed=[])
    for told, ids in found:
        report.add("agreed", **told, commissions=ids)
        report.say(f"约定（{len(ids)} 单）", f"agreed ({how_many(len(ids), 'orders')})")
        for line in agreed_told(told, Voice.lang):
            report.line(f"  {line}")
