"""What operators may ask beside acting for a party."""

from domain.moves.message import Message
from domain.placeholders import OPERATOR, REASON
from domain.stages import Party

MESSAGES = (
    Message(
        "arbitrate",
        (Party.OPERATOR,),
        "平台判定：settle 结算、refund 退款、split 按比例、rework 整改、approve 通过、resume 退回原阶段；"
        "违约记录：lift 撤销、uphold 维持；生效前可更正一次",
        "decide: settle, refund, split, rework, approve, resume; of a breach record: lift, uphold;"
        " before it takes effect, to correct it once",
        needs=("decision", "reason"),
        may=("creator_percent", "creator_bps", "creator_fen", "release_at", "outside_window"),
        example={
            "actor": OPERATOR,
            "decision": "split",
            "creator_percent": 60,
            "reason": REASON,
        },
    ),
    Message(
        "extend",
        (Party.OPERATOR,),
        "调整某一时限（最晚至 60 天后；可改回，不早于现在）",
        "move a running deadline (to 60 days from now at most, and back, not before now)",
        needs=("clock", "until", "reason"),
        example={
            "actor": OPERATOR,
            "clock": "submit_by",
            "until": "2026-12-05T23:59:59+08:00",
            "reason": REASON,
        },
    ),
    Message(
        "freeze",
        (Party.OPERATOR,),
        "暂停任务的一方（creator 或 brand，各自独立）；创作者一方暂停时资金不能提现",
        "freeze one side (creator or brand, each apart); a frozen creator's money is not withdrawn",
        needs=("party", "reason"),
        example={"actor": OPERATOR, "party": "creator", "reason": REASON},
    ),
    Message(
        "unfreeze",
        (Party.OPERATOR,),
        "恢复任务（双方都暂停时须写 party）",
        "unfreeze; where both sides are frozen, party names one",
        needs=("reason",),
        may=("party",),
        example={"actor": OPERATOR, "reason": REASON},
    ),
    Message(
        "force_settle",
        (Party.OPERATOR,),
        "强制结算",
        "settle by the platform",
        needs=("reason",),
        example={"actor": OPERATOR, "reason": REASON},
    ),
    Message(
        "force_refund",
        (Party.OPERATOR,),
        "强制退款",
        "refund by the platform",
        needs=("reason",),
        example={"actor": OPERATOR, "reason": REASON},
    ),
    Message(
        "retry_payout",
        (Party.OPERATOR,),
        "重新打款",
        "try a failed payout again",
        needs=("reason",),
        example={"actor": OPERATOR, "reason": REASON},
    ),
)
