"""What a message of an operator would do, found by trying it on a copy: its postings, and what comes then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.commissions.cases.proposals import is_another
from domain.commissions.money.postings import decided
from domain.commissions.moves import Move
from domain.commissions.rules.engine import Decision, decide
from domain.commissions.state.commission import Commission
from domain.copies import replace
from domain.money.entries import Division
from domain.party import Party
from domain.refusals import Refused

Sums = Mapping[str, int]
HELD, CREATOR, FEE, BRAND, PLATFORM = "held", "creator", "fee", "brand", "platform"
LOTS = {
    "escrow": HELD,
    "reserve": HELD,
    "creator": CREATOR,
    "fee": FEE,
    "brand": BRAND,
    "compensation": PLATFORM,
}
"""By the kind of an account, whose column of a preview it is."""
OTHERS = ("operator:another", "operator:the-other")
"""Who seconds on the copy: whoever it is, it is not the one who proposes."""


@dataclass(frozen=True)
class Tried:
    after: Commission
    rows: tuple[str, ...]
    """The rules it goes by."""
    sums: Sums
    """What each has of it in the end, in fen; together nothing. Empty: no money moves."""
    early: bool = False
    """The other side's time to answer is not over: sent now, it is refused."""
    proposed: bool = False
    """It waits for a second operator first; shown is what comes of it then."""
    final_at: datetime | None = None
    """Until then whoever loses by it may appeal, and the money stays in reserve."""


def tried(c: Commission, move: Move) -> Tried:
    """Raises Refused, as it would be refused; one that only comes too early is told all the same."""
    try:
        steps, early = _steps(c, move), False
    except Refused as refused:
        if refused.code != "HEAR_OTHER_SIDE" or c.case is None:
            raise
        steps, early = _steps(replace(c, case=replace(c.case, waits=())), move), True
    after = steps[-1].commission
    held_back = after.clocks.get("appeal_by") if after.case and after.case.decision else None
    return Tried(
        after,
        tuple(step.row.id for step in steps),
        _sums(c, steps, held_back=held_back is not None),
        early,
        len(steps) > 1,
        held_back,
    )


def _steps(c: Commission, move: Move) -> list[Decision]:
    first = decide(c, move)
    if "propose" not in first.row.does or first.commission.proposal is None:
        return [first]
    return [first, decide(first.commission, _second(first.commission, move))]


def _second(c: Commission, move: Move) -> Move:
    asked = [
        Move("second", Party.OPERATOR, move.at, move.now, actor=each, reason=move.reason, ref=_ref(c))
        for each in OTHERS
    ]
    return next(each for each in asked if is_another(c, each))


def _ref(c: Commission) -> str:
    return str(c.proposal.seq) if c.proposal else ""


def _sums(before: Commission, steps: Iterable[Decision], *, held_back: bool) -> Sums:
    found: dict[str, int] = {}
    if held_back:
        return _divided(before, decided(list(steps)[-1].commission))
    for step in steps:
        for entry in step.transition.entries:
            for posting in entry.postings:
                lot = LOTS[posting.account.partition(":")[0]]
                found[lot] = found.get(lot, 0) + posting.fen
    return {lot: found[lot] for lot in dict.fromkeys(LOTS.values()) if found.get(lot)}


def _divided(c: Commission, parts: Division) -> Sums:
    sums = {
        HELD: -c.order.hold_fen,
        CREATOR: parts.creator_fen,
        FEE: parts.fee_fen,
        BRAND: parts.brand_fen,
        PLATFORM: -parts.platform_fen,
    }
    return {lot: fen for lot, fen in sums.items() if fen}
