"""`starmap commission cancel-open`: the operator's cancel for all offers of a brand that nobody has accepted.

Run again, it finds what is still open.
"""

import typer
from rich.progress import Progress

from domain.commissions.views.words import stage_words_of
from domain.counts import how_many
from services.app import App
from services.commissions.cancelling import Cancelled, Offer, cancel_offers, open_offers
from starter.cli.console import err, note, out, pick, say, table, with_app
from starter.cli.kinds import OPERATOR, PARTY_ID, TEXT


def cancel_open(
    brand: str = typer.Option(..., parser=PARTY_ID, help="品牌主 ID · the brand"),
    actor: str = typer.Option(..., parser=OPERATOR, help="operator:工号 · operator:ID"),
    reason: str = typer.Option(..., parser=TEXT, help="理由，告知双方 · the reason, told to both parties"),
    yes: bool = typer.Option(False, "--yes", help="真的取消；不写则只列出 · cancel; only listed without it"),
) -> None:
    """批量取消品牌主尚未被接收的任务 · cancel all of a brand's offers that nobody has accepted"""

    async def act(app: App) -> int:
        offers = await open_offers(app, brand, actor)
        if not yes:
            return _only_list(offers)
        with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
            bar = progress.add_task(pick("取消", "cancelling"), total=len(offers))
            return _tell(await cancel_offers(app, offers, actor, reason, lambda _: progress.advance(bar)))

    if with_app(act, limit=None):
        raise typer.Exit(1)


def _only_list(offers: list[Offer]) -> int:
    note(found=[each.commission_id for each in offers], cancelled=[])
    for each in offers:
        words = pick(*stage_words_of(each.task_type, each.stage))
        out.print(f"{each.commission_id} {words}", markup=False)
    say(
        f"将取消 {len(offers)} 条；加 --yes 执行",
        f"{len(offers)} would be cancelled; say --yes to do it",
    )
    return 0


def _tell(results: list[Cancelled]) -> int:
    shown = table(pick("任务", "commission"), pick("结果", "result"))
    for each in results:
        shown.add_row(each.commission_id, f"✗ {_why(each)}" if each.why else "✓")
    out.print(shown)
    refused = [each for each in results if each.why]
    note(
        found=[each.commission_id for each in results],
        cancelled=[each.commission_id for each in results if not each.why],
        refused=[{"id": each.commission_id, "why": _why(each)} for each in refused],
    )
    bad = len(refused)
    say(
        f"{len(results)} 条，已取消 {len(results) - bad}，未取消 {bad}",
        f"{how_many(len(results), 'offers')}, {len(results) - bad} cancelled, {bad} not",
    )
    return bad


def _why(each: Cancelled) -> str:
    return f"{each.why.code} {pick(each.why.zh, each.why.en)}" if each.why else ""
