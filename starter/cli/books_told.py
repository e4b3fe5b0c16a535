"""Where the money of a commission is, told to one side."""

from domain.commissions.state.commission import Commission
from domain.commissions.state.sums import Sums, seen_by, told_of
from domain.money.amounts import yuan
from domain.party import Party
from starter.cli.console import Voice, pick
from starter.cli.report import Report


def tell_money(report: Report, sums: Sums, state: Commission, party: Party) -> None:
    """One line; operators also read that nothing is missing."""
    seen = tell_seen(report, seen_by(sums, state.order, party))
    if party is Party.OPERATOR and sums.taken:
        held = sums.held + sums.reserved
        report.say(
            f"  收自品牌主 {yuan(sums.taken)} = 创作者 {yuan(sums.creator)} + 服务费 {yuan(sums.fee)}"
            f" + 退款 {yuan(sums.refunded)} + 仍在托管 {yuan(held)}",
            f"  from the brand {yuan(sums.taken)} = creator {yuan(sums.creator)} + fee {yuan(sums.fee)}"
            f" + refunded {yuan(sums.refunded)} + still held {yuan(held)}",
            money={**seen, "taken_fen": sums.taken},
        )


def tell_seen(report: Report, known: dict[str, int]) -> dict[str, int]:
    """What a side may know, by the names of the ledger's places; the same by their fields."""
    seen = {f"{name}_fen": fen for name, fen in known.items()}
    report.line(pick("资金：", "money: ") + told_of(known, Voice.lang), money=seen)
    return seen
