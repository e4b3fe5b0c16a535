"""Until it is accepted: the payment, the 24 hours, the call."""

from domain.commissions.rules.clocks.calls import call
from domain.commissions.rules.clocks.clock import ALL_MOVES, Clock, after
from domain.commissions.state.stages import Stage
from domain.party import Party

CLOCKS = (
    Clock(
        "pay_by",
        "付款时限",
        "payment due",
        Party.BRAND,
        (Stage.AWAITING_PAYMENT,),
        after(hours="pay_hours"),
        "ours",
    ),
    Clock(
        "accept_by",
        "接收时限",
        "acceptance window",
        Party.CREATOR,
        (Stage.OFFERED,),
        after(hours="accept_hours"),
        "S1 Q4 「需在24小时内…超过截止日期则任务自动失效」",
        judges=ALL_MOVES,
        late="ORDER_EXPIRED",
    ),
    Clock(
        "call",
        "电话提醒",
        "reminder call",
        Party.CREATOR,
        (Stage.OFFERED,),
        call,
        "S1 Q5 「任务临近过期时，创作者会收到电话提醒」",
        consequence=False,
    ),
)
