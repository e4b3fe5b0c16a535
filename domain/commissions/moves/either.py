"""What both sides may ask: whoever sends it says who it is."""

from domain.commissions.moves.message import Message
from domain.party import Party
from domain.placeholders import REASON, TEXT

MESSAGES = (
    Message("close_edit", (Party.BRAND, Party.CREATOR), "关闭修改权限", "close the edit permission"),
    Message(
        "rate",
        (Party.BRAND, Party.CREATOR),
        "评价对方（双方评完或到期后可见）",
        "rate the other side",
        needs=("stars",),
        may=("text",),
        example={"actor": "brand", "stars": 5, "text": TEXT},
    ),
    Message(
        "propose_extension",
        (Party.BRAND, Party.CREATOR),
        "提议延期交稿",
        "propose a later submission deadline",
        needs=("submit_by",),
        may=("reason",),
        example={"actor": "creator", "submit_by": "2026-12-03T23:59:59+08:00"},
    ),
    Message(
        "answer_extension",
        (Party.BRAND, Party.CREATOR),
        "答复延期提议",
        "answer a proposed extension",
        needs=("agree",),
        example={"actor": "brand", "agree": True},
    ),
    Message(
        "escalate",
        (Party.BRAND, Party.CREATOR),
        "申请平台介入",
        "ask the platform to decide",
        needs=("reason",),
        may=("evidence",),
        example={"actor": "creator", "reason": REASON},
    ),
    Message(
        "appeal",
        (Party.BRAND, Party.CREATOR),
        "对平台判定或违约记录申诉（一次）",
        "appeal a decision or a breach record, once",
        needs=("reason",),
        may=("evidence",),
        example={"actor": "creator", "reason": REASON},
    ),
)
