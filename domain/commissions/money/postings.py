"""Which accounts a movement of money touches. Every entry sums to zero; a correction is a new entry.

Accounts: ``brand:ID`` (wallet), ``escrow:COMMISSION``, ``reserve:COMMISSION`` (decided, appealable),
``creator:ID`` (balance), ``fee`` (the platform's), ``compensation`` (what the platform pays for faults of its
own) and, outside this file, ``transit:…`` and ``bank``.
Rounding: fees and the creator's share are rounded down; the remainder of a split is the brand's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.commissions.money import shares
from domain.commissions.money.killing import audit_answered, kill_stage
from domain.commissions.moves import Move
from domain.commissions.ordering.order import Order
from domain.commissions.state.case import CaseKind
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import creator_in_default, settlement_instant
from domain.copies import replace
from domain.money.amounts import BPS, share
from domain.money.entries import Division, Entry, Posting
from domain.party import Party

PLATFORM = "platform"
PAYING = (Party.BRAND, PLATFORM)
"""Who, bearing a refund, leaves the creator what the work done is worth."""
AUDITED = ("audited", "record_audit")
AUDIT_ENDS = (*AUDITED, "audit_answer_by")
"""Moves that end a cancel which waits for the audit's answer."""


def divide(c: Commission, creator_bps: int) -> Division:
    """Divide the hold when the creator earns ``creator_bps`` of the price.

    「扣除一定比例的平台服务费后，将剩余款项结算创作者账户」(S2 §7); the fee follows the part that was earned.
    """
    return divide_hold(c.order, creator_bps)


def divide_hold(order: Order, creator_bps: int) -> Division:
    """As ``divide``, of the order alone."""
    gross = share(order.price_fen, creator_bps)
    return _divided(order, gross, share(order.fee_fen, creator_bps))


def divide_fen(order: Order, gross: int) -> Division:
    """When the creator earns so many fen of the price."""
    return _divided(order, gross, order.fee_fen * gross // order.price_fen)


def _divided(order: Order, gross: int, fee_on_top: int) -> Division:
    if order.terms.fee_payer == "brand":
        return Division(gross, fee_on_top, order.hold_fen - gross - fee_on_top)
    fee = share(gross, order.terms.fee_bps)
    return Division(gross - fee, fee, order.hold_fen - gross)


def divide_decided(
    order: Order, decision: str, creator_bps: int, creator_fen: int = 0, bearer: str = ""
) -> Division:
    """What a decision makes of the hold: ``creator_fen`` where no basis points say the split.

    A refund leaves the creator a share only where somebody named bears it, the brand or the platform.
    """
    if decision == "split" and creator_fen:
        parts = divide_fen(order, creator_fen)
    else:
        refund = creator_bps if bearer in PAYING else 0
        parts = divide_hold(order, {"settle": BPS, "refund": refund}.get(decision, creator_bps))
    return borne_by_platform(order, parts) if bearer == PLATFORM else parts


def borne_by_platform(order: Order, parts: Division) -> Division:
    """The same to the creator, from the platform's own account: no fee, and the brand loses nothing."""
    return Division(parts.creator_fen, 0, order.hold_fen, parts.creator_fen)


def kill_fee_bps(c: Commission, at: datetime, fault: str = "") -> int:
    """What a cancelling brand owes of the price: of the first stage that was reached (`money.killing`).

    ``fault``: as an operator names it, who then cancels.
    """
    if fault == Party.CREATOR:
        return 0
    stage = kill_stage(c, at, named=bool(fault))
    if stage.name == "consented" and c.cancel_request:
        return c.cancel_request.bps
    return stage.bps(c.order.terms)


def kill_bps(c: Commission, m: Move) -> int:
    """As a move finds it: an audit's answer counts for the cancel that waited for it.

    A share that the answer names is the one agreed. At the end of the brand's time nothing was agreed.
    """
    if m.name == "answer_cancel" and shares.said(m).forms:
        return shares.recorded(c.order, shares.said(m)).bps
    if m.by is Party.CLOCK and m.name != "cancel_reply_by":
        c = replace(c, cancel_request=None)
    answer = m.passed if m.name in AUDITED else None
    answered = audit_answered(c, passed=answer)
    return kill_fee_bps(answered, m.at, fault_of(c, m))


def fault_of(c: Commission, m: Move) -> str:
    """At whose fault the platform cancels: by this move, or by the cancel that waited for the audit."""
    return m.fault or (c.pending_cancel.fault if c.pending_cancel and m.name in AUDIT_ENDS else "")


def killed(c: Commission, m: Move) -> Division:
    """At the platform's fault it bears what is owed itself."""
    parts = divide(c, kill_bps(c, m))
    return borne_by_platform(c.order, parts) if fault_of(c, m) == PLATFORM else parts


def held_in(c: Commission) -> str:
    """Where the held money lies: in escrow, or in reserve once a decision waits for its appeal."""
    return f"reserve:{c.id}" if c.case and c.case.decision else f"escrow:{c.id}"


Movement = Callable[[Commission, Move], tuple[Entry, ...]]


def _entry(c: Commission, m: Move, kind: str, *postings: Posting) -> tuple[Entry, ...]:
    kept = tuple(each for each in postings if each.fen)
    return (Entry(f"{kind}:{c.id}", kind, kept, settlement_instant(c, m), m.now),) if kept else ()


def hold(c: Commission, m: Move) -> tuple[Entry, ...]:
    """Brand → escrow (资金托管), tried in the opening transaction."""
    fen = c.order.hold_fen
    return _entry(c, m, "hold", Posting(f"brand:{c.order.brand_id}", -fen), Posting(f"escrow:{c.id}", fen))


def _paid(c: Commission, parts: Division) -> tuple[Posting, ...]:
    return (
        Posting(f"creator:{c.order.creator_id}", parts.creator_fen),
        Posting("fee", parts.fee_fen),
        Posting(f"brand:{c.order.brand_id}", parts.brand_fen),
        Posting("compensation", -parts.platform_fen),
    )


def release(c: Commission, m: Move) -> tuple[Entry, ...]:
    """Escrow → creator and fee (放款)."""
    parts = divide(c, BPS)
    return _entry(c, m, "release", Posting(held_in(c), -c.order.hold_fen), *_paid(c, parts))


def refund(c: Commission, m: Move) -> tuple[Entry, ...]:
    """Escrow → brand, all of it (退款)."""
    parts = divide(c, 0)
    return _entry(c, m, "refund", Posting(held_in(c), -c.order.hold_fen), *_paid(c, parts))


def kill(c: Commission, m: Move) -> tuple[Entry, ...]:
    """Escrow → the kill fee to the creator (赔付金额), its part of the fee, the rest to the brand."""
    parts = killed(c, m)
    return _entry(c, m, "kill", Posting(f"escrow:{c.id}", -c.order.hold_fen), *_paid(c, parts))


def platforms_bps(c: Commission, m: Move) -> int:
    """The share of the price that the platform owes a creator for a failing of its own."""
    if creator_in_default(c, m.at):
        return 0
    unaudited = c.case is not None and c.case.kind is CaseKind.AUDIT
    return c.order.terms.kill_fee_outline_bps if unaudited else kill_bps(c, m)


def made_whole(c: Commission, bps: int) -> Division:
    """What the kill fee would have left the creator, from the platform's own account."""
    return borne_by_platform(c.order, divide(c, bps))


def make_whole(c: Commission, m: Move) -> tuple[Entry, ...]:
    """Escrow → brand, all of it; the creator's part comes from the platform, and no fee is taken of it."""
    parts = made_whole(c, platforms_bps(c, m))
    return _entry(c, m, "make_whole", Posting(held_in(c), -c.order.hold_fen), *_paid(c, parts))


def reserve(c: Commission, m: Move) -> tuple[Entry, ...]:
    """Escrow → reserve: decided, and held back while an appeal is possible."""
    fen = c.order.hold_fen
    return _entry(c, m, "reserve", Posting(f"escrow:{c.id}", -fen), Posting(f"reserve:{c.id}", fen))


def decided(c: Commission) -> Division:
    """What each has by the platform's decision."""
    case = c.case
    if case is None:
        return divide(c, 0)
    return divide_decided(c.order, case.decision, case.creator_bps, case.creator_fen, case.bearer)


def carry_out(c: Commission, m: Move) -> tuple[Entry, ...]:
    """Reserve → creator, fee and brand, as decided."""
    parts = decided(c)
    return _entry(c, m, "decision", Posting(held_in(c), -c.order.hold_fen), *_paid(c, parts))


@dataclass(frozen=True)
class Money:
    zh: str
    en: str
    entries: Movement
    credited: Callable[[Commission, Move], int] = lambda _c, _m: 0
    """The fen that the creator is credited; what is then paid out follows from it."""


MONEY: Mapping[str, Money] = {
    "hold": Money("资金托管：品牌主余额 → 托管", "hold: brand → escrow", hold),
    "release": Money(
        "放款：托管 → 创作者、平台服务费",
        "release: escrow → creator, fee",
        release,
        lambda c, _m: divide(c, BPS).creator_fen,
    ),
    "refund": Money("退款：托管 → 品牌主", "refund: escrow → brand", refund),
    "kill": Money(
        "赔付：托管 → 创作者（赔付比例）、平台服务费、品牌主；平台过错的，平台赔付 → 创作者，托管 → 品牌主",
        "kill fee: escrow → creator by stage, fee, brand; the platform's fault: compensation → creator",
        kill,
        lambda c, m: killed(c, m).creator_fen,
    ),
    "make_whole": Money(
        "全额退款：托管 → 品牌主；平台按所在阶段的赔付比例赔付 → 创作者",
        "made whole: escrow → brand; the kill fee of its stage, the platform's own → creator",
        make_whole,
        lambda c, m: divide(c, platforms_bps(c, m)).creator_fen,
    ),
    "reserve": Money("判定：托管 → 待生效", "decided: escrow → reserve", reserve),
    "carry_out": Money(
        "判定生效：待生效 → 创作者、平台服务费、品牌主；由平台承担的，平台赔付 → 创作者，待生效 → 品牌主",
        "decision takes effect: reserve → creator, fee, brand; the platform's charge: compensation → creator",
        carry_out,
        lambda c, _m: decided(c).creator_fen,
    ),
}
