"""What a freeze withholds of a creator's balance, said wherever the balance is shown."""

from domain.money.amounts import yuan
from services.money.withheld import HeldBack
from starter.cli.report import Report


def tell_frozen(report: Report, now: HeldBack | None, creator_id: str, *, named: bool = False) -> None:
    """What is withheld and why, what is left, and how it ends. Nothing where nothing is frozen."""
    if now is None:
        return
    fens = (yuan(now.withheld_fen), yuan(now.free_fen))
    whose = f"{creator_id} " if named else ""
    report.say(
        f"{whose}冻结 {fens[0]}（{now.why}），可提现 {fens[1]}；平台恢复后可提",
        f"{whose}{fens[0]} is frozen ({now.why}), {fens[1]} can be withdrawn; "
        "the rest once the platform unfreezes it",
        "yellow",
    )
    report.add(
        "frozen",
        creator=creator_id,
        why=now.why,
        withheld_fen=now.withheld_fen,
        free_fen=now.free_fen,
    )
