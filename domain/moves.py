"""Everything that can be asked of a commission from outside: one row per message.

Handlers, their descriptions and examples, the command line and the documents are made from this table.
A name is wire format: it is never renamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.stages import Party

CREATOR, BRAND, OPERATOR, OUTSIDE = Party.CREATOR, Party.BRAND, Party.OPERATOR, Party.OUTSIDE


@dataclass(frozen=True)
class Move:
    """One thing that somebody, a clock or we ourselves want to happen to a commission.

    ``at`` is the effective instant the rules judge by; ``now`` is the commission's own clock. Fields after
    ``reason`` are filled by the messages that have them.
    """

    name: str
    by: Party
    at: datetime
    now: datetime
    command_id: str = ""
    actor: str = ""
    on_behalf_of: str = ""
    digest: str = ""
    round: int | None = None
    reason: str = ""
    ref: str = ""
    item: str = ""
    creator: str = ""
    linked: bool = True
    title: str = ""
    description: str = ""
    hashtags: tuple[str, ...] = ()
    release_at: datetime | None = None
    submit_by: datetime | None = None
    happened_at: datetime | None = None
    cause: str = ""
    evidence: tuple[str, ...] = ()
    decision: str = ""
    creator_bps: int | None = None
    agree: bool | None = None
    passed: bool | None = None
    public: bool | None = None
    quoted_fen: int | None = None
    party: str = ""
    clock: str = ""
    until: datetime | None = None
    stars: int | None = None
    text: str = ""
    marked_as_ad: bool | None = None
    key: str = ""


@dataclass(frozen=True)
class Message:
    name: str
    by: tuple[Party, ...]
    zh: str
    en: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    done_as: str = ""
    """The refusal for a new id that asks for what is already done."""

    @property
    def is_fact(self) -> bool:
        return self.by == (OUTSIDE,)


def _message(name: str, by: tuple[Party, ...], zh: str, en: str, **more: Any) -> Message:
    return Message(name, by, zh, en, **more)


_REASON = {"reason": "标题与产品不符，请补充使用场景"}

MESSAGES: Mapping[str, Message] = {
    each.name: each
    for each in (
        _message("accept", (CREATOR,), "接收任务", "accept the commission"),
        _message("decline", (CREATOR,), "拒单（没有任何后果）", "decline, at no cost", may=("reason",)),
        _message(
            "submit",
            (CREATOR,),
            "提交提纲（视频：脚本、视频）",
            "submit an outline (or a script, a video)",
            needs=("ref",),
            may=("title", "description", "hashtags", "marked_as_ad"),
            example={"ref": "outline-1"},
        ),
        _message("request_edit", (CREATOR,), "申请修改权限", "ask for the edit permission", may=("reason",)),
        _message(
            "request_cancel",
            (CREATOR,),
            "申请取消任务，需客户同意",
            "ask to cancel; the brand must agree",
            needs=("reason",),
            example={"reason": "本周生病，无法按时交稿"},
        ),
        _message("withdraw_cancel", (CREATOR,), "撤回取消申请", "take the request to cancel back"),
        _message(
            "answer_complaint",
            (CREATOR,),
            "答复投诉",
            "answer a complaint",
            needs=("reason",),
            may=("evidence",),
            example={"reason": "已按要求标注产品名称，见第二段"},
        ),
        _message(
            "appeal_audit",
            (CREATOR,),
            "对平台审核结果申诉",
            "appeal the platform audit",
            needs=("reason",),
            example={"reason": "文中没有绝对化用语，请复核"},
        ),
        _message(
            "approve",
            (BRAND,),
            "确认（文章须给出发布时间，now 为立即发布）",
            'confirm; content needs its release time ("now" is one)',
            may=("release_at", "marked_as_ad"),
            example={"release_at": "2026-11-26T20:00:00+08:00"},
        ),
        _message("reject", (BRAND,), "驳回，须写理由", "reject, with a reason", needs=("reason",), example=_REASON),
        _message(
            "reschedule",
            (BRAND,),
            "改发布时间",
            "change the release time",
            needs=("release_at",),
            example={"release_at": "2026-11-27T09:00:00+08:00"},
        ),
        _message("settle", (BRAND,), "验收并结算", "accept the work and settle now"),
        _message(
            "complain",
            (BRAND,),
            "投诉",
            "complain",
            needs=("cause", "reason"),
            may=("evidence",),
            example={"cause": "content_differs", "reason": "发布的文章缺少产品名称", "evidence": ["shot-1"]},
        ),
        _message("withdraw_complaint", (BRAND,), "撤回投诉", "take the complaint back"),
        _message(
            "cancel",
            (BRAND, OPERATOR),
            "取消任务（有赔付金额时须带 quoted_fen）",
            "cancel; where a kill fee is due, quoted_fen must name it",
            may=("quoted_fen", "reason"),
            example={"quoted_fen": 150000, "reason": "推广计划改变"},
        ),
        _message(
            "answer_cancel",
            (BRAND,),
            "答复取消申请（不同意须写理由）",
            "answer a request to cancel",
            needs=("agree",),
            may=("reason",),
            example={"agree": True},
        ),
        _message("open_edit", (BRAND,), "开启修改权限", "open the edit permission"),
        _message("close_edit", (BRAND, CREATOR), "关闭修改权限", "close the edit permission"),
        _message("waive_outline", (BRAND,), "不再需要提纲", "go without an outline"),
        _message("ratify", (BRAND,), "认可提前发布的文章", "take an early publication as the release"),
        _message("take_down", (BRAND,), "要求下架提前发布的文章", "have an early publication taken down"),
        _message(
            "rate",
            (BRAND, CREATOR),
            "评价对方（双方评完或到期后可见）",
            "rate the other side",
            needs=("stars",),
            may=("text",),
            example={"actor": "brand", "stars": 5, "text": "沟通顺畅，按时交稿"},
        ),
        _message(
            "propose_extension",
            (BRAND, CREATOR),
            "提议延期交稿",
            "propose a later submission deadline",
            needs=("submit_by",),
            may=("reason",),
            example={"actor": "creator", "submit_by": "2026-12-03T23:59:59+08:00"},
        ),
        _message(
            "answer_extension",
            (BRAND, CREATOR),
            "答复延期提议",
            "answer a proposed extension",
            needs=("agree",),
            example={"actor": "brand", "agree": True},
        ),
        _message(
            "escalate",
            (BRAND, CREATOR),
            "申请平台介入",
            "ask the platform to decide",
            needs=("reason",),
            example={"actor": "creator", "reason": "客户七天未确认"},
        ),
        _message(
            "appeal",
            (BRAND, CREATOR),
            "对平台判定申诉（一次）",
            "appeal a decision, once",
            needs=("reason",),
            example={"actor": "creator", "reason": "证据截图不是本文"},
        ),
        _message(
            "arbitrate",
            (OPERATOR,),
            "平台判定：settle 结算、refund 退款、split 按比例、rework 整改、approve 通过、resume 退回原阶段",
            "decide: settle, refund, split, rework, approve, resume",
            needs=("decision", "reason"),
            may=("creator_bps", "release_at"),
            example={"actor": "operator:li", "decision": "split", "creator_bps": 6000, "reason": "部分内容与要求不符"},
        ),
        _message(
            "extend",
            (OPERATOR,),
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
        _message(
            "freeze",
            (OPERATOR,),
            "暂停任务（creator 或 brand）",
            "freeze, naming the party concerned",
            needs=("party", "reason"),
            example={"actor": "operator:li", "party": "creator", "reason": "账号处罚核查中"},
        ),
        _message(
            "unfreeze",
            (OPERATOR,),
            "恢复任务",
            "unfreeze",
            needs=("reason",),
            example={"actor": "operator:li", "reason": "核查完毕"},
        ),
        _message(
            "force_settle",
            (OPERATOR,),
            "强制结算",
            "settle by the platform",
            needs=("reason",),
            example={"actor": "operator:li", "reason": "平台误判下架，按公开处理"},
        ),
        _message(
            "force_refund",
            (OPERATOR,),
            "强制退款",
            "refund by the platform",
            needs=("reason",),
            example={"actor": "operator:li", "reason": "创作者账号已注销"},
        ),
        _message(
            "retry_payout",
            (OPERATOR,),
            "重新打款",
            "try a failed payout again",
            needs=("reason",),
            example={"actor": "operator:li", "reason": "创作者已更新收款账户"},
        ),
        _message("funded", (OUTSIDE,), "品牌主已充值", "the brand's balance was topped up"),
        _message(
            "submitted",
            (OUTSIDE,),
            "头条号 MP：已发布待确认，已勾选「关联星图任务」",
            "the MP holds an item published with the tick",
            needs=("item",),
            may=("creator", "linked", "title", "marked_as_ad", "happened_at"),
            example={"item": "mp-1001", "creator": "atang"},
        ),
        _message(
            "audited",
            (OUTSIDE,),
            "平台审核结果",
            "the platform audit's result",
            needs=("passed",),
            may=("item", "reason", "happened_at"),
            example={"passed": False, "item": "mp-1001", "reason": "标题含绝对化用语"},
        ),
        _message(
            "published",
            (OUTSIDE,),
            "作品已公开",
            "the item became public",
            needs=("item",),
            may=("happened_at",),
            example={"item": "mp-1001", "happened_at": "2026-11-26T20:00:00+08:00"},
        ),
        _message(
            "visibility_changed",
            (OUTSIDE,),
            "作品公开状态变化",
            "the item was hidden or became public again",
            needs=("public",),
            may=("item", "happened_at", "reason"),
            example={"public": False, "item": "mp-1001", "happened_at": "2026-12-03T20:00:00+08:00"},
        ),
        _message(
            "edited",
            (OUTSIDE,),
            "作品被修改",
            "the published item was edited",
            needs=("item",),
            may=("happened_at",),
            example={"item": "mp-1001"},
        ),
    )
}

CAUSES = ("not_public", "content_differs", "late", "quality", "fraud", "other")
DECISIONS = ("settle", "refund", "split", "rework", "approve", "resume")
