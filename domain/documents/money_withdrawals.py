"""The withdrawals' part of the money document: the table of steps, what is allowed, what is refused."""

from collections.abc import Collection, Iterable
from dataclasses import fields

from domain.documents.markdown import both, lines, table
from domain.money.withdrawals.messages import WORDS
from domain.money.withdrawals.steps import ACCOUNT, FROZEN, LATER, NEVER, STEPS, WATCH_DAYS, Step
from domain.money.withdrawals.terms import WithdrawalTerms
from domain.money.withdrawals.transitions import ACCOUNTS, HOPELESS
from domain.money.withdrawals.withholding import FROZEN_MONEY
from domain.money.withdrawals.words import EVENT_WORDS, STATE_WORDS, TEMPLATES
from domain.refusals import REFUSALS, Provider, as_registered


def _codes(words: Collection[str]) -> str:
    """By the registry: as they are told, with the prefix that the books leave out."""
    return ", ".join(sorted(f"`{as_registered(each, Provider.BANK)}`" for each in words))


WHEN = {
    "": "",
    ACCOUNT: f"账户问题 the account: {_codes(ACCOUNTS)}",
    LATER: "其他原因，可再试 any other reason, it may pass later",
    FROZEN: f"资金被冻结，没有送往银行 frozen, the bank was not asked: `{FROZEN_MONEY}`",
    NEVER: f"试尽或 tried often enough, or: {_codes(HOPELESS)}",
}
STEPS_NOTE = """\
### 步骤 · Steps

自动打款与手动提现是同一流程（`withdrawal/ID`）。表中没有的一律拒绝：重新打款与取消只在「未成功，待处理」一种状态下可行。
A payout that follows a settlement and a withdrawal by hand are one workflow (`withdrawal/ID`). What is not in the
table is refused: retrying and cancelling are possible in one state only, the one that waits."""
FROZEN_NOTE = """\
### 冻结的资金 · Frozen money

任务在创作者一方暂停期间，它已结算或可能结算的金额从创作者余额中扣住，不能提现；`creator freeze` 冻结整个账户，全部余额不能提现。
手动提现被拒绝（`WITHDRAWAL_FROZEN`，写明金额、来源和如何解除）；自动打款和等待中的提现暂缓，解冻后自己继续。已到银行的照常到账，
没有答复的只询问、不再转账。可提现 = 余额 − 冻结，不小于零。创作者的欠款照常从收入中抵扣，已抵扣的不再扣住。
While a commission is frozen on the creator's side, what it has settled or may settle is withheld of the creator's
balance; `creator freeze` freezes the account, all of the balance. By hand a withdrawal is refused
(`WITHDRAWAL_FROZEN`, which says how much, by what and how it ends); a payout of a settlement and a withdrawal that
waits rest, and go on by themselves once it is unfrozen. What is at the bank arrives; what has no answer is asked
about and not sent again. Can be withdrawn = balance − frozen, never below zero. Debts are netted as ever, and what
paid a debt is not withheld."""
TERMS_NOTE = """\
### 提现条款 · Terms

`terms.toml` 的 `[withdrawal]` 表可改；自动打款不受次数、时间与最低金额限制，只有最后五项对它有效。
The `[withdrawal]` table of `terms.toml` changes them. A payout that follows a settlement by itself is bound by the
last five only."""
REFUSED = (
    "WITHDRAWAL_AMOUNT",
    "NO_ACCOUNT",
    "NOTHING_TO_WITHDRAW",
    "BALANCE_SHORT",
    "WITHDRAWAL_FROZEN",
    "WITHDRAWAL_TOO_SMALL",
    "OUTSIDE_HOURS",
    "TOO_OFTEN_TODAY",
    "TOO_OFTEN_THIS_MONTH",
    "CLAIM_OPEN",
    "WITHDRAWAL_OPERATOR",
    "PAYER_UNKNOWN",
    "BEYOND_PAID_IN",
    "BAD_KEY",
    "WITHDRAWAL_KEY_REUSED",
    "WITHDRAWAL_NOT_WAITING",
    "WITHDRAWAL_NOT_PAID",
    "WITHDRAWAL_CONFLICT",
)


BRAND_NOTE = """\
### 品牌主余额退回 · A brand's balance

`brand withdraw 品牌主 金额` 把余额退回当初付款的账户，别处不退：从最早的充值起，每个账户至多退回它付入而未退回的金额；与创作者提现同一流程、
同一渠道、同样的分录与核对，单号以 `b.品牌主.` 开头。超过 `brand_withdrawal_operator_fen` 须运营工号和理由。有未了结的争议（`CLAIM_OPEN`）、
品牌主一方被冻结（`WITHDRAWAL_FROZEN`）、超过余额（`BALANCE_SHORT`）或超过该账户付入的金额（`BEYOND_PAID_IN`）时拒绝；没有登记付款账户的充值
（`PAYER_UNKNOWN`）由运营用 `brand payer` 登记一次。银行拒绝时钱立即回到余额，不换账户；到账、退回、暂缓、退票都有短信告知品牌主。平台赔付不属于任何
付款账户，留在余额，用于下单。
`brand withdraw BRAND AMOUNT` sends a balance back to the account that paid it in, and nowhere else: from the oldest
top-up on, to each account at most what it paid in and has not had back. It is the workflow, the rails, the entries
and the proofs of a creator's; its ids begin with `b.BRAND.`. Above `brand_withdrawal_operator_fen` it takes an
operator's id and a reason. It is refused while a case is open (`CLAIM_OPEN`), while the brand's side of a commission
is frozen (`WITHDRAWAL_FROZEN`), beyond the balance (`BALANCE_SHORT`) and beyond what that account paid in
(`BEYOND_PAID_IN`); a top-up without an account (`PAYER_UNKNOWN`) is given one once, by an operator, `brand payer`.
What the bank will not take is on the balance again at once, and goes to no other account; the brand hears by SMS
of what arrived, came back, rests or was sent back later. What the platform paid a brand belongs to no paying account
and stays on the balance, to order with."""


def withdrawing() -> str:
    return f"{_steps()}\n\n{BRAND_NOTE}\n\n{FROZEN_NOTE}\n\n{_words()}\n\n{_terms()}\n\n{_refusals()}"


def _steps() -> str:
    head = ("#", "状态 State", "事件 Event", "条件 When", "之后 Then", "还有 Also", "依据 Basis")
    return STEPS_NOTE + "\n\n" + table(head, map(_row, STEPS))


def _row(step: Step) -> tuple[str, ...]:
    return (
        step.id,
        lines(both(*STATE_WORDS[state]) for state in step.at),
        both(*EVENT_WORDS[step.event]),
        WHEN[step.when],
        both(*STATE_WORDS[step.to]),
        lines(_also(step)),
        step.basis,
    )


def _also(step: Step) -> Iterable[str]:
    if step.moves:
        yield f"`{step.moves}:NUMBER`"
    if step.number:
        yield "新流水号 a new number"
    if step.waits:
        yield f"至多等 waits at most `{step.waits}`"
    if step.alerts:
        yield f"提醒运营 alerts `{step.alerts}`"
    if step.tells:
        yield f"短信 SMS 「{TEMPLATES[step.tells].zh}」"
    if step.tells_brand:
        yield f"品牌主短信 SMS to a brand 「{TEMPLATES[step.tells_brand].zh}」"


def _words() -> str:
    days, days_zh = (each.join(map(str, WATCH_DAYS)) for each in (", ", "、"))
    note = f"""\
### 运营可以说的 · What operators may say

在网页上作为信号或更新，或用 `./starmap withdrawal retry|cancel`。打到银行卡的钱，付后第 {days_zh} 天询问是否退票（`refund-watch/NUMBER`）；
对账发现的退票用 `./starmap withdrawal ask` 入账。`retry_payout` 与 `cancel_payout` 须有运营工号和不超过 100 字的理由，同一 `command_id` 只执行一次；
`account_changed` 只是提醒：绑定的账户与被拒流水号所用的确实不同，才换新流水号。
As a signal or an update in the Web UI, or by `./starmap withdrawal retry|cancel`. Money that went to a bank card is
asked about on days {days} (`refund-watch/NUMBER`); what a reconciliation finds sent back, `./starmap withdrawal ask`
books. `retry_payout` and `cancel_payout` need an operator's id and a reason of at most 100 characters, and one `command_id` is done once;
`account_changed` is only word of it: a new number is taken when the books have another account than the refused one
went to."""
    rows = ((f"`{name}`", both(word.zh, word.en), f"`{word.example}`") for name, word in WORDS.items())
    return note + "\n\n" + table(("消息 Message", "含义 Meaning", "示例 Example"), rows)


def _terms() -> str:
    rows = (
        (f"`{each.name}`", both(each.metadata["zh"], each.metadata["en"]), str(each.default))
        for each in fields(WithdrawalTerms)
    )
    return TERMS_NOTE + "\n\n" + table(("条款 Term", "含义 Meaning", "默认 Default"), rows)


def _refusals() -> str:
    rows = ((f"`{code}`", both(*REFUSALS[code].words)) for code in REFUSED)
    return "### 会被拒绝的 · What is refused\n\n" + table(("名称 Name", "含义 Meaning"), rows)
