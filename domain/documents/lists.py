"""The tables that need no rulebook: types, money, terms, messages, refusals, notices, attention, breaches."""

import json
from dataclasses import fields

from domain.bounds import allowed
from domain.commissions.cases.breaches import BREACHES
from domain.commissions.cases.falling import FALLS
from domain.commissions.money.killing import KILL_STAGES
from domain.commissions.money.postings import MONEY
from domain.commissions.moves import MESSAGES
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.attention_todo import TODO
from domain.documents.markdown import both, headed, item, lines, names, table
from domain.documents.stages import at
from domain.money.amounts import BPS
from domain.party import PARTY_WORDS
from domain.refusals import OF_COMMISSIONS

COMMON = """\
每条消息都可带：`command_id`（各方自己的编号，重复发送只算一次）、`received_at`（收到时间，只用于判断是否逾期）、`actor`、
`round`（轮次，缺省为当前轮）、`reason`；代为操作另写 `on_behalf_of`。
消息既是 signal（不等答复），也是 update（得到结果或拒绝理由）；外部事实只是 signal。
Every message may bear `command_id` (the sender's own: sent twice, it counts once), `received_at` (judged
against deadlines and nothing else), `actor`, `round` (the present one if absent) and `reason`; acting for a
party also needs `on_behalf_of`. Each is a signal (no answer) and an update (a result or a refusal); facts
from outside are signals only."""

LEDGER = """\
金额以分计；分录只增不改，每笔合计为零。任何时刻：托管 = 付给创作者 + 平台服务费 + 退款 + 仍在托管；
平台自付（`compensation`）在此之外。
服务费与创作者所得向下取整，按比例结算的余数归品牌主。
Whole fen; entries are only added and sum to zero. Always: held = creator + fee + refunded + still held;
what the platform pays out of its own (`compensation`) comes on top.
Fees and creators' shares are rounded down; the remainder of a split is the brand's."""

KILL_FEES = """\
品牌主在发布前取消，按进度赔付，占任务金额之比例；自上而下第一行成立的就是所处阶段。提交过的，在任何一轮都算数；审核通过的，
没有被复审收回就算数。平台审核中取消，等审核结果：期限内没有结果视为未通过。取消前看到的报价就是入账的金额（审核中的写明两种）。
What a brand that cancels before publication owes of the price: the first row that holds, from the top. What
was ever handed in counts in any round; a passed audit counts until a re-audit takes it back. A cancel during
the platform audit waits for its answer, and without one in time it counts as not passed. What is quoted
before cancelling is what is booked; during an audit both amounts are quoted."""

PINNED = """\
下单时整份写入任务，之后的改动只影响新任务；`terms.toml` 可覆盖默认值。
Pinned into each commission when it is ordered; `terms.toml` overrides the defaults for new ones."""


def task_types() -> str:
    head = ("类型 Type", "提交 Submitted", "提纲 Outline", "需求单 Brief", "专用条款 Own terms", "依据 Basis")
    rows = (
        (
            both(kind.zh, kind.en, kind.name),
            both("在 MP 提交", "in the MP") if kind.submitted_in_mp else both("在星图上传", "uploaded here"),
            both(kind.outline_zh, kind.outline_en) if kind.outline != "never" else "-",
            names((kind.measure, *kind.brief_needs)),
            names(f"{name} = {value}" for name, value in kind.terms.items()),
            kind.basis,
        )
        for kind in TASK_TYPES.values()
    )
    return headed("任务类型 · Task types", head, rows)


FALLEN = """\
平台到「判定最长时限」仍未判定的案件，自上而下第一行成立的就是结局；立案的通知已写明。
What a case comes to that the platform has not decided at its limit: the first row that holds, from the top.
The notice that opens the case says so."""


def falls() -> str:
    rows = (
        (str(number), both(*each.of), both(each.zh, each.en, each.name))
        for number, each in enumerate(FALLS, 1)
    )
    return headed("未判定则 · If undecided", ("#", "案件 Case", "结局 End"), rows, FALLEN)


def money() -> str:
    moved = ((f"`{name}`", both(each.zh, each.en)) for name, each in MONEY.items())
    terms = Terms()
    basis = {each.name: each.metadata["basis"] for each in fields(Terms)}
    owed = (
        (str(number), both(each.zh, each.en), _percent(each.bps(terms)), basis.get(each.term, "D12.2 X3"))
        for number, each in enumerate(KILL_STAGES, 1)
    )
    return "\n\n".join(
        (
            headed("资金 · Money", ("动作 Name", "分录 Entry"), moved, LEDGER),
            KILL_FEES,
            table(("#", "阶段 Stage", "赔付 Kill fee", "依据 Basis"), owed),
        )
    )


def terms() -> str:
    head = ("条款 Term", "含义 Meaning", "默认 Default", "可取 Allowed", "按类型 By type", "依据 Basis")
    rows = (
        (
            f"`{each.name}`",
            both(each.metadata["zh"], each.metadata["en"]),
            str(each.default),
            allowed(each),
            lines(
                f"{kind.zh}：{kind.terms[each.name]}"
                for kind in TASK_TYPES.values()
                if each.name in kind.terms
            ),
            each.metadata["basis"],
        )
        for each in fields(Terms)
    )
    return headed("条款 · Terms", head, rows, PINNED)


def messages() -> str:
    head = ("消息 Message", "含义 Meaning", "谁 By", "必填 Needs", "可填 May have", "示例 Example")
    rows = (
        (
            f"`{name}`",
            both(each.zh, each.en),
            lines(item(*PARTY_WORDS[party]) for party in each.by),
            names(each.needs),
            names(each.may),
            names([json.dumps(dict(each.example), ensure_ascii=False)] if each.example else []),
        )
        for name, each in MESSAGES.items()
    )
    return headed("消息 · Messages", head, rows, COMMON)


def refusals() -> str:
    rows = ((f"`{each.code}`", each.zh, each.en) for part in OF_COMMISSIONS for each in part.REFUSALS)
    return headed("拒绝 · Refusals", ("代码 Code", "中文", "English"), rows)


NOTICE_HEAD = ("通知 Notice", "给谁 To", "方式 By", "何时 When", "中文", "English")


def notices(rulebook: Rulebook) -> str:
    return headed("通知 · Notices", NOTICE_HEAD, notices_by_name(rulebook).values())


def notices_by_name(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    return {
        name: (
            f"`{name}`",
            both(*PARTY_WORDS[each.to]),
            both("电话", "call") if each.channel == "voice" else both("短信", "SMS"),
            both("立即", "at once") if each.urgent else both("避开免打扰时段", "outside the quiet hours"),
            each.zh,
            each.en,
        )
        for name, each in rulebook.templates.items()
    }


def attention() -> str:
    rows = (
        (f"`{name}`", both(each.zh, each.en), both(TODO[name].zh, TODO[name].en), at(each.lives))
        for name, each in ATTENTION.items()
    )
    note = (
        "需要有人看一眼的原因，离开所列阶段即消失；`./starmap attention` 列出全部。\n"
        "Why a person should look; gone with its stages. `./starmap attention` lists them all."
    )
    head = ("原因 Reason", "含义 Meaning", "做什么 What to do", "阶段 Stages")
    return headed("需关注 · Attention", head, rows, note)


def breaches() -> str:
    rows = ((f"`{name}`", both(each.zh, each.en)) for name, each in BREACHES.items())
    note = (
        "只增不改，双方可见。不接单、超时未接收，从不记录（S1 Q17「不接单没有什么后果」）。\n"
        "Only added to, seen by both sides. Declining an offer or letting it expire is never a breach."
    )
    return headed("违约记录 · Breach record", ("原因 Reason", "含义 Meaning"), rows, note)


def _percent(bps: int) -> str:
    return f"{bps * 100 // BPS} %"
