"""`starmap commission bill` and `quote`: what a commission costs, has cost and would cost to cancel."""

from collections.abc import Iterable
from typing import NamedTuple

import typer

from domain.money.amounts import yuan
from services.app import App
from services.books import Books
from services.commissions import reading
from starter.cli.columns import fen, text, whole
from starter.cli.console import pick, with_app, with_books
from starter.cli.kinds import COMMISSION, ROLE, ROLES
from starter.cli.report import Report, reported

COLUMNS = (
    whole("item", "项目", "item"),
    fen("amount", "元", "yuan"),
    text("note", "说明", "note"),
)


class Told(NamedTuple):
    """What cancelling costs."""

    fen: int
    bps: int
    version: str
    if_passed_fen: int


@reported
def bill(
    report: Report,
    commission_id: str = COMMISSION,
    role: str = typer.Option("operator", parser=ROLE, help=ROLES),
) -> None:
    """账单：金额、服务费、已付、已扣、已退、剩余 · the bill, for the brand's or for the creator's eyes"""

    def act(books: Books) -> None:
        made = reading.bill(books.engine, commission_id, role)
        tell_bill(report, commission_id, role, made)

    with_books(act)


def tell_bill(
    report: Report, commission_id: str, role: str, made: Iterable[tuple[str, str, int, str, str]]
) -> None:
    """``made``: Chinese, English, fen, and a note in both."""
    report.tell(commission=commission_id, role=role)
    rows = ((pick(zh, en), fen_, pick(note_zh, note_en)) for zh, en, fen_, note_zh, note_en in made)
    report.rows("lines", COLUMNS, rows)


@reported
def quote(report: Report, commission_id: str = COMMISSION) -> None:
    """现在取消的赔付金额及其报价版本 · what cancelling costs now, and the version of that quote"""

    async def act(app: App) -> None:
        found = await reading.quote_of_cancelling(app, commission_id)
        told = Told(found.fen, found.bps, found.version, found.if_passed_fen) if found else None
        tell_quote(report, commission_id, told)

    with_app(act)


def tell_quote(report: Report, commission_id: str, present: Told | None) -> None:
    report.tell(commission=commission_id)
    if present is None:
        report.say("现在不能取消", "it cannot be cancelled now", quote=None)
        return
    amount, share = yuan(present.fen), f"{present.bps / 100:g} %"
    report.say(
        f"现在取消须赔付 {amount} 元（{share}），报价版本 {present.version}",
        f"cancelling now costs CNY {amount} ({share}), quote {present.version}",
        quote=present.version,
        kill_fee_fen=present.fen,
        kill_fee_bps=present.bps,
        kill_fee_if_passed_fen=present.if_passed_fen,
    )
    if present.if_passed_fen != present.fen:
        passed = yuan(present.if_passed_fen)
        report.say(
            f"正在平台审核：取消后等审核结果，通过则须赔付 {passed} 元",
            f"the platform audits: a cancel waits for its answer, and costs {passed} if it passes",
        )
    report.line(f"  ./starmap cancel {commission_id} --quoted-fen {present.fen} --quote {present.version}")
