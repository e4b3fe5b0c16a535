"""`starmap creator freeze` and `unfreeze`: the whole balance, and every open commission."""

import typer

from domain.counts import how_many
from domain.instants import written
from domain.money.amounts import yuan
from services.app import App
from services.money import freezing
from services.money.freezing import Frozen, Outcome, Reached, Unfrozen
from starter.cli.console import note, out, pick, say, table, with_app
from starter.cli.kinds import CREATOR, OPERATOR, TEXT

ACTOR = typer.Option(..., "--actor", parser=OPERATOR, help="operator:工号 · operator:ID")
REASON = typer.Option(
    ..., "--reason", parser=TEXT, help="理由，不超过 100 字，告知双方 · at most 100 characters"
)
WORDS = {
    Outcome.DONE: ("✓", "✓"),
    Outcome.APART: ("✓ 已单独暂停，不随账户恢复", "✓ frozen by itself, and stays so"),
    Outcome.OVER: ("✓ 已结算、结束或恢复", "✓ settled, over or unfrozen meanwhile"),
    Outcome.FAILED: ("✗", "✗"),
}


def freeze(creator_id: str = CREATOR, actor: str = ACTOR, reason: str = REASON) -> None:
    """冻结创作者：全部余额不能提现，进行中的任务暂停 · freeze the balance and every open commission"""
    results: list[Reached] = []

    async def act(app: App) -> None:
        tell_frozen(creator_id, await freezing.freeze(app, creator_id, actor, reason, results.append))

    with_app(act)
    tell_reached(results)


def tell_frozen(creator_id: str, found: Frozen) -> None:
    say(
        f"✓ {creator_id} 已冻结（{written(found.at)} {found.operator} {found.reason}）；"
        f"不能提现 {yuan(found.withheld_fen)}，已在银行途中的照常到账；新订单会被拒绝",
        f"✓ {creator_id} is frozen ({written(found.at)} {found.operator} {found.reason}); "
        f"{yuan(found.withheld_fen)} rests; what is at the bank arrives; no orders are taken",
        withheld_fen=found.withheld_fen,
        at=found.at,
        operator=found.operator,
        reason=found.reason,
    )


def unfreeze(creator_id: str = CREATOR, actor: str = ACTOR, reason: str = REASON) -> None:
    """解除冻结：余额可提现，随之暂停的任务恢复 · end the freeze; the commissions it froze go on"""
    results: list[Reached] = []

    async def act(app: App) -> None:
        tell_unfrozen(creator_id, await freezing.unfreeze(app, creator_id, actor, reason, results.append))

    with_app(act)
    tell_reached(results)


def tell_unfrozen(creator_id: str, ended: Unfrozen) -> None:
    say(
        f"✓ {creator_id} 已解冻；现在可提现 {yuan(ended.free_fen)}，已告知 {ended.told} 笔未完成的打款",
        f"✓ {creator_id} is unfrozen; {yuan(ended.free_fen)} can be withdrawn; "
        f"told of it: {how_many(ended.told, 'payouts')} not done",
        free_fen=ended.free_fen,
        told=ended.told,
    )


def tell_reached(results: list[Reached]) -> None:
    """Exit 1 while a commission was not reached: run again, what was done is found done."""
    shown = table(pick("任务", "commission"), pick("结果", "result"))
    for each in sorted(results, key=lambda one: one.commission_id):
        why = f" {each.code} {pick(each.zh, each.en)}" if each.outcome is Outcome.FAILED else ""
        shown.add_row(each.commission_id, pick(*WORDS[each.outcome]) + why)
    note(commissions=[{"id": one.commission_id, "outcome": one.outcome, "code": one.code} for one in results])
    if results:
        out.print(shown)
    bad = sum(each.outcome is Outcome.FAILED for each in results)
    say(
        f"任务 {len(results)} 条，未完成 {bad}" + ("；请再次运行" if bad else ""),
        f"{how_many(len(results), 'commissions')}, {bad} not reached" + ("; run it again" if bad else ""),
    )
    if bad:
        raise typer.Exit(1)
