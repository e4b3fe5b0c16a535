"""What happens then, as one reader is told it: 「自动失效，费用退回」, with the sum where money moves."""

from collections.abc import Mapping, Sequence

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.rules.ends import ends
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import REVIEWED, Stage
from domain.commissions.views.standing.foreseen import Foreseen
from domain.commissions.views.view import stage_words
from domain.instants import written_cn, written_deadline
from domain.money.amounts import yuan
from domain.party import Party

Words = tuple[str, str]

BY_ITSELF: Mapping[Stage, Words] = {
    Stage.EXPIRED: ("自动失效", "it expires"),
    Stage.CANCELLED: ("自动取消", "it is cancelled"),
    Stage.AWAITING_RELEASE: ("视为确认，等待发布", "it counts as approved and waits for its release"),
    Stage.PUBLISHED: ("作品自动公开，不用操作", "the work goes public by itself"),
    Stage.SETTLED: ("自动结算", "it is settled"),
    Stage.ARBITRATION: ("转由平台介入", "the platform steps in"),
    Stage.COMPLETED: ("任务完成，评价截止", "it is completed, and ratings end"),
    Stage.REFUNDED: ("退款给品牌主", "the brand is refunded"),
    Stage.SETTLEMENT_SUSPENDED: ("结算挂起", "the settlement is suspended"),
}
"""By the stage a clock leads to; any other is entered by its name."""
NOTED: Mapping[str, Words] = {
    "submit_by": ("记为逾期", "it counts as late"),
    "grace_over": ("客户可免赔取消", "the client may cancel at no cost"),
    "audit_overdue": ("双方可申请平台介入", "either side may ask the platform to step in"),
    "review_attention": (
        "平台开始关注，创作者可申请平台介入",
        "the platform looks, the creator may ask it to step in",
    ),
    "recheck": ("再查一次是否公开", "it is looked at again"),
    "reprobe": ("再查一次是否公开", "it is looked at again"),
}
"""Clocks that leave the stage as it is, in shorter words than their rows have."""
NOTHING: Words = ("没有时限，等对方处理", "no deadline: it waits for the other side")
OVER: Words = ("任务已结束", "it is over")
STANDS_STILL: Words = (
    "暂停期间不计时，恢复后从剩余时间继续",
    "the clock stands still and goes on afterwards",
)


def then_words(c: Commission, coming: Sequence[Foreseen], reader: Party) -> Words:
    """The first consequence; where it only notes something, also when it goes on from there."""
    if not coming:
        return NOTHING
    first, last = coming[0], coming[-1]
    zh, en = _one(c, first, reader)
    if last is first:
        return zh, en
    more_zh, more_en = _one(c, last, reader)
    at_zh, at_en = written_cn(last.at, first.at), written_deadline(last.at, "en", first.at)
    return f"{zh}；{at_zh} {more_zh}", f"{en}; {at_en}: {more_en}"


def _one(c: Commission, each: Foreseen, reader: Party) -> Words:
    parts = [_stage(c, each), *_money(each, reader)]
    if each.breach and reader is not Party.BRAND:
        breach = BREACHES[each.breach]
        parts.append((f"记入违约记录（{breach.zh}）", f"a breach is recorded ({breach.en})"))
    return "，".join(zh for zh, _ in parts), ", ".join(en for _, en in parts)


def _stage(c: Commission, each: Foreseen) -> Words:
    if not each.moves_on:
        return _unmoved(c, each)
    if each.before in REVIEWED and each.after is Stage.CONTENT_DRAFTING:
        zh, en = stage_words(c, each.after)
        return f"未答复即视为确认，进入「{zh}」", f"no answer counts as a yes: {en}"
    if each.after in BY_ITSELF:
        return BY_ITSELF[each.after]
    zh, en = stage_words(c, each.after)
    return f"进入「{zh}」", f"on to “{en}”"


def _unmoved(c: Commission, each: Foreseen) -> Words:
    """In the words of the row itself, where it has none of its own."""
    if each.clock in NOTED:
        return NOTED[each.clock]
    told = ends(each.before, each.clock, rules_of(c))
    return (
        told[0] if len(told) == 1 else (rules_of(c).clocks[each.clock].zh, rules_of(c).clocks[each.clock].en)
    )


def _money(each: Foreseen, reader: Party) -> list[Words]:
    """A creator reads what it gets, a brand what comes back and what is paid."""
    paid, back = yuan(each.creator_fen), yuan(each.brand_fen)
    told: list[Words] = []
    if each.creator_fen and reader is Party.CREATOR:
        told.append((f"你得 ¥{paid}", f"you get ¥{paid}"))
    elif each.creator_fen:
        told.append((f"付给创作者 ¥{paid}", f"¥{paid} to the creator"))
    if each.brand_fen and reader is Party.CREATOR:
        if not each.creator_fen:
            told.append(("费用退回客户", "the money goes back to the client"))
    elif each.brand_fen:
        told.append(
            (
                f"退回 ¥{back}",
                f"you get ¥{back} back" if reader is Party.BRAND else f"¥{back} back to the brand",
            )
        )
    return told
