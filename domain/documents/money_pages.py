"""The money document: accounts, paths, roundings, reconciliation, and what the law asks. Two languages.

What repeats the code is made from it; ``starter.documents.money`` writes the page.
"""

from domain.documents import money_claims, money_paths
from domain.documents.markdown import both, headed, table
from domain.documents.money_paths import AT, PRICE_FEN, other_path
from domain.documents.money_withdrawals import withdrawing
from domain.documents.money_words import CHECKING, COMMANDS, LAW, ROUNDING
from domain.money.accounts import CHART
from domain.money.withdrawals.movements import MOVEMENTS, movement
from domain.operations.findings import KINDS

REFRESH = "python -m starter.documents.money"
NET = PRICE_FEN * 95 // 100

TOP = f"""\
# 资金 · Money

本页的表由程序生成，请勿手改；更新：`{REFRESH}`。
The tables of this page are made from the code and never edited by hand; to refresh: `{REFRESH}`.

金额一律为整数分，复式记账，只增不改。每笔分录合计为零，并有唯一的业务键：同一键重复记账不产生任何变化，内容不同则拒绝。
更正是一笔新的分录，以追索的形式记下理由。任何时刻，每条任务：
托管 + 平台自付（`compensation`）= 创作者所得 + 平台服务费 + 退款 + 仍在托管（含待生效）。
Amounts are whole fen in double entry, appended and never changed. Every entry sums to zero and has a business
key of its own: written again it changes nothing, with other content it is refused. A correction is a new
entry, a claim with its reason. For every commission, at every moment: held + paid by the platform itself
(`compensation`) = to the creator + fee + refunded + still held (reserve included)."""


def money_document() -> str:
    sections = (
        TOP,
        chart(),
        money_paths.section(),
        top_ups(),
        withdrawals(),
        money_claims.section(),
        ROUNDING,
    )
    return "\n\n".join((*sections, checking(), findings(), LAW)) + "\n"


def chart() -> str:
    head = ("账户 Account", "属于 Of", "含义 Meaning", "可否为负 Below zero")
    rows = (
        (
            f"`{each.kind}:{each.of.upper()}`" if each.of else f"`{each.kind}`",
            each.of or "-",
            both(each.zh, each.en),
            f"可 yes: {each.why}" if each.may_be_below_zero else "不可 no",
        )
        for each in CHART.values()
    )
    return headed("科目表 · The chart of accounts", head, rows)


def top_ups() -> str:
    return "## 充值 · Top-up\n\n" + other_path(
        "品牌主的钱到账，以银行的单号记一次。\nA brand's money has arrived, booked once under the bank's own number.",
        "top_up:NUMBER",
        ("bank", -PRICE_FEN),
        ("brand:BRAND", PRICE_FEN),
    )


def withdrawals() -> str:
    note = """\
## 提现 · Withdrawals

`NUMBER` 是银行认得的单号（提现编号加第几次），同一单号最多付一次；只有确定失败后才换新单号，预留的钱一直在途中。
`NUMBER` is what the bank knows, the withdrawal's id and its generation. One number pays at most once; a new one is
taken only after proven failure, while the money stays reserved in transit."""
    steps = []
    for kind, way in MOVEMENTS.items():
        entry = movement(kind, "creator:CREATOR", "WITHDRAWAL", "NUMBER", NET, AT)
        moved = ((each.account, each.fen) for each in entry.postings)
        steps.append(other_path(f"{way.zh} · {way.en}", entry.key, *moved))
    return "\n\n".join((note, *steps, withdrawing()))


def checking() -> str:
    rows = ((f"`./starmap {command}`", both(zh, en)) for command, zh, en in COMMANDS)
    return CHECKING + "\n\n" + table(("命令 Command", "做什么 What it does"), rows)


def findings() -> str:
    rows = ((f"`{name}`", both(kind.zh, kind.en)) for name, kind in KINDS.items())
    return "### 会发现什么 · What is found\n\n" + table(("名称 Name", "含义 Meaning"), rows)
