"""What a person does about each kind of finding. Nothing is changed by itself: a correction is a claim."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.operations.findings import Finding


@dataclass(frozen=True)
class Answer:
    zh: str
    en: str
    command: str
    """Where to look; it changes nothing. In all three ``{subject}`` is what the finding is about, and
    ``{withdrawal}`` the withdrawal whose number at the bank that is.
    """


_LOOK = "commission explain {subject}"
_ENTRIES = Answer(
    "停下角色 payouts 的 worker，把这一分录交给管账的人；更正是新的决定（claim），从不改账",
    "stop the workers of the role payouts and give the entry to whoever keeps the books; a correction is a "
    "claim, never a change",
    "ledger check",
)
_LIFE = Answer(
    "对照时间线与规则找出哪一行不符，查明谁写过数据库",
    "find the line that does not fit the rules, and who has written to the database",
    _LOOK,
)
_WITHDRAWAL = Answer(
    "逐行核对这笔提现与账本，再问银行",
    "compare it line by line with the books, then ask the bank",
    "ledger check",
)
_BANK = Answer(
    "停下角色 payouts 的 worker，拿流水号问银行是谁的指令",
    "stop the workers of the role payouts and ask the bank by the number who ordered it",
    "ledger reconcile",
)
_ASK_FIRST = Answer(
    "先拿流水号问银行，问清之前绝不再付",
    "ask the bank by the number before anything is paid again",
    "ledger reconcile",
)
_REFUND = Answer(
    "询问银行是否退票：`withdrawal ask {withdrawal}`，退了就自动入账",
    "ask whether it was sent back: `withdrawal ask {withdrawal}`, what was is booked",
    "ledger reconcile",
)
_DEPOSIT = Answer(
    "拿收款单号问银行是谁付的；确认后用 `brand top-up` 以该单号入账",
    "ask the bank who paid; once it is clear, `brand top-up` under that number",
    "ledger reconcile",
)
_REVIVE = Answer(
    "用 `commission revive {subject}` 从账目恢复",
    "`commission revive {subject}` takes it up from the books",
    "commission show {subject}",
)
_REVIVE_PAYOUT = Answer(
    "用 `withdrawal revive {subject}` 从账目恢复，不会重复转账",
    "`withdrawal revive {subject}` takes it up from the books; nothing is sent twice",
    "withdrawal show {subject}",
)
_FOREIGN = Answer(
    "没有动用资金；查明谁能直接写 Temporal，再取消这个流程",
    "no money was moved; find out who writes to Temporal directly, then cancel the workflow",
    "sweep show daily",
)

ANSWERS: Mapping[str, Answer] = {
    "overdue": Answer(
        "看任务的 Timeline：worker 是否在运行、任务是否停住",
        "look at its Timeline: do workers run, does it stand still",
        "health",
    ),
    "attention": Answer("照每条的提示处理", "do what each line says", "attention"),
    "unstarted": _REVIVE,
    "lost": _REVIVE,
    "withdrawal_lost": _REVIVE_PAYOUT,
    "watch_lost": _REVIVE_PAYOUT,
    "stranger": _FOREIGN,
    "outlived": Answer(
        "看它还在等什么；由任务结束的会自己结束",
        "look what it still waits for; it ends by itself then",
        "sweep show daily",
    ),
    "unordered": _FOREIGN,
    "not_ours": _FOREIGN,
    "tasks_fail": Answer(
        "请程序员看 worker 的日志；修好后它自己继续；一直超时的从账目恢复（运维手册 *Stuck workflow task*）",
        "have a programmer read the worker's log; mended, it goes on by itself; "
        "what times out for ever is revived (runbook, *Stuck workflow task*)",
        "health",
    ),
    **dict.fromkeys(("unbalanced", "empty", "overdrawn", "total", "unexplained", "kind"), _ENTRIES),
    **dict.fromkeys(("of_another", "instant", "sequence", "missing", "amount", "off_chart"), _ENTRIES),
    "nobody": _ENTRIES,
    "claim": _ENTRIES,
    "difference": _LIFE,
    **dict.fromkeys(("timeline", "row", "record", "breach"), _LIFE),
    "withdrawal": _WITHDRAWAL,
    "freeze": Answer(
        "停下角色 payouts 的 worker，查明谁写过数据库；冻结本身用 `creator freeze`、`unfreeze` 重做",
        "stop the workers of the role payouts and find out who has written to the database; freeze anew with "
        "`creator freeze`, `unfreeze`",
        "ledger check",
    ),
    "frozen": _WITHDRAWAL,
    "unasked": Answer(
        "问本人是否提过；没提过就停下角色 payouts 的 worker，查明谁写过数据库",
        "ask its owner; if nothing was asked for, stop the workers of the role payouts and find out who "
        "has written to the database",
        "withdrawal show {subject}",
    ),
    "adrift": Answer(
        "任务已结束而钱仍在托管：看最后几行，交给管账的人",
        "it is over and money is still held: read its last lines, give it to whoever keeps the books",
        _LOOK,
    ),
    "endless": Answer(
        "打开提现页看它在等什么；银行久未答复的，拿流水号去问",
        "open its page and see what it waits for; ask a silent bank about the number",
        "withdrawal show {subject}",
    ),
    "transfer_unknown": _BANK,
    "transfer_payee": _BANK,
    "transfer_amount": _BANK,
    "transfer_missing": _ASK_FIRST,
    "transfer_unbooked": _ASK_FIRST,
    "transfer_unpaid": _ASK_FIRST,
    "refund_unbooked": _REFUND,
    "refund_unknown": _REFUND,
    "deposit_unknown": _DEPOSIT,
    "deposit_missing": _DEPOSIT,
    "deposit_other": _DEPOSIT,
    "deposit_payer": _BANK,
    "payer": _BANK,
}
"""By the kind; a test keeps the two tables equal."""


def todo(finding: Finding, lang: str) -> str:
    """What to do, and the command as it is typed."""
    answer = ANSWERS[finding.kind]
    said = f"→ {answer.zh if lang == 'zh' else answer.en} · ./starmap {answer.command}"
    return said.format(subject=finding.subject, withdrawal=finding.subject.rpartition("-")[0])
