"""`starmap commission cancel-open`: the operator's cancel for all offers of a brand that nobody has accepted.

Run again, it finds what is still open.
"""

import typer
from rich.progress import Progress

from domain.commissions.state.stages import Stage
from domain.commissions.views.words import stage_words_of
from domain.counts import how_many
from domain.operators import is_operator
from domain.refusals import REFUSALS
from gateways.commissions.listing import Wanted
from models.tables.commissions import CommissionRow
from services.app import Office
from services.commissions.commands import CommandRefused, NoAnswerYet
from starter.cli.desk import err, note, out, pick, say, table, with_office
from starter.cli.kinds import OPERATOR, PARTY_ID, TEXT

OPEN = (Stage.AWAITING_PAYMENT, Stage.OFFERED)
"""Nobody has accepted: nothing is owed to anybody."""
PAGE = 10_000


def cancel_open(
    brand: str = typer.Option(..., parser=PARTY_ID, help="品牌主 ID · the brand"),
    actor: str = typer.Option(..., parser=OPERATOR, help="operator:工号 · operator:ID"),
    reason: str = typer.Option(..., parser=TEXT, help="理由，告知双方 · the reason, told to both parties"),
    yes: bool = typer.Option(False, "--yes", help="真的取消；不写则只列出 · cancel; only listed without it"),
) -> None:
    """批量取消品牌主尚未被接收的任务 · cancel all of a brand's offers that nobody has accepted"""

    async def act(office: Office) -> int:
        if not is_operator(actor):
            raise CommandRefused("OPERATOR_NEEDED", *REFUSALS["OPERATOR_NEEDED"])
        office.catalogue.brand(brand)
        rows = [row for stage in OPEN for row in office.desk.commissions(Wanted(stage, brand), limit=PAGE)]
        if not yes:
            return _only_list(rows)
        with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
            tracked = progress.track(rows, description=pick("取消", "cancelling"))
            results = [await _cancel(office, row, actor, reason) for row in tracked]
        return _tell(results)

    if with_office(act, limit=None):
        raise typer.Exit(1)


def _only_list(rows: list[CommissionRow]) -> int:
    note(found=[row.id for row in rows], cancelled=[])
    for row in rows:
        out.print(f"{row.id} {pick(*stage_words_of(row.task_type, Stage(row.stage)))}", markup=False)
    say(
        f"将取消 {len(rows)} 条；加 --yes 执行",
        f"{len(rows)} would be cancelled; say --yes to do it",
    )
    return 0


async def _cancel(office: Office, row: CommissionRow, actor: str, reason: str) -> tuple[str, str]:
    try:
        await office.send(row.id, "cancel", actor=actor, reason=reason)
    except (CommandRefused, NoAnswerYet) as refused:
        return row.id, f"✗ {refused.code} {pick(refused.zh, refused.en)}"
    return row.id, "✓"


def _tell(results: list[tuple[str, str]]) -> int:
    shown = table(pick("任务", "commission"), pick("结果", "result"))
    for result in results:
        shown.add_row(*result)
    out.print(shown)
    note(
        found=[cid for cid, _ in results],
        cancelled=[cid for cid, said in results if said == "✓"],
        refused=[{"id": cid, "why": said.removeprefix("✗ ")} for cid, said in results if said != "✓"],
    )
    bad = sum(said != "✓" for _, said in results)
    say(
        f"{len(results)} 条，已取消 {len(results) - bad}，未取消 {bad}",
        f"{how_many(len(results), 'offers')}, {len(results) - bad} cancelled, {bad} not",
    )
    return bad
