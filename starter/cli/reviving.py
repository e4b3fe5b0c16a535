"""`starmap commission revive`: a commission whose workflow was lost goes on from the books."""

import typer

from services.app import App
from services.commissions.commands import CommandRefused
from services.commissions.reviving import Revived, revive, revive_all
from starter.cli.console import note, out, pick, say, table, with_app
from starter.cli.kinds import ANY_WORKFLOW, TEXT
from starter.cli.named import OPERATOR, named


def revive_commission(
    commission_id: str = typer.Argument("", parser=ANY_WORKFLOW, help="任务 · the commission"),
    operator: str = OPERATOR,
    reason: str = typer.Option("", "--reason", parser=TEXT, help="理由 · why"),
    everything: bool = typer.Option(
        False, "--all", help="全部丢失的任务、提现与退票跟踪 · everything that was lost, withdrawals too"
    ),
) -> None:
    """流程丢失的任务从账目恢复：资金与时限不变 · one whose workflow was lost goes on from the books"""
    if bool(commission_id) == everything:
        raise typer.BadParameter(
            "写一个 COMMISSION，或写 --all，只写其一 · give either a COMMISSION or --all, one of the two"
        )

    async def one(app: App) -> None:
        tell_revived(await revive(app, commission_id, named(operator), reason))

    async def every(app: App) -> bool:
        return _tell_all(await revive_all(app, named(operator), reason))

    if not everything:
        with_app(one)
    elif with_app(every, limit=None):
        raise typer.Exit(1)


def tell_revived(revived: Revived) -> None:
    note(id=revived.subject, goes_on=revived.seen)
    if revived.seen:
        say(f"✓ {revived.subject} 已从账目恢复", f"✓ {revived.subject} goes on from the books", "green")
    else:
        say(
            f"✓ {revived.subject} 已开始恢复，有 worker 时生效：./starmap health",
            f"✓ {revived.subject} was begun again and goes on once a worker is there: ./starmap health",
        )


def _tell_all(done: list[tuple[str, Revived | CommandRefused]]) -> bool:
    """Whether any could not be revived."""
    shown = table(pick("编号", "id"), pick("结果", "result"))
    for subject, how in done:
        shown.add_row(
            subject, f"✗ {how.code} {pick(how.zh, how.en)}" if isinstance(how, CommandRefused) else "✓"
        )
    out.print(shown)
    note(
        revived=[subject for subject, how in done if isinstance(how, Revived)],
        refused=[{"id": subject, "code": how.code} for subject, how in done if not isinstance(how, Revived)],
    )
    bad = sum(isinstance(how, CommandRefused) for _, how in done)
    say(f"{len(done)} 个丢失的流程，恢复 {len(done) - bad}", f"{len(done)} lost, {len(done) - bad} revived")
    return bool(bad)
