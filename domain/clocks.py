"""Every clock of a commission: whose it is, in which stages it can run, and when it strikes.

A clock's instant is computed once, when it starts, from the pinned terms, and kept. A clock with a
``late`` refusal judges: from its instant on, the moves it judges are too late, though it acts 5 s after.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.commission import Commission
from domain.instants import DAY, GRACE, end_of_natural_days, is_quiet, morning_after
from domain.moves import Move
from domain.stages import CLOSED, Party, Stage

S = Stage
DRAFTING = (S.OUTLINE_DRAFTING, S.CONTENT_DRAFTING)
REVIEWS = (S.CONTENT_REVIEW, S.FINAL_REVIEW)
UNPUBLISHED = (*DRAFTING, S.OUTLINE_REVIEW, S.PLATFORM_AUDIT, *REVIEWS, S.AWAITING_RELEASE)
PUBLIC = (S.PUBLISHED, S.SETTLING, S.SETTLEMENT_SUSPENDED)
OPEN = tuple(stage for stage in Stage if stage not in CLOSED)
EVERY = tuple(Stage)
ALL_MOVES = ("*",)

Instant = Callable[[Commission, Move], datetime | None]


@dataclass(frozen=True)
class Clock:
    name: str
    zh: str
    en: str
    whose: Party
    """A frozen creator's clocks stop."""
    lives: tuple[Stage, ...]
    instant: Instant
    basis: str
    consequence: bool = True
    """False: a reminder. It strikes on the second and is not shown as the commission's deadline."""
    judges: tuple[str, ...] = ()
    late: str = "TOO_LATE"

    def strikes(self, instant: datetime) -> datetime:
        return instant + GRACE if self.consequence else instant


def _after(**spans: str) -> Instant:
    """So many units of a term after the move: ``_after(hours="accept_hours")``."""
    ((unit, term),) = spans.items()
    return lambda c, m: m.at + timedelta(**{unit: getattr(c.order.terms, term)})


def _natural(term: str, *, less: timedelta = timedelta(0)) -> Instant:
    return lambda c, m: end_of_natural_days(m.at, getattr(c.order.terms, term)) - less


def _ahead(instant: Instant) -> Instant:
    """A reminder that would already be due is not given."""

    def later(c: Commission, m: Move) -> datetime | None:
        at = instant(c, m)
        return at if at is not None and at > m.at else None

    return later


def first_call(c: Commission, m: Move) -> datetime | None:
    """When to ring: before the end of the acceptance window, outside the quiet hours, after the dispatch."""
    terms = c.order.terms
    deadline = m.at + timedelta(hours=terms.accept_hours)
    due = deadline - timedelta(minutes=terms.call_before_minutes)
    if is_quiet(due, terms.quiet_from, terms.quiet_to):
        morning = morning_after(due, terms.quiet_to)
        evening = morning - timedelta(hours=24 - terms.quiet_from + terms.quiet_to, minutes=30)
        fits = deadline - morning >= timedelta(minutes=terms.call_least_left_minutes)
        due = morning if fits else evening
    return due if due >= m.at else None


def next_call(c: Commission, m: Move) -> datetime | None:
    """Again some minutes after the unanswered one; None when that is too late or in the quiet hours."""
    terms = c.order.terms
    due = (m.happened_at or m.at) + timedelta(minutes=terms.call_again_minutes)
    if is_quiet(due, terms.quiet_from, terms.quiet_to) or due >= c.clocks.get("accept_by", due):
        return None
    return due


def _call(c: Commission, m: Move) -> datetime | None:
    return next_call(c, m) if m.name == "call_unanswered" else first_call(c, m)


def _from_submit(delta: Callable[[Commission], timedelta]) -> Instant:
    return lambda c, m: None if c.submit_by is None else c.submit_by + delta(c)


def _from_release(term: str = "") -> Instant:
    def instant(c: Commission, m: Move) -> datetime | None:
        hours = getattr(c.order.terms, term) if term else 0
        return None if c.release_at is None else c.release_at + timedelta(hours=hours)

    return instant


def _review_reminder(c: Commission, m: Move) -> datetime:
    outline = c.stage is Stage.OUTLINE_REVIEW
    days = c.order.terms.outline_review_days if outline else c.order.terms.review_attention_days
    return end_of_natural_days(m.at, days) - DAY


def _extension_reply(c: Commission, m: Move) -> datetime:
    reply = m.at + timedelta(hours=c.order.terms.extension_reply_hours)
    old = c.submit_by or reply
    late = old + timedelta(hours=c.order.terms.abandon_hours)
    return min(reply, old if old > m.at else late)


def _settle_by(c: Commission, m: Move) -> datetime | None:
    return c.settle_by


def _settle_reminder(c: Commission, m: Move) -> datetime | None:
    return None if c.settle_by is None else c.settle_by - DAY


def _morning(c: Commission, m: Move) -> datetime:
    return morning_after(m.now, c.order.terms.quiet_to)


def _retry(c: Commission, m: Move) -> datetime:
    return m.now + timedelta(minutes=c.order.terms.retry_minutes)


_CREATOR, _BRAND, _PLATFORM = Party.CREATOR, Party.BRAND, Party.OPERATOR
_HOUR_PAY = _after(hours="pay_hours")

CLOCKS: Mapping[str, Clock] = {
    each.name: each
    for each in (
        Clock("pay_by", "付款时限", "payment due", _BRAND, (S.AWAITING_PAYMENT,), _HOUR_PAY, "ours"),
        Clock(
            "accept_by",
            "接收时限",
            "acceptance window",
            _CREATOR,
            (S.OFFERED,),
            _after(hours="accept_hours"),
            "S1 Q4 「需在24小时内…超过截止日期则任务自动失效」",
            judges=ALL_MOVES,
            late="ORDER_EXPIRED",
        ),
        Clock(
            "call",
            "电话提醒",
            "reminder call",
            _CREATOR,
            (S.OFFERED,),
            _call,
            "S1 Q5 「任务临近过期时，创作者会收到电话提醒」",
            consequence=False,
        ),
        Clock(
            "submit_reminder",
            "交稿前一天提醒",
            "reminder a day before submission",
            _CREATOR,
            DRAFTING,
            _ahead(_from_submit(lambda _: -DAY)),
            "design 12.7",
            consequence=False,
        ),
        Clock(
            "submit_by",
            "交稿时限",
            "submission due",
            _CREATOR,
            DRAFTING,
            _from_submit(lambda _: timedelta(0)),
            "S1 Q17 「一定要及时的完成任务」",
        ),
        Clock(
            "abandon",
            "逾期未交自动取消",
            "cancelled if still nothing came",
            _CREATOR,
            DRAFTING,
            _from_submit(lambda c: timedelta(hours=c.order.terms.abandon_hours)),
            "S2 「逾期提交可能导致任务失败」, ours",
            judges=ALL_MOVES,
        ),
        Clock(
            "outline_review_by",
            "提纲确认时限",
            "outline counts as approved",
            _BRAND,
            (S.OUTLINE_REVIEW,),
            _natural("outline_review_days"),
            "design 12.1",
            judges=ALL_MOVES,
            late="REVIEW_WINDOW_CLOSED",
        ),
        Clock(
            "review_reminder",
            "确认提醒",
            "review reminder",
            _BRAND,
            (S.OUTLINE_REVIEW, *REVIEWS),
            _ahead(_review_reminder),
            "design 12.7",
            consequence=False,
        ),
        Clock(
            "review_attention",
            "文章待确认：平台关注",
            "the platform looks at a silent review",
            _BRAND,
            REVIEWS,
            _natural("review_attention_days"),
            "design 12.1",
        ),
        Clock(
            "review_last_reminder",
            "确认最后提醒",
            "last review reminder",
            _BRAND,
            REVIEWS,
            _natural("review_limit_days", less=DAY),
            "design 12.7",
            consequence=False,
        ),
        Clock(
            "review_limit",
            "确认最长时限",
            "cancelled at the brand's fault",
            _BRAND,
            REVIEWS,
            _natural("review_limit_days"),
            "design 12.1",
            judges=ALL_MOVES,
            late="REVIEW_WINDOW_CLOSED",
        ),
        Clock(
            "audit_alert",
            "审核超时",
            "the audit is slow",
            _PLATFORM,
            (S.PLATFORM_AUDIT,),
            _after(hours="audit_alert_hours"),
            "study case 31",
            consequence=False,
        ),
        Clock(
            "release",
            "发布时间",
            "release",
            _CREATOR,
            (S.AWAITING_RELEASE,),
            _from_release(),
            "S1 Q13 「具体发布时间由客户确认」",
            consequence=False,
        ),
        Clock(
            "release_alert",
            "逾期未发布",
            "not public after its release",
            _CREATOR,
            (S.AWAITING_RELEASE,),
            _from_release("release_alert_hours"),
            "design 12.2",
        ),
        Clock(
            "release_limit",
            "逾期未发布：平台介入",
            "the platform decides on a missing release",
            _CREATOR,
            (S.AWAITING_RELEASE,),
            _from_release("release_limit_hours"),
            "design 12.2",
        ),
        Clock(
            "settle_reminder",
            "结算前一天提醒",
            "a day before settlement",
            _BRAND,
            (S.PUBLISHED,),
            _ahead(_settle_reminder),
            "design 12.7",
            consequence=False,
        ),
        Clock(
            "settle_by",
            "投诉期结束，自动结算",
            "automatic settlement",
            _PLATFORM,
            (S.PUBLISHED,),
            _settle_by,
            "S1 Q14 「在文章发布的7个自然日内没有被客户投诉且文章处于公开状态，则自动结算」",
            judges=ALL_MOVES,
            late="COMPLAINT_WINDOW_CLOSED",
        ),
        Clock(
            "edit_by",
            "修改权限到期",
            "edit permission ends",
            _CREATOR,
            (S.PUBLISHED, S.SETTLEMENT_SUSPENDED),
            _after(hours="edit_hours"),
            "S1 Q15, design 12.3",
            judges=("close_edit", "edited"),
        ),
        Clock(
            "reprobe",
            "再查公开状态",
            "ask again whether it is public",
            _PLATFORM,
            (S.SETTLING, S.SETTLEMENT_SUSPENDED),
            _retry,
            "design 12.4",
            consequence=False,
        ),
        Clock(
            "recheck",
            "挂起复查",
            "check while suspended",
            _PLATFORM,
            (S.SETTLEMENT_SUSPENDED,),
            _after(hours="recheck_hours"),
            "design 5",
            consequence=False,
        ),
        Clock(
            "suspended_limit",
            "挂起过久",
            "suspended for too long",
            _PLATFORM,
            (S.SETTLEMENT_SUSPENDED,),
            _after(days="suspended_limit_days"),
            "ours",
        ),
        Clock(
            "cancel_reminder",
            "取消申请提醒",
            "reminder to answer a cancel request",
            _BRAND,
            UNPUBLISHED,
            lambda c, m: m.at + timedelta(hours=c.order.terms.cancel_reply_hours) - DAY,
            "design 12.7",
            consequence=False,
        ),
        Clock(
            "cancel_reply_by",
            "取消申请答复时限",
            "silence consents to cancelling",
            _BRAND,
            UNPUBLISHED,
            _after(hours="cancel_reply_hours"),
            "ours",
            judges=("answer_cancel", "withdraw_cancel"),
        ),
        Clock(
            "extension_reply_by",
            "延期申请答复时限",
            "a proposed extension lapses",
            _BRAND,
            DRAFTING,
            _extension_reply,
            "ours",
            judges=("answer_extension",),
        ),
        Clock(
            "answer_reminder",
            "答复投诉提醒",
            "reminder to answer a complaint",
            _CREATOR,
            (S.ARBITRATION,),
            lambda c, m: m.at + timedelta(hours=c.order.terms.answer_hours) - DAY,
            "design 12.7",
            consequence=False,
        ),
        Clock(
            "answer_by",
            "答复投诉时限",
            "the other side has been heard",
            _CREATOR,
            (S.ARBITRATION,),
            _after(hours="answer_hours"),
            "design 12.10",
        ),
        Clock(
            "decide_by",
            "判定时限",
            "decision due",
            _PLATFORM,
            (S.ARBITRATION,),
            _after(days="decide_days"),
            "ours",
        ),
        Clock(
            "appeal_by",
            "申诉时限，判定生效",
            "the decision takes effect",
            _PLATFORM,
            (S.DECIDED,),
            _after(hours="appeal_hours"),
            "design 12.10",
            judges=ALL_MOVES,
        ),
        Clock(
            "freeze_alert",
            "暂停过久",
            "frozen for long",
            _PLATFORM,
            OPEN,
            _after(hours="freeze_alert_hours"),
            "design 12.8",
            consequence=False,
        ),
        Clock(
            "rating_by",
            "评价时限",
            "rating ends",
            _PLATFORM,
            (S.SETTLED,),
            _after(days="rating_days"),
            "S1 Q16 「成功结算后，可…进行评价」",
            judges=("rate",),
        ),
        Clock(
            "morning",
            "免打扰结束",
            "the quiet hours end",
            _PLATFORM,
            EVERY,
            _morning,
            "design 3",
            consequence=False,
        ),
        Clock(
            "retry",
            "外部失败重试",
            "failed effects are tried again",
            _PLATFORM,
            EVERY,
            _retry,
            "design 5",
            consequence=False,
        ),
    )
}
