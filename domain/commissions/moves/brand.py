"""What the brand may ask, and what the operator may ask like the brand."""

from domain.commissions.moves.message import Message
from domain.party import Party
from domain.placeholders import EVIDENCE, REASON

MESSAGES = (
    Message(
        "approve",
        (Party.BRAND,),
        "确认（提纲以外须给出发布时间，now 为立即发布）",
        'confirm; content needs its release time ("now" is one)',
        may=("release_at", "marked_as_ad", "outside_window"),
        example={"release_at": "2026-11-26T20:00:00+08:00"},
    ),
    Message(
        "reject",
        (Party.BRAND,),
        "驳回，须写理由",
        "reject, with a reason",
        needs=("reason",),
        example={"reason": REASON},
    ),
    Message(
        "reschedule",
        (Party.BRAND,),
        "改发布时间",
        "change the release time",
        needs=("release_at",),
        may=("outside_window",),
        example={"release_at": "2026-11-27T09:00:00+08:00"},
    ),
    Message("settle", (Party.BRAND,), "验收并结算", "accept the work and settle now"),
    Message(
        "complain",
        (Party.BRAND,),
        "投诉",
        "complain",
        needs=("cause", "reason"),
        may=("evidence",),
        example={"cause": "content_differs", "reason": REASON, "evidence": [EVIDENCE]},
    ),
    Message(
        "answer_case",
        (Party.BRAND,),
        "答复平台介入（创作者申请介入或申诉后）",
        "answer what the creator has put before the platform: an escalation, an appeal",
        needs=("reason",),
        may=("evidence",),
        example={"reason": REASON},
    ),
    Message("withdraw_complaint", (Party.BRAND,), "撤回投诉", "take the complaint back"),
    Message(
        "cancel",
        (Party.BRAND, Party.OPERATOR),
        "取消任务（有赔付金额时须带 quoted_fen，可再带报价版本 quote；"
        "平台运营须写明过错方 fault：brand、creator 或 platform）",
        "cancel; where a kill fee is due, quoted_fen must name it, and quote may name its version;"
        " an operator names whose fault it is: brand, creator or platform",
        may=("quoted_fen", "quote", "fault", "reason"),
        example={"quoted_fen": 150000, "reason": REASON},
    ),
    Message(
        "answer_cancel",
        (Party.BRAND,),
        "答复取消申请（不同意须写理由；可同意更高的比例）",
        "answer a request to cancel; a higher share than the one asked for may be named",
        needs=("agree",),
        may=("reason", "creator_percent", "creator_bps", "creator_fen"),
        example={"agree": True},
    ),
    Message("open_edit", (Party.BRAND,), "开启修改权限", "open the edit permission"),
    Message("confirm_item", (Party.BRAND,), "确认新编号的作品", "take the item under a new number"),
    Message(
        "refuse_item",
        (Party.BRAND,),
        "拒绝新编号的作品，须写理由",
        "refuse the item under a new number, with a reason",
        needs=("reason",),
        example={"reason": REASON},
    ),
    Message("waive_outline", (Party.BRAND,), "不再需要提纲", "go without an outline"),
    Message(
        "ratify",
        (Party.BRAND,),
        "认可提前（或逾期后）发布的作品",
        "take an early or late publication as the release",
    ),
    Message("take_down", (Party.BRAND,), "要求下架提前发布的作品", "have an early publication taken down"),
)
