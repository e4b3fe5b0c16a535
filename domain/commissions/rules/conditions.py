"""The ``when`` of a rulebook row: which of several rows for one stage and move applies."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from domain.commissions.cases.falling import FALLS, fall, hidden_by_creator
from domain.commissions.cases.proposals import two_needed
from domain.commissions.cases.requests import asks_share, at_brands_fault
from domain.commissions.money.postings import decided
from domain.commissions.moves import Move
from domain.commissions.rules.clocks.calls import may_ring, next_call
from domain.commissions.state.case import CaseKind
from domain.commissions.state.commission import Commission
from domain.commissions.state.payout import PayoutState
from domain.commissions.state.predicates import (
    AD_MARK_MISSING,
    about_a_release,
    audits_failed,
    creator_frozen,
    freezes,
    gap_is_short,
    happened,
    hidden_seconds,
    late_publication,
    outline_wanted,
    publish_in_flight,
    silence_approves,
)
from domain.money.withdrawals.steps import LATER
from domain.money.withdrawals.transitions import meaning
from domain.money.withdrawals.withholding import FROZEN_MONEY
from domain.party import Party
from domain.process import guard

Condition = guard.Condition[Commission, Move]


def _last_outline(c: Commission) -> bool:
    return c.outline_rejections + 1 >= c.order.terms.outline_rejections


def _content_rejections_left(c: Commission) -> bool:
    return c.content_rejections < c.order.terms.content_rejections


def _last_audit(c: Commission) -> bool:
    return 0 < c.order.terms.failed_audits_max <= audits_failed(c)


def _seen_public(c: Commission) -> bool:
    """When it was decided: what was hidden since has to be looked at all the more."""
    known = c.case.seen_public if c.case and c.case.seen_public is not None else c.seen.public
    return c.published_at is not None and known


def _release_missing(c: Commission) -> bool:
    return about_a_release(c) and c.published_at is None and c.case is not None and not c.case.decision


def _hidden_for_long_since(c: Commission, m: Move) -> bool:
    """As long as would have made the window longer, and nobody who decided knew of it."""
    if c.case is None or c.case.seen_public is None:
        return False
    since = hidden_seconds(c, happened(m)) - c.case.hidden_seconds
    return since >= c.order.terms.hidden_tolerance_hours * 3600


def _another_call(c: Commission, m: Move) -> bool:
    return c.calls_made < c.order.terms.call_attempts and next_call(c, m) is not None


def _window_over(c: Commission, m: Move) -> bool:
    return c.case is not None and c.case.settle_by is not None and m.at >= c.case.settle_by


def _merges(c: Commission, m: Move) -> bool:
    """The same proposal from the other side, while theirs still stands."""
    if c.extension is None or c.extension.by is m.by or c.extension.submit_by != m.submit_by:
        return False
    return m.at < c.clocks.get("extension_reply_by", m.at)


def _early(c: Commission, m: Move) -> bool:
    """Once the release has begun nothing is early: it may have been public before."""
    if c.release_ordered:
        return False
    return c.release_at is None or happened(m) < c.release_at - timedelta(minutes=c.order.terms.early_minutes)


def _edit_open(c: Commission, m: Move) -> bool:
    """By the permission that stood when the edit was reported."""
    until = m.until or c.edit_until
    return until is not None and happened(m) < until


def _reported(fact: str) -> Callable[[Commission, Move], bool]:
    """The same item, as far as it is named, is reported to have come so far."""
    return lambda c, m: any(each.fact == fact and m.item in ("", each.item) for each in c.reports)


def _other_rated(c: Commission, m: Move) -> bool:
    return any(each is not m.by for each in c.rated)


def _rework_appealed(c: Commission) -> bool:
    return c.case is not None and c.case.rework_appealed_at is not None


def _appealed(c: Commission) -> bool:
    return c.case is not None and c.case.appealed


def _means(side: Party) -> Callable[[Commission, Move], bool]:
    """A move that names no side means the one that is frozen, the creator's before the brand's."""

    def means(c: Commission, m: Move) -> bool:
        standing = freezes(c)
        return m.party == side or (not m.party and bool(standing) and standing[0].party is side)

    return means


ELSEWHERE = ("settle", "refund", "split", "rework", "approve", "uphold_rejection", "strike_rejection")
"""Decisions that have a row of their own."""


def _strikes(m: Move) -> bool:
    return m.decision == "strike_rejection"


def _is_outline(c: Commission) -> bool:
    return c.work is not None and c.work.kind == "outline"


def _proposed(name: str) -> Callable[[Commission, Move], bool]:
    return lambda c, _: c.proposal is not None and c.proposal.move == name


def _falls(name: str) -> Callable[[Commission, Move], bool]:
    def falls(c: Commission, _m: Move) -> bool:
        found = fall(c)
        return found is not None and found.name == name

    return falls


def _decision(*names: str) -> Callable[[Commission, Move], bool]:
    return lambda _, m: m.decision in names


CONDITIONS: Mapping[str, Condition] = {
    "outline_wanted": Condition("需要提纲", "an outline is wanted", lambda c, _: outline_wanted(c)),
    "no_outline": Condition("不需要提纲", "no outline is wanted", lambda c, _: not outline_wanted(c)),
    "first_short": Condition("首次余额不足", "short for the first time", lambda c, _: not c.short_told),
    "known_unordered": Condition(
        "账上没有这笔订单", "no order stands in the books", lambda c, _: "unordered" in c.attention
    ),
    "not_held": Condition("没有托管过", "nothing was held before", lambda c, _: not c.held),
    "may_ring": Condition(
        "不在免打扰时段且未过接收时限",
        "outside the quiet hours, before the window ends",
        lambda c, m: may_ring(c, m.now),
    ),
    "may_not_ring": Condition(
        "免打扰时段或已过接收时限",
        "in the quiet hours, or the window is over",
        lambda c, m: not may_ring(c, m.now),
    ),
    "another_call_fits": Condition("还可再次呼叫", "another call fits", _another_call),
    "no_call_fits": Condition("不再呼叫", "no further call fits", lambda c, m: not _another_call(c, m)),
    "not_last_outline": Condition(
        "不是最后一次驳回", "not the last rejection", lambda c, _: not _last_outline(c)
    ),
    "last_outline": Condition("最后一次驳回", "the last rejection", lambda c, _: _last_outline(c)),
    "passed_rejections_left": Condition(
        "审核通过，还有驳回次数",
        "passed, rejections left",
        lambda c, m: m.passed is True and _content_rejections_left(c),
        of_move=True,
    ),
    "passed_none_left": Condition(
        "审核通过，驳回次数已用完",
        "passed, no rejections left",
        lambda c, m: m.passed is True and not _content_rejections_left(c),
        of_move=True,
    ),
    "audit_failed": Condition("审核未通过", "failed", lambda _, m: m.passed is False, of_move=True),
    "audits_left": Condition(
        "未通过次数未到上限", "fewer failed audits than the terms allow", lambda c, _: not _last_audit(c)
    ),
    "audits_used": Condition(
        "未通过次数达到上限", "as many failed audits as the terms allow", lambda c, _: _last_audit(c)
    ),
    "silence_approves": Condition(
        "下单时选择「未答复视为确认」（含购买链接须已标注广告）",
        "ordered to approve when silent (and a purchase link has its mark)",
        lambda c, _: silence_approves(c),
    ),
    "silence_waits": Condition(
        "未选择「未答复视为确认」", "silence approves nothing", lambda c, _: not silence_approves(c)
    ),
    "early": Condition("早于发布时间", "before its release", _early, of_move=True),
    "ad_mark_missing": Condition(
        "作品未标注「广告」",
        "the item bears no 「广告」 mark",
        lambda _, m: AD_MARK_MISSING in m.reason,
        of_move=True,
    ),
    "due": Condition("到发布时间", "at its release", lambda c, m: not _early(c, m), of_move=True),
    "submission_reported": Condition(
        "已报告提交，正在核实",
        "its submission is reported and looked at",
        _reported("submitted"),
        of_move=True,
    ),
    "publication_reported": Condition(
        "已报告公开，正在核实",
        "its publication is reported and looked at",
        _reported("published"),
        of_move=True,
    ),
    "not_published": Condition("尚未发布", "not published yet", lambda c, _: c.published_at is None),
    "release_missing": Condition(
        "因未发布而由平台介入，尚未判定，且是本任务的作品",
        "the platform is asked about this item's missing release, and has decided nothing",
        lambda c, m: _release_missing(c) and m.item in ("", c.item),
        of_move=True,
    ),
    "late_publication": Condition(
        "因未发布而由平台介入，尚未判定，其间作品已公开",
        "it became public while the platform was asked about its missing release; nothing is decided",
        lambda c, _: late_publication(c) and c.seen.public and c.case is not None and not c.case.decision,
    ),
    "hidden": Condition("变为非公开", "hidden", lambda _, m: m.public is False, of_move=True),
    "shown": Condition("恢复公开", "public again", lambda _, m: m.public is True, of_move=True),
    "shown_short_gap": Condition(
        "恢复公开，累计不到容忍时长",
        "public again, hidden for less than the tolerance",
        lambda c, m: m.public is True and gap_is_short(c, happened(m)),
        of_move=True,
    ),
    "shown_long_gap": Condition(
        "恢复公开，累计达到容忍时长",
        "public again, hidden for the tolerance or longer",
        lambda c, m: m.public is True and not gap_is_short(c, happened(m)),
        of_move=True,
    ),
    "gap_is_short": Condition(
        "累计非公开不到容忍时长",
        "hidden for less than the tolerance",
        lambda c, m: gap_is_short(c, happened(m)),
    ),
    "gap_is_long": Condition(
        "累计非公开达到容忍时长",
        "hidden for the tolerance or longer",
        lambda c, m: not gap_is_short(c, happened(m)),
    ),
    "window_over": Condition("投诉期已过", "the window to complain is over", _window_over),
    "window_open": Condition(
        "投诉期未过", "the window to complain is open", lambda c, m: not _window_over(c, m)
    ),
    "cancel_asked": Condition(
        "创作者已申请取消", "the creator asks to cancel", lambda c, _: c.cancel_request is not None
    ),
    "cancel_not_asked": Condition(
        "创作者未申请取消", "the creator does not ask to cancel", lambda c, _: c.cancel_request is None
    ),
    "asks_nothing": Condition(
        "客户未逾期，不要求赔付",
        "the brand is not overdue, and no share is asked for",
        lambda c, m: not at_brands_fault(c, m) and not asks_share(c, m),
        of_move=True,
    ),
    "asks_share": Condition("提出赔付比例", "a share is asked for", asks_share, of_move=True),
    "at_brands_fault": Condition(
        "客户逾期未确认",
        "the brand is overdue with its review",
        at_brands_fault,
        of_move=True,
    ),
    "share_was_asked": Condition(
        "申请提出了赔付比例",
        "the request asks for a share",
        lambda c, _: c.cancel_request is not None and c.cancel_request.bps > 0,
    ),
    "publish_in_flight": Condition(
        "发布结果未知", "a release is under way", lambda c, _: publish_in_flight(c)
    ),
    "consent_waits": Condition(
        "已视为同意取消，等发布结果",
        "the cancel is agreed, and waits for the release",
        lambda c, _: c.cancel_request is not None and c.cancel_request.consented,
    ),
    "cancel_waits": Condition(
        "已取消，等审核结果",
        "cancelled, and waits for the audit's answer",
        lambda c, _: c.pending_cancel is not None and not c.pending_cancel.fault,
    ),
    "cancel_named": Condition(
        "平台已取消并写明过错方，等审核结果",
        "cancelled by the platform at somebody's fault, and waits for the audit's answer",
        lambda c, _: c.pending_cancel is not None and bool(c.pending_cancel.fault),
    ),
    "creators_fault": Condition(
        "责任在创作者", "at the creator's fault", lambda _, m: m.fault == Party.CREATOR, of_move=True
    ),
    "not_creators_fault": Condition(
        "责任不在创作者，或没有写明",
        "not at the creator's fault, or nobody's is named",
        lambda _, m: m.fault != Party.CREATOR,
        of_move=True,
    ),
    "merges": Condition("与对方提议相同", "equals the other side's proposal", _merges, of_move=True),
    "by_creator": Condition(
        "创作者的新提议",
        "a new proposal of the creator's",
        lambda c, m: m.by is Party.CREATOR and not _merges(c, m),
        of_move=True,
    ),
    "by_brand": Condition(
        "客户的新提议",
        "a new proposal of the brand's",
        lambda c, m: m.by is Party.BRAND and not _merges(c, m),
        of_move=True,
    ),
    "agrees": Condition("同意", "agrees", lambda _, m: m.agree is True, of_move=True),
    "disagrees": Condition("不同意", "does not agree", lambda _, m: m.agree is False, of_move=True),
    "complaint_open": Condition(
        "有处理中的投诉",
        "a complaint is open",
        lambda c, _: c.case is not None and c.case.kind is CaseKind.COMPLAINT,
    ),
    "audit_case": Condition(
        "审核没有结果的案件，尚未判定",
        "an open case about the audit, not decided",
        lambda c, _: c.case is not None and c.case.kind is CaseKind.AUDIT and not c.case.decision,
    ),
    **{f"falls_{each.name}": Condition(*each.of, _falls(each.name)) for each in FALLS},
    "hidden_by_creator": Condition(
        "由创作者隐藏或删除", "hidden or deleted by the creator", lambda c, _: hidden_by_creator(c)
    ),
    "hidden_by_others": Condition(
        "被平台下架，或不知为何",
        "taken down by the platform, or nobody says why",
        lambda c, _: not hidden_by_creator(c),
    ),
    "not_unknown_yet": Condition(
        "首次查询未知",
        "unknown for the first time",
        lambda c, _: "visibility_unknown" not in c.attention,
    ),
    "last_seen_public": Condition("最近所知为公开", "last known to be public", lambda c, _: c.seen.public),
    "last_seen_hidden": Condition(
        "最近所知为非公开", "last known not to be public", lambda c, _: not c.seen.public
    ),
    "first_decision": Condition(
        "判定（可申诉）",
        "a decision that can be appealed",
        lambda c, m: m.decision in ("settle", "refund", "split") and not _appealed(c),
        of_move=True,
    ),
    "final_refund": Condition(
        "申诉后判定退款",
        "refund after an appeal",
        lambda c, m: m.decision == "refund" and _appealed(c),
        of_move=True,
    ),
    "final_payment": Condition(
        "申诉后判定结算或按比例",
        "settle or split after an appeal",
        lambda c, m: m.decision in ("settle", "split") and _appealed(c),
        of_move=True,
    ),
    "decides_rework": Condition(
        "判定整改",
        "rework",
        lambda c, m: m.decision == "rework" and not _rework_appealed(c),
        of_move=True,
    ),
    "upholds_rework": Condition(
        "维持被申诉的整改判定",
        "the rework that is appealed stands",
        lambda c, m: m.decision == "rework" and _rework_appealed(c),
        of_move=True,
    ),
    "rework_decided": Condition(
        "上一案判定为整改",
        "the last case was decided as a rework",
        lambda c, _: c.past_case is not None and c.past_case.decision == "rework",
    ),
    "decides_approve": Condition("判定通过", "approve", _decision("approve"), of_move=True),
    "upholds_rejection": Condition(
        "判定驳回成立", "the rejection stands", _decision("uphold_rejection"), of_move=True
    ),
    "strikes_outline": Condition(
        "判定撤销驳回，提纲",
        "an outline's rejection is struck",
        lambda c, m: _strikes(m) and _is_outline(c),
        of_move=True,
    ),
    "strikes_content": Condition(
        "判定撤销驳回，作品，还有驳回次数",
        "a content's rejection is struck, rejections left",
        lambda c, m: _strikes(m) and not _is_outline(c) and _content_rejections_left(c),
        of_move=True,
    ),
    "strikes_last": Condition(
        "判定撤销驳回，作品，驳回次数已用完",
        "a content's rejection is struck, no rejections left",
        lambda c, m: _strikes(m) and not _is_outline(c) and not _content_rejections_left(c),
        of_move=True,
    ),
    "resumes_release": Condition(
        "判定退回待发布（其余判定不适用）",
        "resume the release; any other decision does not fit",
        lambda c, m: m.decision not in ELSEWHERE and about_a_release(c),
        of_move=True,
    ),
    "decides_resume": Condition(
        "判定退回原阶段（其余判定不适用）",
        "resume; any other decision does not fit",
        lambda c, m: m.decision not in ELSEWHERE and not about_a_release(c),
        of_move=True,
    ),
    "lifts": Condition("判定撤销违约记录", "lift the breach record", _decision("lift"), of_move=True),
    "names_creator": Condition(
        "指创作者一方", "the creator's side is meant", _means(Party.CREATOR), of_move=True
    ),
    "names_brand": Condition("指品牌主一方", "the brand's side is meant", _means(Party.BRAND), of_move=True),
    "payout_withheld": Condition(
        "本任务暂停而打款暂缓",
        "the payout is withheld by its own freeze",
        lambda c, _: c.payout.state is PayoutState.WITHHELD and creator_frozen(c),
    ),
    "payout_rests": Condition(
        "因创作者资金被冻结而未打款",
        "not paid out: the creator's money is frozen",
        lambda _, m: m.reason.startswith(FROZEN_MONEY),
        of_move=True,
    ),
    "payout_later": Condition(
        "银行只是暂时拒绝",
        "the bank refuses only for now",
        lambda _, m: meaning(m.reason) == LATER,
        of_move=True,
    ),
    "payout_waits": Condition(
        "打款等待处理", "the payout waits", lambda c, _: c.payout.state is PayoutState.WAITING
    ),
    "payout_in_conflict": Condition(
        "打款记录冲突", "the payout's books conflict", lambda c, _: c.payout.state is PayoutState.CONFLICT
    ),
    "old_item_gone": Condition(
        "原作品仍不公开", "the published item is still not public", lambda c, _: not c.seen.public
    ),
    "old_item_back": Condition(
        "原作品已恢复公开", "the published item is public again", lambda c, _: c.seen.public
    ),
    "another_item": Condition(
        "已发布过另一作品，且未提示过",
        "another item was published before, and nobody was told yet",
        lambda c, m: (
            c.published_at is not None and m.item not in ("", c.item) and "republished" not in c.attention
        ),
        of_move=True,
    ),
    "one_suffices": Condition("一人判定即可", "one operator suffices", lambda c, _: not two_needed(c)),
    "two_needed": Condition(
        "金额超过双人判定的界限", "over the amount that needs two operators", lambda c, _: two_needed(c)
    ),
    "proposed_arbitrate": Condition("有待复核的判定提议", "a decision is proposed", _proposed("arbitrate")),
    "proposed_force_settle": Condition(
        "有待复核的强制结算提议", "a forced settlement is proposed", _proposed("force_settle")
    ),
    "proposed_force_refund": Condition(
        "有待复核的强制退款提议", "a forced refund is proposed", _proposed("force_refund")
    ),
    "proposed_cancel": Condition("有待复核的取消提议", "a cancel is proposed", _proposed("cancel")),
    "decided_refund": Condition(
        "判定退款",
        "decided: refund",
        lambda c, _: c.case is not None and c.case.decision == "refund" and not decided(c).creator_fen,
    ),
    "decided_refund_paid": Condition(
        "判定退款，由品牌主或平台承担创作者应得",
        "decided: refund, and the brand or the platform bears what the creator is due",
        lambda c, _: c.case is not None and c.case.decision == "refund" and decided(c).creator_fen > 0,
    ),
    "decided_payment": Condition(
        "判定结算或按比例",
        "decided: settle or split",
        lambda c, _: c.case is not None and c.case.decision != "refund",
    ),
    "seen_public": Condition(
        "作品已发布，判定时所知为公开",
        "it was published, and was known as public when it was decided",
        lambda c, _: _seen_public(c),
    ),
    "not_seen_public": Condition(
        "作品未发布，或判定时已知非公开",
        "it was not published, or was known not to be public when it was decided",
        lambda c, _: not _seen_public(c),
    ),
    "hidden_for_long_since": Condition(
        "判定后累计非公开达到容忍时长",
        "hidden since the decision for the tolerance or longer",
        _hidden_for_long_since,
    ),
    "other_rated": Condition("对方已评价", "the other side has rated", _other_rated),
    "other_not_rated": Condition(
        "对方未评价", "the other side has not rated", lambda c, m: not _other_rated(c, m)
    ),
    "edit_is_open": Condition("修改权限已开启", "the edit permission is open", _edit_open, of_move=True),
    "edit_is_closed": Condition(
        "修改权限未开启", "the edit permission is closed", lambda c, m: not _edit_open(c, m), of_move=True
    ),
    "extends_submission": Condition(
        "延长交稿时限", "the submission deadline", lambda _, m: m.clock == "submit_by", of_move=True
    ),
    "extends_settlement": Condition(
        "延长投诉期", "the settlement window", lambda _, m: m.clock == "settle_by", of_move=True
    ),
}
