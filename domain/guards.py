"""The named guards of rulebook rows: a guard that is not met refuses the move and nothing changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clocks import CLOCKS
from domain.commission import Commission
from domain.conditions import ad_marked
from domain.moves import CAUSES, Move
from domain.postings import kill_fee_fen
from domain.refusals import Refused
from domain.stages import Party, Stage
from domain.task_types import TASK_TYPES


@dataclass(frozen=True)
class Guard:
    refusal: str
    zh: str
    en: str
    met: Callable[[Commission, Move], bool]
    of_state: bool = False
    """It needs no message, so ``allowed_moves`` asks it too."""
    detail: Callable[[Commission, Move], str] = lambda c, m: ""

    def check(self, commission: Commission, move: Move) -> None:
        if not self.met(commission, move):
            raise Refused(self.refusal, detail=self.detail(commission, move))


def _release_until(c: Commission, m: Move) -> datetime:
    latest = m.at + timedelta(days=c.order.terms.release_window_days)
    return min(latest, c.order.release_until) if c.order.release_until else latest


def _extension_until(c: Commission) -> datetime | None:
    ordered = c.order.release_until
    opened = c.opened_at
    latest = opened + timedelta(days=c.order.terms.release_window_days) if opened else None
    return min(filter(None, (ordered, latest)), default=None)


def _extension_fits(c: Commission, m: Move) -> bool:
    until = _extension_until(c)
    return until is None or m.submit_by is None or m.submit_by <= until


def _quoted(c: Commission, m: Move) -> bool:
    fee = kill_fee_fen(c, m.at)
    return m.quoted_fen == fee if m.quoted_fen is not None else fee == 0


def _ad_marked(c: Commission, m: Move) -> bool:
    return ad_marked(c) or m.marked_as_ad is True


def _newer(c: Commission, m: Move) -> bool:
    return c.seen.since is None or (m.happened_at or m.at) >= c.seen.since


def _fits_case(c: Commission, m: Move) -> bool:
    fitting = {
        "complaint": ("settle", "refund", "split", "rework"),
        "escalation": ("approve", "refund", "split", "resume"),
        "release_overdue": ("refund", "split", "resume"),
    }
    return c.case is not None and m.decision in fitting[c.case.kind]


def _share_named(c: Commission, m: Move) -> bool:
    return m.decision != "split" or (m.creator_bps is not None and 0 < m.creator_bps < 10_000)


def _may_escalate(c: Commission, m: Move) -> bool:
    if c.stage is Stage.CONTENT_DRAFTING:
        return m.by is Party.CREATOR and c.work is not None and c.work.status == "rejected"
    if c.stage is Stage.FINAL_REVIEW and m.by is Party.BRAND:
        return True
    return "review_overdue" in c.attention or "release_overdue" in c.attention


def _later(c: Commission, m: Move) -> bool:
    return m.until is not None and m.until > max(c.clocks.get(m.clock, m.at), m.at)


def _item_matches(c: Commission, m: Move) -> bool:
    return not c.item or not m.item or m.item == c.item


GUARDS: Mapping[str, Guard] = {
    "reason": Guard("REASON_NEEDED", "有理由", "a reason is given", lambda c, m: bool(m.reason.strip())),
    "reason_to_refuse": Guard(
        "REASON_NEEDED", "不同意须有理由", "refusing needs a reason", lambda c, m: bool(m.reason.strip())
    ),
    "rejections_left": Guard(
        "NO_REJECTS_LEFT",
        "还有驳回次数",
        "rejections are left",
        lambda c, m: c.stage is Stage.OUTLINE_REVIEW or c.content_rejections < c.order.terms.content_rejections,
        of_state=True,
    ),
    "never": Guard(
        "NO_REJECTS_LEFT", "驳回次数已用完", "no rejection is left", lambda c, m: False, of_state=True
    ),
    "uploaded_here": Guard(
        "SUBMIT_IN_MP",
        "本类型在星图上传",
        "this kind is uploaded here",
        lambda c, m: not TASK_TYPES[c.order.task_type].submitted_in_mp,
        of_state=True,
    ),
    "in_mp": Guard(
        "SUBMIT_HERE",
        "本类型在 MP 提交",
        "this kind is submitted in the MP",
        lambda c, m: TASK_TYPES[c.order.task_type].submitted_in_mp,
        of_state=True,
    ),
    "linked": Guard("NOT_LINKED", "已勾选「关联星图任务」", "关联星图任务 is ticked", lambda c, m: m.linked),
    "creators_item": Guard(
        "NOT_THE_CREATORS",
        "作品属于接单的创作者",
        "the item is the creator's",
        lambda c, m: not m.creator or m.creator == c.order.creator_id,
    ),
    "has_text": Guard(
        "VIDEO_TEXT_NEEDED",
        "标题、描述、话题齐全",
        "title, description and hashtags are given",
        lambda c, m: not TASK_TYPES[c.order.task_type].needs_text
        or bool(m.title and m.description and m.hashtags),
    ),
    "item_matches": Guard("WRONG_ITEM", "是本任务的作品", "the item is this commission's", _item_matches),
    "release_time": Guard(
        "RELEASE_TIME_NEEDED", "给出发布时间", "a release time is given", lambda c, m: m.release_at is not None
    ),
    "release_in_window": Guard(
        "RELEASE_TOO_LATE",
        "发布时间在范围内",
        "the release lies in its window",
        lambda c, m: m.release_at is None or m.release_at <= _release_until(c, m),
    ),
    "not_released": Guard(
        "ALREADY_PUBLISHED",
        "还没有开始发布",
        "the release has not begun",
        lambda c, m: not c.release_ordered,
        of_state=True,
    ),
    "ad_mark": Guard(
        "AD_MARK_NEEDED",
        "含购买链接须标注「广告」",
        "a purchase link has its 「广告」 mark",
        _ad_marked,
    ),
    "quote_current": Guard(
        "QUOTE_STALE",
        "所报赔付金额是当前金额",
        "the kill fee named is the present one",
        _quoted,
        detail=lambda c, m: f"quoted_fen={kill_fee_fen(c, m.at)}",
    ),
    "no_cancel_request": Guard(
        "ALREADY_ASKED",
        "没有待答复的取消申请",
        "no request to cancel is open",
        lambda c, m: c.cancel_request is None,
        of_state=True,
    ),
    "cancel_request": Guard(
        "NO_REQUEST",
        "有待答复的取消申请",
        "a request to cancel is open",
        lambda c, m: c.cancel_request is not None,
        of_state=True,
    ),
    "extension_open": Guard(
        "NO_REQUEST",
        "有待答复的延期提议",
        "a proposed extension is open",
        lambda c, m: c.extension is not None,
        of_state=True,
    ),
    "others_extension": Guard(
        "OWN_PROPOSAL",
        "是对方的提议",
        "the proposal is the other side's",
        lambda c, m: c.extension is not None and c.extension.by is not m.by,
    ),
    "extension_later": Guard(
        "NOT_LATER",
        "晚于原时限",
        "later than the deadline it moves",
        lambda c, m: m.submit_by is not None and m.submit_by > max(c.submit_by or m.at, m.at),
    ),
    "extension_in_window": Guard(
        "EXTENSION_TOO_LATE", "不超出发布时间范围", "within the release window", _extension_fits
    ),
    "extensions_left": Guard(
        "NO_EXTENSIONS_LEFT",
        "还有延期次数",
        "extensions are left",
        lambda c, m: c.extensions < c.order.terms.extensions_max,
        of_state=True,
    ),
    "in_grace": Guard(
        "TOO_LATE",
        "未超过宽限",
        "within the grace of the deadline",
        lambda c, m: c.submit_by is None or m.at < c.submit_by + timedelta(hours=c.order.terms.late_grace_hours),
    ),
    "audit_failed": Guard(
        "NOT_FAILED",
        "审核未通过且未申诉过",
        "an audit failed and was not appealed",
        lambda c, m: c.audit_failed and not c.audit_appealed,
        of_state=True,
    ),
    "early_item": Guard(
        "NO_EARLY_ITEM",
        "有提前发布的作品",
        "there is an early publication",
        lambda c, m: bool(c.early_item),
        of_state=True,
    ),
    "cause_known": Guard("CAUSE_UNKNOWN", "投诉原因在列表中", "the cause is a listed one", lambda c, m: m.cause in CAUSES),
    "evidence_fits": Guard(
        "TOO_MUCH_EVIDENCE",
        "证据不超过上限",
        "no more evidence than allowed",
        lambda c, m: len(m.evidence) <= c.order.terms.evidence_max,
    ),
    "new_cause": Guard(
        "ALREADY_COMPLAINED",
        "是新的原因",
        "the cause is a new one",
        lambda c, m: c.case is not None and c.case.kind == "complaint" and m.cause not in c.case.causes,
    ),
    "complaint_open": Guard(
        "NO_REQUEST",
        "有处理中的投诉",
        "a complaint is open",
        lambda c, m: c.case is not None and c.case.kind == "complaint",
        of_state=True,
    ),
    "not_answered": Guard(
        "ALREADY_ANSWERED",
        "还没有答复",
        "not answered yet",
        lambda c, m: c.case is not None and not c.case.answer,
        of_state=True,
    ),
    "fits_case": Guard("DECISION_UNFIT", "判定适用于本案", "the decision fits the case", _fits_case),
    "approvable": Guard(
        "DECISION_UNFIT",
        "作品已过审",
        "the work has passed its audit",
        lambda c, m: bool(c.item) and c.audit_passed,
        of_state=True,
    ),
    "share_named": Guard("SHARE_NEEDED", "给出比例", "a split names its share", _share_named),
    "heard": Guard(
        "HEAR_OTHER_SIDE",
        "已听取对方",
        "the other side was heard",
        lambda c, m: c.case is not None and (c.case.heard or c.case.kind != "complaint"),
        of_state=True,
    ),
    "not_appealed": Guard(
        "APPEALED_ONCE",
        "没有申诉过",
        "not appealed before",
        lambda c, m: c.case is not None and not c.case.appealed,
        of_state=True,
    ),
    "may_escalate": Guard(
        "NOT_YET", "可以申请平台介入", "the platform may be asked", _may_escalate, of_state=True
    ),
    "edit_closed": Guard(
        "ALREADY_OPEN", "修改权限未开启", "the edit permission is closed", lambda c, m: c.edit_until is None, of_state=True
    ),
    "edit_open": Guard(
        "NO_EDIT_OPEN", "修改权限已开启", "the edit permission is open", lambda c, m: c.edit_until is not None, of_state=True
    ),
    "newer_fact": Guard("STALE_FACT", "比已知事实新", "newer than what we know", _newer),
    "clock_running": Guard(
        "CLOCK_NOT_RUNNING",
        "时限在计时",
        "the clock is running",
        lambda c, m: m.clock in c.clocks and CLOCKS[m.clock].consequence,
    ),
    "later": Guard("NOT_LATER", "晚于原时限", "later than before", _later),
    "party_known": Guard(
        "PARTY_UNKNOWN", "创作者或品牌主", "creator or brand", lambda c, m: m.party in (Party.CREATOR, Party.BRAND)
    ),
    "not_frozen": Guard(
        "ALREADY_FROZEN", "没有暂停", "not frozen", lambda c, m: c.freeze is None, of_state=True
    ),
    "frozen": Guard("NOT_FROZEN", "已暂停", "frozen", lambda c, m: c.freeze is not None, of_state=True),
    "payout_failed": Guard(
        "PAYOUT_NOT_FAILED",
        "打款失败过",
        "the payout has failed",
        lambda c, m: c.payout.state == "failed",
        of_state=True,
    ),
    "stars_in_range": Guard(
        "STARS_OUT_OF_RANGE", "评分 1 到 5", "1 to 5 stars", lambda c, m: m.stars is not None and 1 <= m.stars <= 5
    ),
    "not_rated": Guard("ALREADY_RATED", "还没有评价", "not rated yet", lambda c, m: m.by not in c.rated),
}
