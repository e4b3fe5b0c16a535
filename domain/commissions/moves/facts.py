"""What is reported from outside: facts, as signals only."""

from domain.commissions.moves.message import Message
from domain.party import Party
from domain.placeholders import CREATOR_ID, ITEM, NOTICE, REASON, WITHDRAWAL

MESSAGES = (
    Message("funded", (Party.OUTSIDE,), "品牌主已充值", "the brand's balance was topped up"),
    Message(
        "submitted",
        (Party.OUTSIDE,),
        "作品已在 MP 提交（已发布待确认，已勾选「关联星图任务」）",
        "the item is submitted (held in the MP, published with the tick)",
        needs=("item",),
        may=("creator", "linked", "title", "marked_as_ad", "happened_at"),
        example={"item": ITEM, "creator": CREATOR_ID},
    ),
    Message(
        "audited",
        (Party.OUTSIDE,),
        "平台审核结果",
        "the platform audit's result",
        needs=("passed",),
        may=("item", "reason", "happened_at"),
        example={"passed": False, "item": ITEM, "reason": REASON},
    ),
    Message(
        "published",
        (Party.OUTSIDE,),
        "作品已公开",
        "the item became public",
        needs=("item",),
        may=("happened_at",),
        example={"item": ITEM, "happened_at": "2026-11-26T20:00:00+08:00"},
    ),
    Message(
        "visibility_changed",
        (Party.OUTSIDE,),
        "作品公开状态变化",
        "the item was hidden or became public again",
        needs=("public",),
        may=("item", "happened_at", "reason"),
        example={"public": False, "item": ITEM, "happened_at": "2026-12-03T20:00:00+08:00"},
    ),
    Message(
        "payout_waiting",
        (Party.OUTSIDE,),
        "打款未成功，等待处理（由提现流程告知）",
        "the payout failed and waits (told by the withdrawal)",
        needs=("ref",),
        may=("reason",),
        example={"ref": WITHDRAWAL, "reason": REASON},
    ),
    Message(
        "notice_failed",
        (Party.OUTSIDE,),
        "通知未能送达（由通知服务告知）",
        "a notice could not be delivered (told by whoever sends them)",
        needs=("ref",),
        example={"ref": NOTICE},
    ),
    Message(
        "edited",
        (Party.OUTSIDE,),
        "作品被修改",
        "the published item was edited",
        needs=("item",),
        may=("happened_at",),
        example={"item": ITEM},
    ),
)
