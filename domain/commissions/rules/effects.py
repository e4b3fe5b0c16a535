"""The ``orders`` of a rulebook row: what is to be done outside, under keys made of business ids."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from domain.commissions.moves import Move
from domain.commissions.notices import filled, still_true, variables
from domain.commissions.rules.looks import next_look
from domain.commissions.rules.pauses import must_wait
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission, Effect
from domain.commissions.state.payout import Nudge, PayoutState, Pays
from domain.commissions.state.predicates import late_publication
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.views.platform_acts import platform_act
from domain.copies import replace
from domain.money.withdrawals.messages import REASON_MAX
from domain.notice import Notice
from domain.operators import shortened
from domain.party import Party
from domain.texts import harmless

Ordered = Callable[[Commission, Commission, Move], tuple[Effect | Notice, ...]]
"""From the commission before and after the move."""
CarriedOut = Callable[[Commission, Commission, Move], tuple[Effect, ...]]


@dataclass(frozen=True)
class EffectKind:
    zh: str
    en: str
    effects: Ordered


def notice(c: Commission, template: str, seq: int, m: Move) -> Notice:
    """One SMS or call. The receiver is named by id: the number is looked up where it is used."""
    chosen = rules_of(c).templates[template]
    receiver = c.order.creator_id if chosen.to is Party.CREATOR else c.order.brand_id
    params = variables(template, c, m.now, platform_act(c, seq, m))
    return Notice(
        key=f"{template}:{c.id}:{seq}",
        commission_id=c.id,
        recipient=f"{chosen.to}:{receiver}",
        channel=chosen.channel,
        template=template,
        params=params,
        text=filled(chosen, params),
        at=m.at if chosen.channel == "voice" else m.now,
    )


def parted(wanted: Iterable[Effect | Notice]) -> tuple[tuple[Notice, ...], tuple[Effect, ...]]:
    """The SMS, which leave by themselves, and what is carried out: a call is, since its answer is a move."""
    sms = tuple(each for each in wanted if isinstance(each, Notice) and each.channel == "sms")
    return sms, tuple(_carried_out(each) for each in wanted if each not in sms)


def _carried_out(each: Effect | Notice) -> Effect:
    return Effect("call", each.key, each.at, call=each) if isinstance(each, Notice) else each


def _item(kind: str, which: Callable[[Commission], str], *, allowed: bool = False) -> CarriedOut:
    def ordered(before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
        item = which(before) or which(after)
        at = m.at if kind == "probe" else m.now  # a probe stands for the deadline that ordered it
        return (Effect(kind, f"{kind}:{after.id}:{after.seq}", at, item=item, allowed=allowed),)

    return ordered


def _publish(before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
    """What was ordered as an advertisement is published with its mark, or not at all."""
    order = after.order
    marked = order.marked_as_ad or after.marked_as_ad or bool(order.purchase_link)
    (effect,) = _item("publish", lambda c: c.item)(before, after, m)
    return (replace(effect, marked=marked),)


def _edit(*, allowed: bool, if_open: bool = False) -> CarriedOut:
    ordered = _item("set_edit", lambda c: c.item, allowed=allowed)
    return lambda before, after, m: ordered(before, after, m) if not if_open or before.edit_until else ()


def _early_down(before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
    """Whoever leaves does not keep what was never taken."""
    return _item("take_down", lambda c: c.early_item)(before, after, m) if before.early_item else ()


def _late_down(before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
    """Nobody keeps for nothing what was published only while the platform was asked about it."""
    public = late_publication(before) and before.seen.public
    return _item("take_down", lambda c: c.item)(before, after, m) if public else ()


def _pay_out(_before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
    payout = after.payout
    if payout.state is not PayoutState.UNDER_WAY:
        return ()
    pays = Pays(after.order.creator_id, payout.fen, payout.generation)
    return (Effect("pay_out", f"pay_out:{after.id}:{payout.generation}", m.now, pays=pays),)


def _ask_payout(_before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
    return (Effect("ask_payout", f"ask_payout:{after.id}:{after.seq}", m.now),)


def _nudge(_before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
    """The withdrawal that waits is told to try a new number."""
    nudge = Nudge(m.actor, harmless(shortened(m.reason, REASON_MAX), lines=True))
    return (Effect("nudge_payout", f"nudge_payout:{after.id}:{after.seq}", m.now, nudge=nudge),)


def _look(_before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
    """One at a time; the next is ordered when it is answered."""
    return next_look(after, m.now, anew=m.by is Party.CLOCK)


def _ask_notice(_before: Commission, after: Commission, m: Move) -> tuple[Effect, ...]:
    return (Effect("ask_notice", f"ask_notice:{after.id}:{after.seq}", m.now, notice=m.ref),)


def _waiting(before: Commission, after: Commission, m: Move) -> tuple[Notice, ...]:
    waited = (each.rsplit(":", 1) for each in before.waiting_notices)
    return tuple(
        notice(after, template, int(seq), m)
        for template, seq in waited
        if still_true(template, after) and not must_wait(before, template, m.now)
    )


def still_wanted(c: Commission, effect: Effect) -> bool:
    """Whether an effect that failed is worth another try: what the commission has left behind is not."""
    match effect.kind:
        case "publish":
            return c.stage is Stage.AWAITING_RELEASE and c.release_ordered
        case "probe":
            return c.stage in (Stage.SETTLING, Stage.SETTLEMENT_SUSPENDED, Stage.DECIDED)
        case "set_edit":
            return effect.allowed is (c.edit_until is not None)
        case "pay_out" | "nudge_payout" | "take_down":
            return True
        case "ask_payout":
            return c.payout.state in (PayoutState.UNDER_WAY, PayoutState.WAITING)
        case _:
            return c.stage not in CLOSED


EFFECTS: Mapping[str, EffectKind] = {
    "publish": EffectKind("发布作品", "publish the item", _publish),
    "take_down": EffectKind(
        "下架提前发布的作品", "take the early item down", _item("take_down", lambda c: c.early_item)
    ),
    "take_down_if_early": EffectKind(
        "如有提前发布而未获认可，下架", "take an early item down that was not ratified", _early_down
    ),
    "take_down_if_late": EffectKind(
        "如在平台处理未发布期间才公开，下架",
        "take it down if it became public only while its missing release was decided",
        _late_down,
    ),
    "open_edit": EffectKind("MP 开启修改权限", "open the edit permission in the MP", _edit(allowed=True)),
    "open_edit_if_left": EffectKind(
        "修改权限还有剩余的，MP 重新开启",
        "open the edit permission again if time of it is left",
        lambda before, after, m: _edit(allowed=True)(before, after, m) if after.edit_until else (),
    ),
    "close_edit": EffectKind("MP 关闭修改权限", "close the edit permission in the MP", _edit(allowed=False)),
    "close_edit_if_open": EffectKind(
        "如已开启，MP 关闭修改权限",
        "close the edit permission if it is open",
        _edit(allowed=False, if_open=True),
    ),
    "look": EffectKind("核实所报作品", "look at the item reported", _look),
    "probe": EffectKind("查询公开状态", "ask whether it is public", _item("probe", lambda c: c.item)),
    "pay_out": EffectKind("打款", "pay out", _pay_out),
    "ask_payout": EffectKind("查账：打款到哪一步", "ask the books where the payout stands", _ask_payout),
    "ask_notice": EffectKind("查通知是否送达", "ask the books whether a notice went out", _ask_notice),
    "nudge_payout": EffectKind("让等待的打款重试", "let the payout that waits try again", _nudge),
    "pay_out_again": EffectKind("以新流水号打款", "pay out under a new number", _pay_out),
    "waiting_notices": EffectKind("发出等待的通知", "send what waited for the morning", _waiting),
}
