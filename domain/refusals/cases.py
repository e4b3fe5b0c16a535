"""Complaints, decisions of the platform, proposals and shares."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "ALREADY_DECIDED",
        Kind.CONFLICT,
        "平台已经判定过，只能判定结算、退款或按比例",
        "the platform has decided before: only settle, refund or split remain",
    ),
    Refusal(
        "CAUSE_UNKNOWN", Kind.INVALID, "投诉原因不在列表中", "that is not a cause of complaint", Do.CAUSES
    ),
    Refusal("TOO_MUCH_EVIDENCE", Kind.LIMIT, "证据最多 10 条", "at most 10 pieces of evidence", Do.CORRECT),
    Refusal(
        "HEAR_OTHER_SIDE",
        Kind.CONFLICT,
        "须先听取对方答复，或等答复时限过后",
        "hear the other side first, or wait until its time is over",
    ),
    Refusal(
        "NOTHING_PROPOSED",
        Kind.CONFLICT,
        "没有待复核的提议：没有提过，已生效、失效，或情况有变",
        "nothing is proposed: never, or it took effect, lapsed, or its ground has changed",
        Do.LOOK,
    ),
    Refusal(
        "PROPOSAL_CHANGED",
        Kind.CONFLICT,
        "提议已换过，请看过现在的再复核",
        "another proposal stands by now: read it, then second it",
    ),
    Refusal("SAME_OPERATOR", Kind.FORBIDDEN, "须由另一位平台运营复核", "another operator must second it"),
    Refusal(
        "BEARER_UNFIT",
        Kind.INVALID,
        "由谁承担不适用于这一处理；可以写的在括号里",
        "that bearer does not fit what is done; those that do are in brackets",
    ),
    Refusal(
        "CAUSE_CLOSED",
        Kind.CONFLICT,
        "这一原因已撤回或已判定，须附上此前没有提交过的证据",
        "that cause was withdrawn or decided before: only evidence not shown before opens it again",
    ),
    Refusal(
        "CAUSE_USED_UP",
        Kind.LIMIT,
        "这一原因的投诉次数已用完",
        "that cause was complained of as often as is allowed",
        Do.OPERATOR,
    ),
    Refusal(
        "NO_REWORKS_LEFT",
        Kind.LIMIT,
        "整改次数已用完，请判定结算、退款或按比例",
        "no rework is left: settle, refund or split",
    ),
    Refusal(
        "ALREADY_ESCALATED",
        Kind.LIMIT,
        "这一版本确认期间申请平台介入的次数已用完，确认时限继续计算，到期按条款处理",
        (
            "this review was put to the platform as often as is allowed: its time keeps running, and ends "
            "by the terms"
        ),
        Do.WAIT,
    ),
    Refusal(
        "NO_RESUMES_LEFT",
        Kind.LIMIT,
        "未能发布的任务已退回过一次，请判定退款或按比例",
        "a release that lapsed was sent back before: refund or split",
    ),
    Refusal(
        "NOTHING_LOST",
        Kind.CONFLICT,
        "判定已全部支持您一方，没有可申诉的",
        "the decision gives you all there is: there is nothing to appeal",
        Do.NOTHING,
    ),
    Refusal(
        "WORSE_FOR_APPELLANT",
        Kind.CONFLICT,
        "只有一方申诉，终局判定不能使其比原判定更差；其至少所得写在括号里",
        "one side alone appealed: it gets no less than it had, which is in brackets",
        Do.CORRECT,
    ),
    Refusal(
        "DECISION_UNFIT",
        Kind.CONFLICT,
        "这一判定不适用于当前案件",
        "that decision does not fit this case",
        Do.LOOK,
    ),
    Refusal(
        "SHARE_NEEDED",
        Kind.INVALID,
        "请给出创作者比例，三种写法任选其一",
        "name the creator's share, in one of three forms",
    ),
    Refusal(
        "SHARE_TWICE",
        Kind.INVALID,
        "比例只用一种写法：creator_percent、creator_bps、creator_fen 三选一",
        "give the share once: creator_percent, creator_bps or creator_fen",
    ),
    Refusal(
        "SHARE_INEXACT",
        Kind.INVALID,
        "这一比例按基点记账，金额须为整数个基点；最近的金额写在括号里",
        "this share is kept in whole basis points: the nearest amounts are in brackets",
    ),
    Refusal(
        "SHARE_TOO_SMALL",
        Kind.INVALID,
        "不足 1%，像是把百分比写成了基点；百分比请用 creator_percent",
        "under 1 %: a percentage was likely meant; write it in creator_percent",
    ),
    Refusal(
        "ALREADY_CORRECTED",
        Kind.LIMIT,
        "判定已更正过一次，不能再更正；当事人可以在申诉时限内申诉",
        "the decision was corrected once and is not corrected again: the parties may appeal in time",
    ),
    Refusal(
        "ALREADY_SO",
        Kind.CONFLICT,
        "与现在的相同，没有变化",
        "that is how it stands already: nothing would change",
        Do.NOTHING,
    ),
    Refusal(
        "UNTIL_OUT_OF_RANGE",
        Kind.INVALID,
        "新的时限不能早于现在，也不能晚于延长上限",
        "the new deadline lies before now, or beyond the longest extension",
        Do.CORRECT,
    ),
    Refusal(
        "EXTENDED_ENOUGH",
        Kind.LIMIT,
        "该时限累计延后已到上限，不能再延；可移回更早，或请按规则处理",
        "this clock was moved later as much as it may be in sum: decide, or let it end",
    ),
    Refusal(
        "NOT_YET", Kind.CONFLICT, "现在还不能申请平台介入", "it is too early to ask the platform", Do.WAIT
    ),
    Refusal(
        "IN_DEFAULT",
        Kind.FORBIDDEN,
        "自己已逾期或发布失败，须先补上，不能申请平台介入",
        "who is overdue or whose release failed makes that good first, and does not ask the platform",
    ),
    Refusal(
        "NOT_FAILED", Kind.CONFLICT, "审核没有未通过的结果", "there is no failed audit to appeal", Do.NOTHING
    ),
    Refusal("NO_BREACH", Kind.CONFLICT, "没有违约记录", "there is no breach record", Do.NOTHING),
)
