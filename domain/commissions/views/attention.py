"""Why a person should look. A reason stands while its stages last, or until a row calms it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.commissions.state.commission import Commission
from domain.commissions.state.payout import PayoutState
from domain.commissions.state.predicates import freezes
from domain.commissions.state.stages import (
    DRAFTING,
    ENDED,
    EVERY,
    LOOKED_AT,
    OPEN,
    PUBLIC,
    REVIEWS,
    UNPUBLISHED,
    Stage,
)
from domain.money.withdrawals.steps import LATER
from domain.money.withdrawals.transitions import meaning


@dataclass(frozen=True)
class Attention:
    zh: str
    en: str
    lives: tuple[Stage, ...]
    while_: Callable[[Commission], bool] | None = None
    """It comes and goes with a fact of the commission, and no row raises it."""

    def stands(self, c: Commission) -> bool:
        return c.stage in self.lives and (self.while_ is None or self.while_(c))


ATTENTION: Mapping[str, Attention] = {
    "unpaid": Attention("余额不足，待付款", "waits for payment", (Stage.AWAITING_PAYMENT,)),
    "unordered": Attention(
        "账上没有这笔订单，没有托管资金",
        "no order stands in the books: nothing is held",
        (Stage.AWAITING_PAYMENT,),
    ),
    "overdue": Attention("逾期未提交", "submission overdue", DRAFTING),
    "audit_slow": Attention("平台审核超时", "the platform audit is slow", (Stage.PLATFORM_AUDIT,)),
    "audit_overdue": Attention(
        "审核没有结果，双方可申请平台介入",
        "no answer of the audit: either side may escalate",
        (Stage.PLATFORM_AUDIT,),
    ),
    "audit_appealed": Attention("审核申诉待复核", "an audit appeal waits", (Stage.PLATFORM_AUDIT,)),
    "review_overdue": Attention("作品久未确认", "the review is overdue", REVIEWS),
    "early_publication": Attention(
        "提前发布待处理", "an early publication waits", (*UNPUBLISHED, Stage.ARBITRATION)
    ),
    "release_refused": Attention(
        "发布被拒，请创作者处理", "the platform refused the publication", (Stage.AWAITING_RELEASE,)
    ),
    "release_overdue": Attention("逾期未发布", "not public after its release", (Stage.AWAITING_RELEASE,)),
    "visibility_unknown": Attention(
        "公开状态未知",
        "visibility unknown",
        (Stage.SETTLING, Stage.SETTLEMENT_SUSPENDED, Stage.DECIDED),
    ),
    "suspended": Attention("结算挂起", "settlement suspended", (Stage.SETTLEMENT_SUSPENDED,)),
    "suspended_long": Attention("结算挂起过久", "suspended for long", (Stage.SETTLEMENT_SUSPENDED,)),
    "settled_unseen": Attention(
        "按最近所知结算，公开状态未能查到", "settled as last known: nobody could see it", (Stage.SETTLED,)
    ),
    "edited": Attention("未经许可修改作品", "edited without permission", PUBLIC),
    "gone_after": Attention("结算后作品非公开", "not public any more after its settlement", (Stage.SETTLED,)),
    "edited_after": Attention(
        "结算后未经许可修改作品", "edited without permission after its settlement", (Stage.SETTLED,)
    ),
    "republished": Attention(
        "作品以新编号重新发布，请核对",
        "published again as another item",
        (*PUBLIC, Stage.ARBITRATION, Stage.DECIDED),
    ),
    "arbitration": Attention("待平台判定", "waits for the platform's decision", (Stage.ARBITRATION,)),
    "public_meanwhile": Attention(
        "判定期间作品已公开", "it became public while the platform decides", (Stage.ARBITRATION,)
    ),
    "ready_to_decide": Attention(
        "可以判定",
        "ready to decide",
        (Stage.ARBITRATION,),
        while_=lambda c: c.case is not None and c.case.heard,
    ),
    "decision_overdue": Attention("判定超时", "the decision is overdue", (Stage.ARBITRATION, *ENDED)),
    "decision_long_overdue": Attention(
        "判定严重超时，到期按规则了结",
        "long undecided: it ends by rule at its limit",
        (Stage.ARBITRATION, *ENDED),
    ),
    "second_needed": Attention(
        "判定提议待另一人复核",
        "a proposed decision waits for another operator",
        LOOKED_AT,
        while_=lambda c: c.proposal is not None,
    ),
    "proposal_lapsed": Attention(
        "判定提议逾期无人复核，已失效", "a proposal lapsed: nobody seconded it", LOOKED_AT
    ),
    "breach_appealed": Attention("违约记录申诉待判定", "an appeal of a breach record waits", ENDED),
    "frozen": Attention("任务暂停中", "frozen", OPEN, while_=lambda c: bool(freezes(c))),
    "frozen_long": Attention("任务暂停过久", "frozen for long", OPEN),
    "brand_frozen_long": Attention("品牌主一方暂停过久", "the brand's side is frozen for long", OPEN),
    "payout_failed": Attention("打款失败", "payout failed", EVERY),
    "payout_later": Attention(
        "银行暂时拒绝打款，等待重试",
        "the bank refuses the payout for now: it waits to be tried again",
        EVERY,
        while_=lambda c: c.payout.state is PayoutState.WAITING and meaning(c.payout.reason) == LATER,
    ),
    "payout_conflict": Attention(
        "打款记录冲突，核对账目后重新打款", "the payout's books conflict: mend them, then retry", EVERY
    ),
    "payout_withheld": Attention(
        "创作者资金被冻结，打款暂缓",
        "the payout waits: its creator's money is frozen",
        EVERY,
        while_=lambda c: c.payout.state is PayoutState.WITHHELD,
    ),
    "effect_failed": Attention("外部操作失败，将重试", "an effect failed and will be retried", EVERY),
    "notice_failed": Attention("通知未能送达", "a notice could not be delivered", OPEN),
    "unexpected_fact": Attention("收到意外的外部事实", "an unexpected fact came in", OPEN),
    "fact_denied": Attention("外部报告与平台所见不符", "a reported fact was denied by the platform", OPEN),
    "fact_unchecked": Attention(
        "外部报告尚未核实：平台无答复",
        "a reported fact is not looked at: the platform does not answer",
        LOOKED_AT,
        while_=lambda c: any(each.tries for each in c.reports),
    ),
    "record_conflict": Attention("记录冲突，请核对数据", "the record conflicts: check the data", EVERY),
    "not_ours": Attention(
        "与账上的订单或流程不符，没有动用资金",
        "the books know another order or another run: nothing was moved",
        EVERY,
        while_=lambda _: False,  # the books say it of a row, and the next true record ends it
    ),
}
