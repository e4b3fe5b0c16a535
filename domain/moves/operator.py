"""What operators may ask beside acting for a party."""

from domain.moves.message import Message
from domain.stages import Party

MESSAGES = (
    Message(
        "arbitrate",
        (Party.OPERATOR,),
        "平台判定：settle 结算、refund 退款、split 按比例、rework 整改、approve 通过、resume 退回原阶段；"
        "违约记录：lift 撤销、uphold 维持",
        "decide: settle, refund, split, rework, approve, resume; of a breach record: lift, uphold",
        needs=("decision", "reason"),
        may=("creator_bps", "release_at", "outside_window"),
        example={
            "actor": "operator:li",
            "decision": "split",
            "creator_bps": 6000,
            "reason": "部分内容与要求不符",
        },
    ),
    Message(
        "extend",
        (Party.OPERATOR,),
        "延长某一时限",
        "move a running deadline later",
        needs=("clock", "until", "reason"),
        example={
            "actor": "operator:li",
            "clock": "submit_by",
            "until": "2026-12-05T23:59:59+08:00",
            "reason": "平台故障两天",
        },
    ),
    Message(
        "freeze",
        (Party.OPERATOR,),
        "暂停任务的一方（creator 或 brand，各自独立）；创作者一方暂停时资金不能提现",
        "freeze one side (creator or brand, each apart); a frozen creator's money is not withdrawn",
        needs=("party", "reason"),
        example={"actor": "operator:li", "party": "creator", "reason": "账号处罚核查中"},
    ),
    Message(
        "unfreeze",
        (Party.OPERATOR,),
        "恢复任务（双方都暂停时须写 party）",
        "unfreeze; where both sides are frozen, party names one",
        needs=("reason",),
        may=("party",),
        example={"actor": "operator:li", "reason": "核查完毕"},
    ),
    Message(
        "force_settle",
        (Party.OPERATOR,),
        "强制结算",
        "settle by the platform",
        needs=("reason",),
        example={"actor": "operator:li", "reason": "平台误判下架，按公开处理"},
    ),
    Message(
        "force_refund",
        (Party.OPERATOR,),
        "强制退款",
        "refund by the platform",
        needs=("reason",),
        example={"actor": "operator:li", "reason": "创作者账号已注销"},
    ),
    Message(
        "retry_payout",
        (Party.OPERATOR,),
        "重新打款",
        "try a failed payout again",
        needs=("reason",),
        example={"actor": "operator:li", "reason": "创作者已更新收款账户"},
    ),
)
