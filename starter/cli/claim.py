"""`starmap claim …`: decisions about money after a settlement, by an operator, with a reason and a key."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from domain.commissions.money.shares import Said
from domain.counts import how_many
from domain.money.amounts import yuan
from domain.money.claims import Claim, ClaimKind, Outcome
from services.app import App
from services.money import claims
from starter.cli.columns import at, fen, text, whole, word
from starter.cli.console import in_app, note, out, say
from starter.cli.kinds import (
    ANY_PARTY,
    ANY_WORKFLOW,
    BASIS_POINTS,
    COMMISSION,
    CREATOR,
    FEN,
    OPERATOR,
    PARTY,
    PERCENT,
    PRICE,
    TEXT,
    argument,
)
from starter.cli.numbers import NUMBER, number_of
from starter.cli.report import Report, reported

if TYPE_CHECKING:
    from models.api import money

    Told = Claim | money.ClaimShown

group = typer.Typer(no_args_is_help=True)
KINDS = {
    ClaimKind.CLAWBACK: ("追回", "clawback"),
    ClaimKind.COMPENSATION: ("平台赔付", "compensation"),
    ClaimKind.WRITE_OFF: ("免除欠款", "debt given up"),
}
COLUMNS = (
    whole("key", "编号", "key"),
    at("at", "时间", "at"),
    whole("kind", "类型", "kind"),
    whole("party", "对象", "party"),
    whole("commission", "任务", "commission"),
    fen("amount", "元", "yuan"),
    whole("operator", "工号", "operator"),
    text("reason", "理由", "reason"),
)
ACTOR = typer.Option(..., "--actor", parser=OPERATOR, help="operator:工号 · operator:ID")
REASON = typer.Option(..., "--reason", parser=TEXT, help="理由，不超过 100 字 · at most 100 characters")


@group.command("clawback")
def clawback(
    commission_id: str = COMMISSION,
    creator_percent: int | None = typer.Option(
        None, parser=PERCENT, help="创作者的新比例（%） · the creator's new share, whole percent"
    ),
    creator_bps: int | None = typer.Option(
        None, parser=BASIS_POINTS, help="或以基点 · or in basis points: 0, 100 to 10000"
    ),
    creator_fen: int | None = typer.Option(
        None, parser=FEN, help="或以分，扣服务费前 · or in fen, before the fee"
    ),
    actor: str = ACTOR,
    reason: str = REASON,
    key: str = NUMBER,
) -> None:
    """结算后改判：余额不足的部分记为欠款，由以后的收入抵扣 · lower the share of a settled commission"""

    number = number_of(key)
    share = Said(creator_bps, creator_percent, creator_fen)

    def decide(app: App) -> Outcome:
        return claims.claw_back(app.engine, commission_id, share, number, operator=actor, reason=reason)

    _carry_out(decide)


@group.command("compensate")
def compensate(
    party: str = argument(PARTY, "PARTY", "creator:ID | brand:ID"),
    amount: int = PRICE,
    commission: str = typer.Option("", parser=ANY_WORKFLOW, help="有关的任务 · the commission it is about"),
    actor: str = ACTOR,
    reason: str = REASON,
    key: str = NUMBER,
) -> None:
    """平台自掏赔付给创作者或品牌主 · the platform pays out of its own pocket"""
    number = number_of(key)

    def decide(app: App) -> Outcome:
        return claims.compensate(
            app.engine, party, amount, number, operator=actor, reason=reason, commission_id=commission
        )

    _carry_out(decide)


@group.command("write-off")
def write_off(
    creator_id: str = CREATOR,
    amount: int = PRICE,
    actor: str = ACTOR,
    reason: str = REASON,
    key: str = NUMBER,
) -> None:
    """免除创作者的一部分欠款 · give up a part of what a creator owes"""
    number = number_of(key)

    def decide(app: App) -> Outcome:
        return claims.write_off(app.engine, creator_id, amount, number, operator=actor, reason=reason)

    _carry_out(decide)


@group.command("list")
@reported
def list_claims(
    report: Report,
    commission: str = typer.Option("", parser=ANY_WORKFLOW, help="某条任务的 · of a commission"),
    party: str = typer.Option("", parser=ANY_PARTY, help="某一方的 · of a party, creator:ID | brand:ID"),
) -> None:
    """已作的决定 · what was decided"""

    def act(app: App) -> None:
        tell_claims(report, claims.claims(app.engine, commission, party))

    in_app(act)


def tell_claims(report: Report, found: "Sequence[Told]") -> None:
    report.rows("claims", COLUMNS, map(_row, found))
    report.say(f"{len(found)} 项决定", how_many(len(found), "decisions"))


def _row(row: "Told") -> tuple[Any, ...]:
    kind = word(row.kind, KINDS.get(ClaimKind(row.kind)))
    return (row.key, row.at, kind, row.party, row.commission_id, row.fen, row.operator, row.reason)


def _carry_out(decide: Callable[[App], Outcome]) -> None:
    outcome = in_app(decide)
    tell_claimed(outcome.claim, outcome.moved, new=outcome.new)


def tell_claimed(claim: "Told", moved_fen: Mapping[str, int], *, new: bool) -> None:
    zh, en = KINDS[ClaimKind(claim.kind)]
    number, sum_ = claim.key, yuan(claim.fen)
    note(
        kind=claim.kind,
        key=number,
        amount_fen=claim.fen,
        already=not new,
        moved=[{"account": account, "moved_fen": moved} for account, moved in moved_fen.items()],
    )
    if new:
        say(f"✓ {zh} {sum_}，编号 {number}", f"✓ {en} {sum_}, number {number}")
    else:
        say(
            f"＝ 编号 {number} 之前已执行，没有重复：{zh} {sum_}",
            f"= {number} was carried out before, nothing was done again: {en} {sum_}",
        )
    for account, moved in moved_fen.items():
        out.print(f"  {account} {yuan(moved)}", markup=False)
