"""Withdrawals, and a brand’s money that goes back."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "WITHDRAWAL_AMOUNT",
        Kind.INVALID,
        "提现金额须为大于零的整数分",
        "withdraw a whole number of fen above zero",
        Do.CORRECT,
    ),
    Refusal(
        "NO_ACCOUNT",
        Kind.CONFLICT,
        "没有绑定收款账户，请先绑定",
        "no payout account is bound: bind one first",
    ),
    Refusal("NOTHING_TO_WITHDRAW", Kind.CONFLICT, "没有可提现金额", "there is nothing to withdraw", Do.LATER),
    Refusal(
        "WITHDRAWAL_FROZEN",
        Kind.FORBIDDEN,
        "资金已被冻结，不能提现；平台恢复（creator unfreeze 或任务 unfreeze）后可提",
        ("the money is frozen until the platform unfreezes it (creator unfreeze, or the commission's own)"),
    ),
    Refusal("BALANCE_SHORT", Kind.CONFLICT, "可提现金额不足", "more than can be withdrawn", Do.LESS),
    Refusal(
        "WITHDRAWAL_TOO_SMALL",
        Kind.INVALID,
        "低于每次最少提现金额",
        "less than may be withdrawn at a time",
        Do.MORE,
    ),
    Refusal(
        "OUTSIDE_HOURS",
        Kind.CONFLICT,
        "不在可提现时间（北京时间）",
        "outside the hours of withdrawing (Beijing time)",
        Do.HOURS,
    ),
    Refusal(
        "TOO_OFTEN_TODAY",
        Kind.LIMIT,
        "今日提现次数已用完，请明天再试",
        "no more withdrawals today: try again tomorrow",
    ),
    Refusal(
        "TOO_OFTEN_THIS_MONTH",
        Kind.LIMIT,
        "本月提现次数已用完，请下月再试",
        "no more withdrawals this month: try again next month",
    ),
    Refusal(
        "WITHDRAWAL_KEY_REUSED",
        Kind.CONFLICT,
        "这一提现单号已用于另一金额，请换新的",
        "that key was used for another amount: take a new one",
    ),
    Refusal(
        "WITHDRAWAL_NOT_WAITING",
        Kind.CONFLICT,
        "只有等待处理的提现可以这样操作",
        "only a withdrawal that waits can be dealt with so",
        Do.LOOK_WITHDRAWAL,
    ),
    Refusal(
        "WITHDRAWAL_CONFLICT",
        Kind.CONFLICT,
        "账目与这笔提现不一致，没有动用资金，请联系平台运营",
        "the books contradict this withdrawal; nothing was moved: ask the operators",
    ),
    Refusal(
        "WITHDRAWAL_NOT_PAID",
        Kind.CONFLICT,
        "只有已到账的提现需要询问退票",
        "only what was paid can have been sent back",
        Do.LOOK_WITHDRAWAL,
    ),
    Refusal(
        "WITHDRAWAL_OPERATOR",
        Kind.FORBIDDEN,
        "超过此金额的余额退回须由平台运营经手，写明工号和理由",
        "above this amount a brand's balance is sent back by an operator, with id and reason",
    ),
    Refusal(
        "CLAIM_OPEN",
        Kind.CONFLICT,
        "任务有未了结的争议，了结后才能退回余额",
        "a case of one of the brand's commissions is open: the balance can go back once it is closed",
        Do.WAIT,
    ),
    Refusal(
        "PAYER_UNKNOWN",
        Kind.CONFLICT,
        "这笔充值没有登记付款账户，余额只能退回付款账户；请平台运营用 brand payer 登记",
        ("nobody has noted which account paid that top-up in, and money goes back there only: brand payer"),
    ),
    Refusal(
        "BEYOND_PAID_IN",
        Kind.LIMIT,
        "超过该付款账户付入而未退回的金额，余额只能退回付款账户",
        "more than that account paid in and has not had back: money goes back there only",
        Do.LESS,
    ),
    Refusal(
        "BAD_KEY",
        Kind.INVALID,
        "提现单号为 1 至 24 个字母、数字、下划线或短横",
        "a key has 1 to 24 letters, digits, underscores or hyphens",
        Do.CORRECT,
    ),
)
