"""What the sweeps and the check of the ledger look for: what should have happened and did not, and money that
does not agree.

A finding is a question to a person. Nothing is changed because of one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

OVERDUE_AFTER = timedelta(hours=1)
"""A deadline is acted on within seconds. An hour later something is broken, ours or the server's."""
ATTENTION_AFTER = timedelta(days=1)
"""How long what a person should look at may wait for one."""
ENDLESS_AFTER = timedelta(days=1)
"""A bank answers within hours; a withdrawal that is still open a day later needs a person."""


@dataclass(frozen=True)
class Kind:
    zh: str
    en: str


KINDS: Mapping[str, Kind] = {
    "overdue": Kind("期限已过一小时而未处理", "an hour past its deadline and nothing happened"),
    "attention": Kind("需要关注已超过一天", "has waited for a person for more than a day"),
    "unstarted": Kind(
        "已下单，任务流程不存在：commission revive",
        "ordered, and its workflow does not exist: commission revive",
    ),
    "lost": Kind(
        "任务未结束，流程已不在运行：commission revive",
        "open in the books, and its workflow runs no more: commission revive",
    ),
    "withdrawal_lost": Kind(
        "提现未结束，流程已不在运行：withdrawal revive",
        "a withdrawal open in the books whose workflow runs no more: withdrawal revive",
    ),
    "watch_lost": Kind(
        "已付到银行卡，退票跟踪已中断：withdrawal revive",
        "paid to a card, and nobody watches for its refund: withdrawal revive",
    ),
    "stranger": Kind("流程在运行，账上没有它", "a workflow runs that the books do not know"),
    "outlived": Kind("账上已结束，流程仍在运行", "over in the books, and its workflow still runs"),
    "unordered": Kind("没有订单的任务，未托管资金", "a commission without an order: nothing is held"),
    "not_ours": Kind(
        "有人启动了与账目不符的流程，未动资金",
        "a workflow was started that is not what the books know; nothing was moved",
    ),
    "tasks_fail": Kind(
        "工作流任务反复失败或超时，停住不动", "its workflow tasks keep failing or timing out: it stands still"
    ),
    "unbalanced": Kind("分录不为零", "an entry that does not sum to zero"),
    "empty": Kind("分录没有明细", "an entry without postings"),
    "overdrawn": Kind("账户透支", "an account below zero"),
    "difference": Kind("任务资金不守恒", "a commission whose money does not add up"),
    "withdrawal": Kind("打款与账本不符", "a payout that does not agree with the ledger"),
    "freeze": Kind("冻结记录与它的流水不符", "a freeze other than its journal says"),
    "frozen": Kind("提现动用了冻结的资金", "a withdrawal that took what a freeze withheld"),
    "unasked": Kind("提现没有本人的申请", "a withdrawal its owner never asked for"),
    "total": Kind("账本合计不为零", "all postings together are not zero"),
    "unexplained": Kind("分录没有依据", "an entry without a reason"),
    "kind": Kind("分录的种类与依据不符", "an entry of another kind than its reason"),
    "of_another": Kind("分录记在别的任务名下", "an entry booked for another commission than its reason"),
    "instant": Kind("分录的时间与依据不符", "an entry of other instants than its reason"),
    "sequence": Kind("分录先于它所依赖的分录", "an entry written before what it depends on"),
    "timeline": Kind("时间线缺行或与规则不符", "a timeline with a line missing or other than was decided"),
    "row": Kind("任务现状与时间线不符", "a commission that stands otherwise than its timeline says"),
    "record": Kind("任务记录无法读取", "a commission whose record cannot be read"),
    "breach": Kind("违约记录与时间线不符", "a breach record other than the timeline says"),
    "claim": Kind("追索与任务不符", "a claim other than its commission allows"),
    "nobody": Kind("账户的主人不存在", "an account of nobody"),
    "missing": Kind("应有的分录不在账本里", "an entry that must be there is missing"),
    "amount": Kind("分录的金额或账户与规则不符", "an entry moves other than the rules say"),
    "off_chart": Kind("账户不在科目表中", "an account that does not stand in the chart"),
    "adrift": Kind("托管资金没有进行中的任务", "money held without an open commission"),
    "endless": Kind("提现超过一天没有结果", "a withdrawal without an end for more than a day"),
    "transfer_unknown": Kind("银行已付款，账本不认识", "paid by the bank and unknown to the ledger"),
    "transfer_missing": Kind("账本已付款，银行没有", "booked as paid and unknown to the bank"),
    "transfer_unbooked": Kind("银行已付款，账本未记到账", "paid by the bank and not booked as paid"),
    "transfer_unpaid": Kind("账本已付款，银行已拒绝", "booked as paid and refused by the bank"),
    "transfer_amount": Kind("转账金额不一致（账本 ≠ 银行）", "a transfer of other amounts (ledger ≠ bank)"),
    "transfer_payee": Kind("转账的收款账户或户名不一致", "a transfer to another account or name"),
    "refund_unbooked": Kind("银行已退票，账本未记", "sent back by the bank and not booked"),
    "refund_unknown": Kind("账本已记退票，银行仍为已付", "booked as sent back and still paid at the bank"),
    "deposit_unknown": Kind("银行已收款，账本未记充值", "received by the bank and not booked"),
    "deposit_missing": Kind("账本已记充值，银行没有收款", "booked as a top-up and not received by the bank"),
    "payer": Kind(
        "余额退回与充值的付款账户不符，或超过其付入的金额",
        "a balance sent back to another account than paid it in, or more than it paid in",
    ),
    "deposit_payer": Kind(
        "充值的付款账户或户名不一致", "a deposit from another account or name than was noted"
    ),
    "deposit_other": Kind(
        "充值的品牌主或金额不一致（账本 ≠ 银行）", "a deposit of another brand or amount (ledger ≠ bank)"
    ),
}


@dataclass(frozen=True)
class Finding:
    kind: str
    subject: str
    """A commission, an entry, an account: whatever the kind is about, by its id."""
    detail: str = ""
    since: datetime | None = None

    @property
    def told(self) -> tuple[str, str, str]:
        """What makes it another one."""
        return self.kind, self.subject, self.detail


def line(finding: Finding, lang: str) -> str:
    kind = KINDS[finding.kind]
    said = kind.zh if lang == "zh" else kind.en
    return f"{finding.subject} · {said}" + (f" · {finding.detail}" if finding.detail else "")


def replaced(found: Sequence[Finding]) -> list[str]:
    """Commissions that were lost to something of another's under their id."""
    odd = {each.subject for each in found if each.kind in ("not_ours", "stranger")}
    return [each.subject for each in found if each.kind == "lost" and f"commission/{each.subject}" in odd]
