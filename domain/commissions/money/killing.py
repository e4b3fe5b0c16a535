"""Which stage a kill fee has (赔付阶段): a table, of which the first row that holds is the stage.

What was ever handed in counts in any round: the work was done. A passed audit counts as long as it stands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.commissions.ordering.terms import Terms
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import audits_used_up, creator_in_default, frozen_for_long
from domain.commissions.state.stages import Stage
from domain.copies import replace


@dataclass(frozen=True)
class KillStage:
    name: str
    zh: str
    en: str
    holds: Callable[[Commission, datetime], bool]
    term: str = ""
    """Its share of the price; none: nothing is owed."""

    def bps(self, terms: Terms) -> int:
        return int(getattr(terms, self.term)) if self.term else 0


def handed_in(c: Commission) -> bool:
    """An outline, or without one a content; in whichever round."""
    return c.outline_submitted or c.content_submitted or bool(c.item)


def rejections_used(c: Commission) -> bool:
    """The brand's, all of them: of a brand that never had one, none is used."""
    allowed = c.order.terms.content_rejections
    return 0 < allowed <= c.content_rejections


def audit_answered(c: Commission, *, passed: bool | None) -> Commission:
    """With the answer of the audit under way, where there is one. An earlier pass is not undone by it."""
    return replace(c, audit_passed=c.audit_passed or passed) if passed is not None else c


KILL_STAGES: tuple[KillStage, ...] = (
    KillStage(
        "not_accepted",
        "尚未接收",
        "not accepted yet",
        lambda c, _: c.stage in (Stage.AWAITING_PAYMENT, Stage.OFFERED),
    ),
    KillStage("default", "创作者违约", "the creator is in default", creator_in_default),
    KillStage(
        "consented",
        "创作者申请取消（客户未逾期）：按其提出的比例",
        "the creator asks to cancel, the brand not overdue: the share it asks for",
        lambda c, _: c.cancel_request is not None and not c.cancel_request.owed,
    ),
    KillStage(
        "frozen",
        "创作者一方暂停过久",
        "the creator has been frozen for long",
        frozen_for_long,
    ),
    KillStage(
        "audits",
        "平台审核多次未通过，没有过审的版本",
        "too many audits have failed, and no version stands as passed",
        lambda c, _: audits_used_up(c),
        "kill_fee_outline_bps",
    ),
    KillStage(
        "final",
        "客户的驳回次数已用完（至少有一次）",
        "the brand's rejections are used up, and it had at least one",
        lambda c, _: rejections_used(c),
        "kill_fee_final_bps",
    ),
    KillStage(
        "content",
        "作品审核已通过，且没有被复审收回",
        "content was audited as passed, and no re-audit has taken it back",
        lambda c, _: c.audit_passed,
        "kill_fee_content_bps",
    ),
    KillStage(
        "outline",
        "任一轮提交过提纲；不需提纲的，提交过作品",
        "an outline was handed in, in any round; without an ordered outline, a content",
        lambda c, _: handed_in(c),
        "kill_fee_outline_bps",
    ),
    KillStage(
        "nothing", "什么都没有提交过", "nothing was ever handed in", lambda *_: True, "kill_fee_nothing_bps"
    ),
)

CREATORS_FAULT = ("consented", "default", "frozen")
"""Stages by whose fault it is, not by what was done."""


def kill_stage(c: Commission, at: datetime, *, named: bool = False) -> KillStage:
    """``named``: somebody has said that the fault is not the creator's, so only the work done counts."""
    holding = (each for each in KILL_STAGES if each.holds(c, at))
    return next(each for each in holding if not named or each.name not in CREATORS_FAULT)
