"""What an operator may do to a commission: what to see to before, what follows, and who hears it.

The operators' guide has a line of each; who hears it is read from the rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.commissions.notices.untold import SIDES, told
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK
from domain.documents.markdown import names
from domain.party import PARTY_WORDS, Party


@dataclass(frozen=True)
class Act:
    name: str
    before_zh: str
    before_en: str
    then_zh: str
    then_en: str
    decision: str = ""
    when: tuple[str, ...] = ()
    """Conditions or guards by which its rows are known among those of the message; none: all of them."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """Of what takes effect: a proposal is told to nobody."""
        found = (row for row in RULEBOOK.rows if row.move == self.name and Party.OPERATOR in row.by)
        own = (row for row in found if "propose" not in row.does)
        return tuple(row for row in own if not self.when or set(self.when) & {*row.when, *row.guards})


MONEY = ("first_decision", "decides_money")
ACTS = (
    Act(
        *(
            "arbitrate",
            "作品公开且符合需求单；看过证据和答复",
            "it is public and as ordered; evidence and answer read",
        ),
        *(
            "申诉期满再看一次作品，公开则结算",
            "after the time to appeal it is looked at once more, and settled if public",
        ),
        decision="settle",
        when=(*MONEY, "final_payment"),
    ),
    Act(
        *(
            "arbitrate",
            "投诉已证实，或没有可付款的作品",
            "the complaint is proven, or there is no work to pay for",
        ),
        *("申诉期满全额退还品牌主", "after the time to appeal the brand has all back"),
        decision="refund",
        when=(*MONEY, "final_refund"),
    ),
    Act(
        *(
            "arbitrate",
            "比例是扣服务费前的；发送后看详情里的元",
            "the share is before the fee; then read the yuan in the details",
        ),
        *("申诉期满按比例付给双方", "after the time to appeal each side has its part"),
        decision="split",
        when=(*MONEY, "final_payment"),
    ),
    Act(
        *(
            "arbitrate",
            "能改好；理由里写明改什么；只有一次",
            "it can be mended; the reason says what; once only",
        ),
        *("开启修改权限，重新计投诉期", "the edit permission opens, the window begins anew"),
        decision="rework",
        when=("decides_rework", "upholds_rework"),
    ),
    Act(
        *(
            "arbitrate",
            "符合需求单；`release_at` 在约定范围内",
            "as ordered; `release_at` within the ordered window",
        ),
        *("视为已确认，等待发布", "it counts as approved and waits for its release"),
        decision="approve",
        when=("decides_approve",),
    ),
    Act(
        *(
            "arbitrate",
            "只是停住，没有争议；未发布的只退回一次",
            "it only stood still; a release is sent back once",
        ),
        *("退回原阶段，时限重新开始", "back where it was, its clocks begin anew"),
        decision="resume",
        when=("decides_resume", "resumes_release"),
    ),
    Act(
        *("arbitrate", "驳回意见在需求单之内", "what was turned down is in the brief"),
        *("回到修改，恰好是原来剩下的时间", "back to the revision with exactly the time that was left"),
        decision="uphold_rejection",
        when=("upholds_rejection",),
    ),
    Act(
        *("arbitrate", "驳回意见超出需求单", "what was turned down is not in the brief"),
        *(
            "原版本退回品牌主确认；该次驳回仍计入",
            "the same version is reviewed again; the rejection stays used",
        ),
        decision="strike_rejection",
        when=("strikes_outline", "strikes_content", "strikes_last"),
    ),
    Act(
        *("arbitrate", "创作者申诉属实", "the creator's appeal is true"),
        *("违约记录撤销（另加一行，不删除）", "the breach record is lifted by a line of its own"),
        decision="lift",
        when=("lifts",),
    ),
    Act(
        *("arbitrate", "申诉没有改变事实", "the appeal changes nothing of what happened"),
        *("违约记录维持", "the breach record stands"),
        decision="uphold",
        when=("upholds",),
    ),
    Act(
        *("record_audit", "在内容平台后台亲自看到结果", "you have seen the answer on the platform yourself"),
        *("与平台回传的结果一样处理；有案件则结案", "as if the platform had sent it; a case about it ends"),
    ),
    Act(
        *(
            "second",
            "看过提议的金额和理由，编号没有变",
            "you have read its yuan and its reason; the number is the same",
        ),
        *("提议的判定生效", "what was proposed is decided"),
    ),
    Act(
        *(
            "extend",
            "有正当理由；知道到时会发生什么",
            "there is a reason, and you know what happens when it ends",
        ),
        *("时限改到新时刻，提醒随之", "the deadline moves, its reminders with it"),
    ),
    Act(
        *("freeze", "核查的是哪一方", "which side is under inquiry"),
        *(
            "创作者：时限停走、资金扣住，72 小时后品牌主可免赔取消",
            "a creator's clocks and money rest; after 72 hours the brand may leave free",
        ),
    ),
    Act(
        *("unfreeze", "核查已完毕", "the inquiry is over"),
        *("停走的时间补回，扣住的资金放开", "clocks have their time back, money is free"),
    ),
    Act(
        *(
            "force_settle",
            "已发布；规则走不下去；谁承担",
            "published; the rules lead no further; who bears it",
        ),
        *("资金待生效，不利的一方可申诉", "the money is in reserve, whoever loses by it may appeal"),
    ),
    Act(
        *(
            "force_refund",
            "规则走不下去；谁承担；没有发布在进行",
            "the rules lead no further; who bears it; no release under way",
        ),
        *("资金待生效，不利的一方可申诉", "the money is in reserve, whoever loses by it may appeal"),
    ),
    Act(
        *(
            "cancel",
            "已接收的须有过错方，金额见详情",
            "once accepted: whose fault, and the amount in the details",
        ),
        *("按过错方了结；审核中的等审核结果", "ended at that fault; during an audit it waits for the answer"),
    ),
    Act(
        *(
            "hide_rating",
            "看过原文，文字确为侮辱；理由不重复原文",
            "the words read, and an insult; the reason does not repeat them",
        ),
        *("文字只有运营能看，星级不变", "operators alone read the words; the stars stand"),
    ),
    Act(
        *("unhide_rating", "隐藏有误", "they were hidden by mistake"),
        *("文字恢复显示，仅一次", "the words are shown again, once"),
    ),
    Act(
        *("retry_payout", "账户已更正，或银行已恢复", "the account is mended, or the bank is back"),
        *("以新流水号再打款", "it is paid under a new number"),
    ),
)

CASES: Mapping[str, tuple[str, str]] = {
    "complaint": ("投诉", "a complaint"),
    "escalation": ("久未确认，申请平台介入", "a review left open, escalated"),
    "rejection": ("对作品驳回的异议", "a disputed rejection of the content"),
    "outline_rejection": ("对提纲驳回的异议", "a disputed rejection of the outline"),
    "release_overdue": ("逾期未发布", "a release that never came"),
    "public_late": ("逾期未发布，其间已公开", "a release that never came, public meanwhile"),
    "forced": ("申诉强制处理", "an appeal of what was forced"),
    "audit": ("审核没有结果", "an audit that never answered"),
    "taken_down": ("作品非公开", "an item that is not public"),
}


def act_lines(*, zh: bool) -> Iterator[str]:
    """Lines of a table of Markdown."""
    for act in ACTS:
        name = f"`{act.name}`" + (f" `{act.decision}`" if act.decision else "")
        before, then = (act.before_zh, act.then_zh) if zh else (act.before_en, act.then_en)
        yield f"| {name} | {before} | {then} | {_heard(act, zh=zh)} |"


def case_lines(fitting: Mapping[str, tuple[str, ...]], *, zh: bool) -> Iterator[str]:
    """Which decisions fit which case."""
    for case, decisions in fitting.items():
        yield f"| {CASES[case][0 if zh else 1]} | {names(decisions)} |"


def _heard(act: Act, *, zh: bool) -> str:
    heard = []
    for side in SIDES:
        texts = dict.fromkeys(name for row in act.rows for name in _told(row, side))
        heard.append(f"{PARTY_WORDS[side][0 if zh else 1]} {names(texts)}" if texts else "")
    return ("；" if zh else "; ").join(filter(None, heard))


def _told(row: Row, side: Party) -> tuple[str, ...]:
    """A row that others have too tells a side of an operator's act all the same."""
    return told(row, side) or (f"operator_{side}",)
