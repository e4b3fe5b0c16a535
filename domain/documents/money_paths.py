"""Every way money goes, as the postings the rules themselves make for one sample order."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from domain.commissions.money.killing import KILL_STAGES
from domain.commissions.money.postings import MONEY, kill_fee_bps
from domain.commissions.moves import Move
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.case import Case, CaseKind
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.copies import replace
from domain.documents.markdown import both, headed, table
from domain.money.accounts import CHART, kind_of
from domain.money.amounts import yuan
from domain.money.entries import Posting
from domain.party import Party

PRICE_FEN = 300_000
PAYERS = ("creator", "brand")
AT = datetime(2026, 11, 23, 4, tzinfo=UTC)
HEAD = (
    "分录 Entry",
    "账户 Account",
    "创作者承担服务费 Fee from the creator",
    "品牌主另付服务费 Fee on top",
)
STANDING: Mapping[str, Mapping[str, Any]] = {
    "未提交 nothing submitted": {},
    "已交提纲 outline submitted": {"outline_submitted": True},
    "作品过审 content passed the audit": {"audit_passed": True},
    "驳回用完 no rejections left": {"content_rejections": 99},
}
"""What a cancelling brand pays for, by what was done."""
DECISIONS = (
    Case(CaseKind.COMPLAINT, Party.BRAND, AT, Stage.PUBLISHED, decision="settle"),
    Case(CaseKind.COMPLAINT, Party.BRAND, AT, Stage.PUBLISHED, decision="refund"),
    Case(CaseKind.COMPLAINT, Party.BRAND, AT, Stage.PUBLISHED, decision="split", creator_bps=6_000),
    Case(CaseKind.FORCED, Party.OPERATOR, AT, Stage.PUBLISHED, decision="settle", bearer="platform"),
)
SAMPLE_NOTE = """\
样例：任务金额 3,000.00 元，服务费比例为条款默认值。正数记入账户，负数记出。
A sample order of 3,000.00 yuan with the default fee. A positive amount goes into the account."""


def sample(payer: str) -> Commission:
    order = Order(
        brand_id="BRAND",
        creator_id="CREATOR",
        brand_name="",
        creator_name="",
        task_type="article",
        title="",
        price_fen=PRICE_FEN,
        terms=replace(Terms(), fee_payer=payer),
    )
    return Commission("COMMISSION", order, Stage.CONTENT_DRAFTING, settle_by=AT)


KILL_NOTE = """\
### 赔付的阶段 · The stage of a kill fee

自上而下第一行成立的就是所处阶段。平台审核中取消：资金留在托管，等审核结果后入账，期限内没有结果视为未通过。
The first row that holds, from the top. Cancelled during the platform audit, the money stays in escrow until the
audit answers; without an answer in time it counts as not passed."""


def section() -> str:
    rows = (row for movement, zh, en, states in _ways() for row in _rows(movement, zh, en, states))
    paths = headed("资金的每一条路径 · Every path of money", HEAD, rows, SAMPLE_NOTE)
    return f"{paths}\n\n{kill_stages()}"


def kill_stages() -> str:
    """Which of the kill fees it is."""
    terms = Terms()
    rows = (
        (str(number), both(each.zh, each.en), f"{each.bps(terms) // 100} %")
        for number, each in enumerate(KILL_STAGES, 1)
    )
    return KILL_NOTE + "\n\n" + table(("#", "阶段 Stage", "赔付 Kill fee"), rows)


def other_path(title: str, key: str, *postings: tuple[str, int]) -> str:
    """Of money outside a commission: a top-up, the steps of a withdrawal."""
    rows = (
        (f"`{key}`" if not at else "", _account(account), yuan(fen))
        for at, (account, fen) in enumerate(postings)
    )
    return f"{title}\n\n" + table(("分录 Entry", "账户 Account", "金额 Amount"), rows)


def _ways() -> Iterable[tuple[str, str, str, tuple[Commission, ...]]]:
    both_ = tuple(sample(payer) for payer in PAYERS)
    for name in ("hold", "release", "refund"):
        yield name, MONEY[name].zh, MONEY[name].en, both_
    for standing, state in STANDING.items():
        states = tuple(replace(c, **state) for c in both_)
        zh, _, en = standing.partition(" ")
        share = f"{kill_fee_bps(states[0], AT) // 100} %"
        yield "kill", f"赔付 {share}：{zh}", f"kill fee {share}: {en}", states
    audit = Case(CaseKind.AUDIT, Party.CREATOR, AT, Stage.PLATFORM_AUDIT)
    zh, en = "审核没有结果，平台赔付 10 %", "an audit without an answer: 10 % by the platform"
    yield "make_whole", zh, en, tuple(replace(c, case=audit) for c in both_)
    yield "reserve", MONEY["reserve"].zh, MONEY["reserve"].en, both_
    words = {"settle": ("判定结算", "decided: settle"), "refund": ("判定退款", "decided: refund")}
    borne = ("判定结算，由平台承担", "decided: settle, borne by the platform")
    for case in DECISIONS:
        zh, en = words.get(case.decision, ("判定创作者得 60 %", "decided: 60 % to the creator"))
        zh, en = borne if case.bearer else (zh, en)
        yield "carry_out", zh, en, tuple(replace(c, case=case) for c in both_)


def _rows(movement: str, zh: str, en: str, states: tuple[Commission, ...]) -> Iterable[tuple[str, ...]]:
    move = Move("sample", Party.SYSTEM, AT, AT)
    ((first,), (second,)) = (MONEY[movement].entries(c, move) for c in states)
    amounts = [_by_account(each.postings) for each in (first, second)]
    names = list(dict.fromkeys(name for each in amounts for name in each))
    for number, name in enumerate(names):
        head = both(zh, en, first.key) if number == 0 else ""
        yield head, _account(name), *(yuan(each.get(name, 0)) for each in amounts)


def _by_account(postings: Iterable[Posting]) -> dict[str, int]:
    return {each.account: each.fen for each in postings}


def _account(account: str) -> str:
    return f"`{account}` {CHART[kind_of(account)].zh}"
