"""Money on its way: `starmap withdraw …` for creators, `starmap withdrawal …` for operators."""

import asyncio
from typing import Any

import typer

from domain.counts import how_many
from domain.money import yuan
from domain.withdrawals.words import EVENT_WORDS, STATE_WORDS
from gateways.freezes import check_free
from gateways.withdrawal_desk import WantedWithdrawals
from models.tables.withdrawals import WithdrawalLine, WithdrawalRow
from starter import withdrawals
from starter.cli.columns import at, code, fen, text, whole, word
from starter.cli.desk import note, pick, say, with_office
from starter.cli.frozen import tell_frozen
from starter.cli.kinds import (
    AMOUNT,
    ANY_PARTY_ID,
    COMMAND_ID,
    CREATOR,
    OPERATOR_ID,
    TEXT,
    WITHDRAWAL,
    counted,
    one_of,
)
from starter.cli.numbers import NUMBER, number_of
from starter.cli.report import Report, reported
from starter.cli.reviving import tell_revived
from starter.lost_words import of_withdrawal
from starter.office import Office
from starter.reviving import revive_withdrawal
from starter.terms_in_force import in_force

app = typer.Typer(no_args_is_help=True)
STATES = ("under_way", "waiting", "paid", "returned", "refunded")
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
OPERATOR = typer.Option("", "--operator", parser=OPERATOR_ID, help="运营工号 · the operator's id")
REASON = typer.Option("", "--reason", parser=TEXT, help="理由，不超过 100 字 · why, at most 100 characters")
COMMAND = typer.Option(
    "", "--command-id", parser=COMMAND_ID, help="同一编号只执行一次 · the same id is applied once"
)


def withdraw(
    creator_id: str = CREATOR,
    amount: int | None = typer.Argument(
        None, parser=AMOUNT, metavar="AMOUNT", help="元，不填为全部 · yuan; all when left out"
    ),
    key: str = NUMBER,
) -> None:
    number = number_of(key)

    async def act(office: Office) -> None:
        known = office.withdrawals.knows(withdrawals.withdrawal_id_of(creator_id, number))
        await asyncio.to_thread(in_force, office.engine)
        told = await withdrawals.withdraw(
            office.client, office.settings, office.withdrawals, creator_id, amount or 0, number
        )
        state = pick(*STATE_WORDS[told["state"]])
        note(
            id=told["id"],
            creator=creator_id,
            key=number,
            amount_fen=told["fen"],
            state=told["state"],
            number=told["number"],
            already=known,
        )
        if known:
            say(
                f"＝ 单号 {told['id']} 之前已提现 {yuan(told['fen'])}，没有重复；{state}",
                f"= {told['id']} was asked for before, nothing was done again: {yuan(told['fen'])}, {state}",
            )
            return
        say(
            f"✓ 提现 {yuan(told['fen'])}，{state}；单号 {told['id']}，银行流水号 {told['number']}",
            f"✓ withdrawal of {yuan(told['fen'])}: {state}; {told['id']}, bank number {told['number']}",
        )

    with_office(act)


@app.command("list")
@reported
def list_(
    report: Report,
    state: str = typer.Option("", parser=one_of(*STATES, optional=True), help=" | ".join(STATES)),
    creator: str = typer.Option("", parser=ANY_PARTY_ID, help="创作者 · of a creator"),
    brand: str = typer.Option("", parser=ANY_PARTY_ID, help="品牌主 · of a brand"),
    limit: int = typer.Option(50, parser=counted(1, 1000)),
) -> None:
    """最近的提现与打款，先列等待处理的 · the newest; those that wait come first"""

    async def act(office: Office) -> None:
        rows = office.withdrawals.find(WantedWithdrawals(state, creator, brand, limit + 1))
        found, more = rows[:limit], len(rows) > limit
        report.rows("withdrawals", ROWS, map(_row, found))
        report.say(
            f"{len(found)} 笔" + ("，还有更多：--limit" if more else ""),
            how_many(len(found), "withdrawals") + (", and there are more: --limit" if more else ""),
            more=more,
        )
        for each in sorted(
            {row.creator_id for row in found if row.creator_id} | ({creator} if creator else set())
        ):
            tell_frozen(report, office.income, each, named=True)

    with_office(act)


def _row(row: WithdrawalRow) -> tuple[Any, ...]:
    state = word(row.state, STATE_WORDS[row.state])
    about = (row.number, row.reason, row.updated_at, row.commission_id, row.rail)
    return (row.id, row.creator_id, row.brand_id, row.fen, state, *about)


@app.command("show")
@reported
def show(report: Report, withdrawal_id: str = WITHDRAWAL) -> None:
    """一笔提现的全部步骤：每个流水号和银行的答复 · every step, number and answer of the bank"""

    async def act(office: Office) -> None:
        row, lines = office.withdrawals.one(withdrawal_id)
        state = f"{pick(*STATE_WORDS[row.state])} {row.reason}".rstrip()
        report.line(
            f"{row.id} · {yuan(row.fen)} → {row.brand_id or row.creator_id} · {pick(*_whose(row))} · {state}",
            **dict(zip((each.name for each in ROWS), _row(row), strict=True)),
        )
        rows = (
            (each.seq, each.at, each.number, word(each.event, EVENT_WORDS[each.event]), *_why(each))
            for each in lines
        )
        report.rows("steps", STEPS, rows)

    with_office(act)


def _whose(row: WithdrawalRow) -> tuple[str, str]:
    if row.brand_id:
        return "品牌主余额退回", "a brand's balance, sent back"
    return ("任务打款", "a commission's payout") if row.commission_id else ("创作者提现", "by hand")


def _why(line: WithdrawalLine) -> tuple[Any, ...]:
    return (line.code, line.actor, line.reason, line.state)


@app.command("retry")
def retry(
    withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON, command_id: str = COMMAND
) -> None:
    """等待处理的提现换新流水号重新打款 · one that waits is tried again under a new number"""
    _say(withdrawal_id, "retry_payout", operator, reason, command_id)


@app.command("cancel")
def cancel(
    withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON, command_id: str = COMMAND
) -> None:
    """取消等待处理的提现，退回余额 · one that waits is cancelled, back to the balance"""
    _say(withdrawal_id, "cancel_payout", operator, reason, command_id)


@app.command("ask")
def ask(withdrawal_id: str = WITHDRAWAL) -> None:
    """已到账的提现：询问银行是否退票，退了就入账 · ask whether a paid one was sent back, and book it"""

    async def act(office: Office) -> None:
        row, _ = office.withdrawals.one(withdrawal_id)
        if await withdrawals.ask_again(office.client, office.settings, row) == "kept":
            say(f"✓ {row.number}：银行仍记为已付", f"✓ {row.number}: the bank still says paid", state="paid")
        else:
            say(
                f"✓ {row.number} 已退票，退回余额",
                f"✓ {row.number} was sent back, on the balance again",
                state="refunded",
            )

    with_office(act)


@app.command("revive")
def revive(withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON) -> None:
    """流程丢失的提现从账目恢复，不会重复转账 · one whose workflow was lost goes on from the books"""

    async def act(office: Office) -> None:
        actor = f"operator:{operator}" if operator else ""
        tell_revived(await revive_withdrawal(office, withdrawal_id, actor, reason))

    with_office(act)


def _say(withdrawal_id: str, name: str, operator: str, reason: str, command_id: str) -> None:
    async def act(office: Office) -> None:
        row, _ = office.withdrawals.one(withdrawal_id)
        if name == "retry_payout":
            check_free(office.engine, row)
        actor = f"operator:{operator}" if operator else ""
        said = {"actor": actor, "reason": reason, "command_id": command_id}
        try:
            told = await withdrawals.say(office.client, row.id, name, **said)
        except withdrawals.NotThere as refused:
            raise of_withdrawal(office.withdrawals.one(row.id)[0], refused) from None
        state = pick(*STATE_WORDS[told["state"]])
        say(
            f"✓ {row.id}：{state}，{told['number']}",
            f"✓ {row.id}: {state}, {told['number']}",
            id=row.id,
            state=told["state"],
            number=told["number"],
        )

    with_office(act)
