"""What the creator may ask."""

from domain.moves.message import Message
from domain.placeholders import REASON, REFERENCE
from domain.stages import Party

MESSAGES = (
    Message("accept", (Party.CREATOR,), "接收任务", "accept the commission"),
    Message("decline", (Party.CREATOR,), "拒单（没有任何后果）", "decline, at no cost", may=("reason",)),
    Message(
        "submit",
        (Party.CREATOR,),
        "提交（提纲；视频的脚本、视频）",
        "submit (an outline; a script, a video)",
        needs=("ref",),
        may=("title", "description", "hashtags", "marked_as_ad"),
        example={"ref": REFERENCE},
    ),
    Message("request_edit", (Party.CREATOR,), "申请修改权限", "ask for the edit permission", may=("reason",)),
    Message(
        "request_cancel",
        (Party.CREATOR,),
        "申请取消任务，需客户同意",
        "ask to cancel; the brand must agree",
        needs=("reason",),
        example={"reason": REASON},
    ),
    Message("withdraw_cancel", (Party.CREATOR,), "撤回取消申请", "take the request to cancel back"),
    Message(
        "answer_complaint",
        (Party.CREATOR,),
        "答复投诉",
        "answer a complaint",
        needs=("reason",),
        may=("evidence",),
        example={"reason": REASON},
    ),
    Message(
        "appeal_audit",
        (Party.CREATOR,),
        "对平台审核结果申诉",
        "appeal the platform audit",
        needs=("reason",),
        example={"reason": REASON},
    ),
)
