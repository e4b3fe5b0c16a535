"""`starmap commission …`: order one or many, list, show, watch."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from domain.breaches import BREACHES
from domain.brief import BadBrief
from domain.details import details
from domain.instants import written
from domain.money import yuan
from domain.stages import Party, Stage
from domain.view import summary, view
from domain.words import PARTY_WORDS, move_words, stage_words_of
from starter.brief_files import read_brief_file
from starter.cli import billing, explaining, finding, many, paper, reviving
from starter.cli.desk import Voice, called_from, complain, moment, out, pick, say, with_office
from starter.cli.importing import import_orders
from starter.cli.kinds import COMMISSION
from starter.commissions import RECORD, pending
from starter.office import Office
from starter.ordering import order
from starter.terms_file import read_terms

app = typer.Typer(no_args_is_help=True, help="任务：下单、批量导入、列表、详情 · commissions")


app.command("list")(finding.list_commissions)
app.command("explain")(explaining.explain)
app.command("replay")(explaining.replay)
app.command("cancel-open")(many.cancel_open)
app.command("bill")(billing.bill)
app.command("quote")(billing.quote)
app.command("revive")(reviving.revive_commission)


def problems(bad: BadBrief) -> None:
    complain(
        "BAD_BRIEF",
        f"任务书有 {len(bad.problems)} 处问题，没有下单",
        f"{len(bad.problems)} problems in the brief, nothing ordered",
    )
    for each in bad.problems:
        out.print(f"  {each.field}: {f'{each.code} ' * bool(each.code)}{each.zh} / {each.en}", markup=False)


@app.command("new")
def new(brief: Path = typer.Argument(..., metavar="BRIEF.yaml")) -> None:
    """按任务书下单 · order from a brief"""
    try:
        read = read_brief_file(called_from(brief), datetime.now(UTC), read_terms())
    except BadBrief as bad:
        problems(bad)
        raise typer.Exit(1) from None

    async def act(office: Office) -> None:
        placed = await order(office, read)
        if placed.new:
            say(f"✓ 已下单 {placed.commission_id}", f"✓ ordered: {placed.commission_id}")
        else:
            say(f"＝ 这一订单已存在 {placed.commission_id}", f"= already ordered: {placed.commission_id}")
        say(
            f"  查看：./starmap commission show {placed.commission_id}",
            f"  look: ./starmap commission show {placed.commission_id}",
        )

    with_office(act)


app.command("import")(import_orders)


@app.command("show")
def show(
    commission_id: str = COMMISSION, role: str = typer.Option("operator", help="creator | brand | operator")
) -> None:
    """现在在哪、为什么、接下来、能做什么 · where, why, what next, what is possible"""
    if role not in ("creator", "brand", "operator"):
        raise typer.BadParameter("role: creator | brand | operator")

    async def act(office: Office) -> None:
        state = RECORD.validate_python(office.desk.commission(commission_id).record)
        now = await office.now(commission_id)
        out.print(summary(state, Voice.lang), style="bold", markup=False)
        if role == "operator":
            from rich.markdown import Markdown  # noqa: PLC0415

            told = details(state, now, Voice.lang)
            out.print(Markdown(told) if out.is_terminal else told)  # a file or a program gets the text itself
        else:
            _print_view(view(state, Party(role), now))
        await _print_waiting(office, commission_id)
        _print_books(office, commission_id)
        _print_judgements(office, commission_id, state.stage)

    with_office(act)


def _print_view(seen: dict[str, Any]) -> None:
    for name, value in seen.items():
        if value not in (None, "", [], {}):
            out.print(f"{name}: {value}", markup=False)


async def _print_waiting(office: Office, commission_id: str) -> None:
    """What is being tried at a provider right now, and what it last answered."""
    for each in await pending(office.client, commission_id):
        zh = f"外部操作进行中：{each.name}，第 {each.attempt} 次，上次：{each.failure or '-'}"
        en = f"under way outside: {each.name}, attempt {each.attempt}, last answer: {each.failure or '-'}"
        say(zh, en, "yellow")


def _print_books(office: Office, commission_id: str) -> None:
    sums = office.ledger.commission_sums([commission_id]).get(commission_id)
    if sums:
        words = pick("托管 创作者 服务费 退款 仍在托管", "held creator fee refunded still-held").split()
        fens = (sums.held, sums.to_creators, sums.fee, sums.refunded, sums.still_held)
        parts = [f"{word} {yuan(fen)}" for word, fen in zip(words, fens, strict=True)]
        out.print(f"{parts[0]} = {' + '.join(parts[1:])}", markup=False)
    for metrics in office.desk.metrics(commission_id):
        words = pick("展现 阅读 评论 点赞 分享", "impressions reads comments likes shares").split()
        counts = (metrics.impressions, metrics.reads, metrics.comments, metrics.likes, metrics.shares)
        said = " · ".join(f"{word} {count}" for word, count in zip(words, counts, strict=True))
        out.print(pick("投后数据", "post-campaign data") + f" {written(metrics.at)}: {said}", markup=False)
    for payout in office.desk.withdrawals(commission_id):
        say(
            f"打款 {payout.id}-{payout.generation} {yuan(payout.fen)} {payout.state} {payout.reason}",
            f"payout {payout.id}-{payout.generation} {yuan(payout.fen)} {payout.state} {payout.reason}",
        )


@app.command("timeline")
def timeline(commission_id: str = COMMISSION) -> None:
    """全部事件 · every event"""

    async def act(office: Office) -> None:
        _print_lines(office, commission_id, 0)

    with_office(act)


def _print_judgements(office: Office, commission_id: str, stage: Stage) -> None:
    """Breaches both sides see; ratings once both are in or their time is over (design 12.11)."""
    for breach in office.desk.breaches(commission_id):
        rule = BREACHES[breach.reason]
        out.print(pick(f"违约记录：{rule.zh}", f"breach record: {rule.en}"), style="yellow", markup=False)
    if stage is Stage.COMPLETED:
        for rating in office.desk.ratings(commission_id):
            who = pick(*PARTY_WORDS[Party(rating.by)])
            out.print(f"{who} {'★' * rating.stars} {rating.text}", markup=False)


def _print_lines(office: Office, commission_id: str, after: int) -> int:
    kind = office.desk.commission(commission_id).task_type
    for line in office.desk.timeline(commission_id, after):
        zh, en = move_words(line.move)
        who = PARTY_WORDS[Party(line.by)]
        end = f"✗ {line.refusal}" if line.refusal else pick(*stage_words_of(kind, Stage(line.to_stage)))
        reason = f" “{line.reason}”" if line.reason and not line.refusal else ""
        out.print(
            f"{line.seq:>4} {moment(line.at)} {pick(*who)} {pick(zh, en)} → {end}{reason}",
            markup=False,
        )
        after = line.seq
    return after


@app.command("watch")
def watch(commission_id: str = COMMISSION) -> None:
    """跟随新的事件，Ctrl-C 结束 · follow new events until Ctrl-C"""

    async def act(office: Office) -> None:
        office.desk.commission(commission_id)
        after = 0
        while not paper.is_unread():
            after = await asyncio.to_thread(_print_lines, office, commission_id, after)
            await asyncio.sleep(0.5)

    with_office(act, limit=None)  # until Ctrl-C
