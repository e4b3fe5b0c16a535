"""`starmap commission list`: find by stage, brand, creator, deadline and attention."""

from datetime import UTC, datetime, timedelta

import typer

from domain.money import yuan
from domain.stages import Stage
from domain.task_types import TASK_TYPES
from domain.words import stage_words_of
from gateways.desk import Wanted
from models.tables.commissions import CommissionRow
from starter.cli.desk import due, out, pick, say, table, with_office
from starter.cli.kinds import ANY_PARTY_ID, SPAN, TEXT, counted
from starter.office import Office

OVERDUE = {"overdue", "review_overdue", "release_overdue", "decision_overdue", "audit_slow"}
"""Reasons to look that mean: somebody should have acted by now."""
PAGE = 10_000


def list_commissions(
    stage: str = typer.Option("", help="阶段 · stage"),
    brand: str = typer.Option("", parser=ANY_PARTY_ID),
    creator: str = typer.Option("", parser=ANY_PARTY_ID),
    attention: str = typer.Option(
        "", parser=TEXT, help="需要关注的原因，* 为任一 · a reason to look, * for any"
    ),
    due_within: timedelta | None = typer.Option(
        None, parser=SPAN, help="期限在此时长之内，如 24h · a deadline within, e.g. 24h"
    ),
    overdue: bool = typer.Option(False, "--overdue", help="有人逾期未办 · somebody is overdue"),
    limit: int = typer.Option(50, parser=counted(1, PAGE)),
) -> None:
    """按阶段、品牌主、创作者、期限、关注原因查找 · find by stage, brand, creator, deadline, attention"""
    if stage and stage not in set(Stage):
        raise typer.BadParameter(f"stage: {' | '.join(Stage)}")
    before = datetime.now(UTC) + due_within if due_within else None
    wanted = Wanted(
        Stage(stage) if stage else None, brand, creator, attention or ("*" if overdue else ""), before
    )

    async def act(office: Office) -> None:
        rows = office.desk.commissions(wanted, limit=PAGE if overdue else limit)
        if overdue:
            rows = [row for row in rows if OVERDUE & set(row.attention.split(","))][:limit]
        _print(rows)

    with_office(act)


def _print(rows: list[CommissionRow]) -> None:
    shown = table(
        pick("任务", "commission"),
        pick("类型", "type"),
        pick("标题", "title"),
        pick("金额", "amount"),
        pick("阶段", "stage"),
        pick("下一时限", "next deadline"),
        pick("关注", "attention"),
        right=(3,),
        whole=(0, 1, 3, 4, 5),
    )
    for row in rows:
        kind = TASK_TYPES.get(row.task_type)
        zh, en = stage_words_of(row.task_type, Stage(row.stage))
        shown.add_row(
            row.id,
            pick(kind.zh, kind.en) if kind else row.task_type,
            row.title,
            yuan(row.amount_fen),
            pick(zh, f"{zh} {en}"),
            due(row.deadline) if row.deadline else "-",
            row.attention,
        )
    out.print(shown)
    say(f"{len(rows)} 条", f"{len(rows)} commissions")
