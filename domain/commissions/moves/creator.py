"""What the creator may ask."""

from domain.commissions.moves.message import Message
from domain.party import Party
from domain.placeholders import ITEM, REASON, REFERENCE

MESSAGES = (
    Message(
        "accept",
        (Party.CREATOR,),
        "接收任务（可带所见需求单的摘要值 brief_digest）",
        "accept the commission (brief_digest may name the brief that was read)",
        may=("brief_digest",),
    ),
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
        "replace_item",
        (Party.CREATOR,),
        "作品以新编号重新发布（原作品已不公开），需客户确认",
        "name the item that is public in place of the one that is gone; the brand must agree",
        needs=("item",),
        may=("reason",),
        example={"item": ITEM},
    ),
    Message(
        "request_cancel",
        (Party.CREATOR,),
        "申请取消任务，需客户同意（有赔付金额时须带 quoted_fen 确认放弃；可提出希望保留的比例）",
        "ask to cancel; the brand must agree. Where a kill fee is due, quoted_fen must name what is given up;"
        " a share to keep may be named",
        needs=("reason",),
        may=("quoted_fen", "quote", "creator_percent", "creator_bps", "creator_fen"),
        example={"reason": REASON},
    ),
    Message("withdraw_cancel", (Party.CREATOR,), "撤回取消申请", "take the request to cancel back"),
    Message(
        "answer_complaint",
        (Party.CREATOR,),
        "答复投诉（也答复品牌主申请的平台介入和申诉）",
        "answer a complaint (or the brand's escalation or appeal)",
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
        may=("evidence",),
        example={"reason": REASON},
    ),
)
