"""`starmap withdrawal list` and `show`: from the books alone."""

from collections.abc import Sequence
from typing import Any

import typer

from domain.counts import how_many
from domain.money.amounts import yuan
from domain.money.withdrawals.state import InBooks
from domain.money.withdrawals.words import EVENT_WORDS, STATE_WORDS, why
from services.books import Books
from services.money.withdrawals_read import Shown, Step, withdrawal, withdrawals
from services.money.withheld import held_back
from starter.cli.columns import at, code, fen, text, whole, word
from starter.cli.console import pick, with_books
from starter.cli.frozen import tell_frozen
from starter.cli.kinds import ANY_PARTY_ID, WITHDRAWAL, counted, one_of
from starter.cli.report import Report, reported

STATES = tuple(InBooks)
"""As they stand in the books."""
ROWS = (
    whole("id", "单号", "id"),
    whole("creator", "创作者", "creator"),
    whole("brand", "品牌主", "brand"),
    fen("amount", "金额", "amount"),
    whole("state", "状态", "state"),
    whole("number", "流水号", "number"),
    text("why", "原因", "why"),
    at("updated_at", "更新", "updated"),
    code("commission"),
    code("rail"),
)
STEPS = (
    whole("seq", "#", "#"),
    at("at", "时间", "at"),
    whole("number", "流水号", "number"),
    text("event", "事件", "event"),
    text("why", "原因", "why"),
    text("actor", "经手", "by"),
    text("reason", "理由", "reason"),
    code("state"),
)


@reported
def list_withdrawals(
    report: Report,
    state: str = typer.Option("", parser=one_of(*STATES, optional=True), help=" | ".join(STATES)),
    creator: str = typer.Option("", parser=ANY_PARTY_ID, help="创作者 · of a creator"),
    brand: str = typer.Option("", parser=ANY_PARTY_ID, help="品牌主 · of a brand"),
    limit: int = typer.Option(50, parser=counted(1, 1000)),
) -> None:
    """最近的提现与打款，先列等待处理的 · the newest; those that wait come first"""

    def act(books: Books) -> None:
        found, more = withdrawals(books.engine, state=state, creator_id=creator, brand_id=brand, limit=limit)
        tell_withdrawals(report, found, more=more)
        for each in sorted(
            {row.creator_id for row in found if row.creator_id} | ({creator} if creator else set())
        ):
            tell_frozen(report, held_back(books.engine, each), each, named=True)

    with_books(act)


def tell_withdrawals(report: Report, found: Sequence[Shown], *, more: bool) -> None:
    report.rows("withdrawals", ROWS, map(_row, found))
    report.say(
        f"{len(found)} 笔" + ("，还有更多：--limit" if more else ""),
        how_many(len(found), "withdrawals") + (", and there are more: --limit" if more else ""),
        more=more,
    )


def _row(row: Shown) -> tuple[Any, ...]:
    state = word(row.state, STATE_WORDS[row.state])
    about = (row.number, why(row.reason), row.updated_at, row.commission_id, row.rail)
    return (row.id, row.creator_id, row.brand_id, row.fen, state, *about)


@reported
def show_withdrawal(report: Report, withdrawal_id: str = WITHDRAWAL) -> None:
    """一笔提现的全部步骤：每个流水号和银行的答复 · every step, number and answer of the bank"""

    def act(books: Books) -> None:
        tell_withdrawal(report, *withdrawal(books.engine, withdrawal_id))

    with_books(act)


def tell_withdrawal(report: Report, row: Shown, lines: Sequence[Step]) -> None:
    state = f"{pick(*STATE_WORDS[row.state])} {why(row.reason)}".rstrip()
    report.line(
        f"{row.id} · {yuan(row.fen)} → {row.owner} · {pick(*_whose(row))} · {state}",
        **dict(zip((each.name for each in ROWS), _row(row), strict=True)),
    )
    rows = (
        (each.seq, each.at, each.number, word(each.event, EVENT_WORDS[each.event]), *_why(each))
        for each in lines
    )
    report.rows("steps", STEPS, rows)


def _whose(row: Shown) -> tuple[str, str]:
    if row.brand_id:
        return "品牌主余额退回", "a brand's balance, sent back"
    return ("任务打款", "a commission's payout") if row.commission_id else ("创作者提现", "by hand")


def _why(line: Step) -> tuple[Any, ...]:
    return (why(line.code), line.actor, line.reason, line.state)
