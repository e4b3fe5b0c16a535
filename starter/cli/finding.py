"""`starmap commission list`: find by stage, brand, creator, deadline and attention."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import typer

from domain.commissions.state.stages import Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.words import stage_words_of
from domain.counts import how_many
from services.books import Books
from services.commissions.listing import Listed, commissions
from starter.cli.columns import Column, code, deadline, fen, text, whole, word
from starter.cli.console import with_books
from starter.cli.kinds import ANY_PARTY_ID, SPAN, counted, one_of
from starter.cli.report import Report, reported

PAGE = 10_000
COLUMNS = (
    whole("id", "任务", "commission"),
    whole("task_type", "类型", "type"),
    text("title", "标题", "title"),
    fen("amount", "金额", "amount"),
    whole("stage", "阶段", "stage"),
    deadline("deadline", "下一时限", "next deadline"),
    Column("attention", "关注", "attention", ",".join),
    code("brand"),
    code("creator"),
)


@reported
def list_commissions(
    report: Report,
    *,
    stage: str = typer.Option("", parser=one_of(*Stage, optional=True), help="阶段 · stage"),
    brand: str = typer.Option("", parser=ANY_PARTY_ID),
    creator: str = typer.Option("", parser=ANY_PARTY_ID),
    attention: str = typer.Option(
        "",
        parser=one_of("*", *ATTENTION, optional=True),
        help="需要关注的原因，* 为任一 · a reason to look, * for any",
    ),
    due_within: timedelta | None = typer.Option(
        None, parser=SPAN, help="期限在此时长之内，如 24h · a deadline within, e.g. 24h"
    ),
    overdue: bool = typer.Option(False, "--overdue", help="有人逾期未办 · somebody is overdue"),
    limit: int = typer.Option(50, parser=counted(1, PAGE)),
) -> None:
    """按阶段、品牌主、创作者、期限、关注原因查找 · find by stage, brand, creator, deadline, attention"""
    before = datetime.now(UTC) + due_within if due_within else None

    def act(books: Books) -> None:
        found, more = commissions(
            books.engine,
            stage=stage,
            brand_id=brand,
            creator_id=creator,
            attention=attention,
            overdue=overdue,
            due_before=before,
            limit=limit,
        )
        tell(report, found, more=more)

    with_books(act)


def tell(report: Report, found: Sequence[Listed], *, more: bool) -> None:
    report.rows("commissions", COLUMNS, map(_row, found))
    report.say(
        f"{len(found)} 条" + ("，还有更多：--limit" if more else ""),
        how_many(len(found), "commissions") + (", and there are more: --limit" if more else ""),
        more=more,
    )


def _row(row: Listed) -> tuple[Any, ...]:
    kind = TASK_TYPES.get(row.task_type)
    zh, en = stage_words_of(row.task_type, row.stage)
    return (
        row.id,
        word(row.task_type, (kind.zh, kind.en) if kind else None),
        row.title,
        row.amount_fen,
        word(row.stage, (zh, f"{zh} {en}")),
        row.deadline,
        row.attention,
        row.brand_id,
        row.creator_id,
    )
