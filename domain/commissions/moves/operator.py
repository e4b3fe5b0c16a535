"""What operators may ask beside acting for a party."""

from domain.commissions.moves.message import Message
from domain.party import Party
from domain.placeholders import OPERATOR, REASON

MESSAGES = (
    Message(
        "arbitrate",
        (Party.OPERATOR,),
        "平台判定：settle 结算、refund 退款、split 按比例、rework 整改、approve 通过、resume 退回原阶段；"
        "驳回争议：uphold_rejection 成立、strike_rejection 撤销；违约记录：lift 撤销、uphold 维持；"
        "生效前可更正一次",
        "decide: settle, refund, split, rework, approve, resume; of a rejection: uphold_rejection,"
        " strike_rejection; of a breach record: lift, uphold; before it takes effect, to correct it once",
        needs=("decision", "reason"),
        may=("creator_percent", "creator_bps", "creator_fen", "bearer", "release_at", "outside_window"),
        example={
            "actor": OPERATOR,
            "decision": "split",
            "creator_percent": 60,
            "reason": REASON,
        },
    ),
    Message(
        "record_audit",
        (Party.OPERATOR,),
        "记录平台审核结果（平台没有回传时）",
        "record the platform audit's answer, where the platform has not sent it",
        needs=("passed", "reason"),
        example={"actor": OPERATOR, "passed": False, "reason": REASON},
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
        "强制结算（可申诉）；bearer 写明由谁承担：brand 或 platform",
        "settle by the platform (may be appealed); bearer says who bears it: brand or platform",
        needs=("bearer", "reason"),
        example={"actor": OPERATOR, "bearer": "brand", "reason": REASON},
    ),
    Message(
        "force_refund",
        (Party.OPERATOR,),
        "强制退款（可申诉）；bearer 写明由谁承担：creator 得零，brand（发布前）或 platform 付创作者赔付",
        "refund by the platform (may be appealed); bearer says who bears it: the creator has nothing,"
        " or the brand (before publication) or the platform pays the creator's kill fee",
        needs=("bearer", "reason"),
        example={"actor": OPERATOR, "bearer": "creator", "reason": REASON},
    ),
    Message(
        "second",
        (Party.OPERATOR,),
        "复核另一位运营的判定或取消提议，使其生效；ref 为提议编号",
        "second another operator's proposed decision or cancel, which then takes effect; ref is its number",
        needs=("ref", "reason"),
        example={"actor": OPERATOR, "ref": "17", "reason": REASON},
    ),
    Message(
        "hide_rating",
        (Party.OPERATOR,),
        "隐藏评价的文字（party 为评价人：creator 或 brand；星级不变，任务结束后也可）",
        "hide the words of a rating (party is who wrote it: creator or brand; its stars stand;"
        " also once it is over)",
        needs=("party", "reason"),
        example={"actor": OPERATOR, "party": "brand", "reason": REASON},
        afterwards=True,
    ),
    Message(
        "unhide_rating",
        (Party.OPERATOR,),
        "恢复评价的文字（误隐藏时，仅一次）",
        "show the words of a rating again (where they were hidden by mistake; once)",
        needs=("party", "reason"),
        example={"actor": OPERATOR, "party": "brand", "reason": REASON},
        afterwards=True,
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
