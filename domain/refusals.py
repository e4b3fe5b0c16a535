"""Every refusal by name, in Chinese and English: what is the matter, and where it helps what to do."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str]] = {
    # when and who
    "NOT_NOW": ("当前阶段不能进行这一操作", "this is not possible at the present stage"),
    "WRONG_PARTY": ("这一操作应由另一方进行", "this is for another party to do"),
    "ACTOR_NEEDED": (
        "双方都可进行这一操作，请注明 actor",
        "both sides may send this: say who you are in actor",
    ),
    "ACTOR_UNCLEAR": (
        "看不出是谁：actor 写 creator、brand（可带编号）或 operator:工号，小写",
        "actor says nobody: write creator, brand (an id may follow) or operator:ID, in small letters",
    ),
    "OPERATOR_NEEDED": (
        "须由具名的平台运营发出，请在 actor 写 operator:工号",
        "only a named operator may send this: write operator:ID in actor",
    ),
    "BEHALF_UNKNOWN": (
        "on_behalf_of 只能是 creator 或 brand",
        "on_behalf_of is creator or brand",
    ),
    "STALE_ROUND": ("这一轮已经结束，请刷新后再操作", "that round is over: look at the present one"),
    "ID_REUSED": (
        "这一 command_id 已用于另一操作，请换新的",
        "that command_id was used for something else: take a new one",
    ),
    "CLOSED": ("任务已结束", "the commission is closed"),
    "NOT_OURS": (
        "与账目所知的不符（订单、申请或流程），没有动用任何资金",
        "it is not the order, request or run that the books know; nothing was moved",
    ),
    "UNORDERED": (
        "账上没有这笔订单，不能从账目恢复",
        "no order stands in the books, so there is nothing to revive from",
    ),
    "STILL_RUNNING": (
        "流程正在运行，无需恢复；如它不是账上的那一个，请先在 Temporal 中终止它",
        "its workflow runs and needs no reviving; if it is not the one of the books, terminate it first",
    ),
    "FOREIGN_WORKFLOW": (
        "它的流程编号被另一个流程占着，资金未动；请运营查明来源，在 Temporal 中终止它，再恢复或重新执行",
        "something else runs under its id; no money moved: an operator terminates that, then repeats this",
    ),
    "WORKFLOW_LOST": (
        "尚未结束，但它的流程已不在运行（被终止、删除或丢失），资金未动；请运营从账目恢复它",
        "it is open, but its workflow is gone; its money is untouched: an operator revives it from the books",
    ),
    "NOTHING_TO_REVIVE": ("已经结束，没有需要恢复的流程", "it is over, and there is no workflow to revive"),
    "RULES_UNKNOWN": (
        "任务依据的规则版本，本程序不认识；请用下单时或更新的版本运行 worker",
        "ordered under a version of the rules that this program does not know: run a worker at least as new",
    ),
    "FROZEN": ("任务已暂停，请联系平台运营", "the commission is frozen: ask the platform's operators"),
    "NOT_FROZEN": ("任务（的该方）没有暂停", "the commission, or the side named, is not frozen"),
    "SIDE_NEEDED": (
        "双方都已暂停，请用 party 指明恢复 creator 还是 brand",
        "both sides are frozen: name one, creator or brand, in party",
    ),
    "BUSY": (
        "之前的操作尚未完成，请稍后再试",
        "earlier commands are still being carried out: try again later",
    ),
    # already done
    "ALREADY_ACCEPTED": ("任务已经接收", "already accepted"),
    "ALREADY_DECLINED": ("任务已经拒单", "already declined"),
    "ALREADY_CANCELLED": ("任务已经取消", "already cancelled"),
    "CANCEL_WAITS": (
        "任务已取消，等平台审核结果确定赔付金额；到时限没有结果视为未通过",
        "it is cancelled: the kill fee waits for the audit's answer; none in time counts as not passed",
    ),
    "ALREADY_SUBMITTED": ("本轮已经提交", "this round is already submitted"),
    "ALREADY_APPROVED": ("已经确认", "already approved"),
    "ALREADY_PUBLISHED": ("作品已经发布", "already published"),
    "ALREADY_SETTLED": ("任务已经结算", "already settled"),
    "ALREADY_COMPLAINED": ("同一原因的投诉已在处理中", "a complaint for this cause is already open"),
    "ALREADY_ANSWERED": ("已经答复", "already answered"),
    "ALREADY_RATED": ("您已经评价过", "you have rated already"),
    "ALREADY_HIDDEN": (
        "该评价的文字已经隐藏",
        "the words of that rating are hidden already",
    ),
    "ALREADY_SHOWN_AGAIN": (
        "该评价的文字已恢复过一次又隐藏，不再恢复",
        "the words of that rating were shown again once and hidden anew: they stay hidden",
    ),
    "ALREADY_REFUNDED": ("任务已经退款", "already refunded"),
    "ALREADY_FROZEN": ("该方已经暂停", "that side is already frozen"),
    "ALREADY_OPEN": ("修改权限已经开启", "the edit permission is already open"),
    "ALREADY_ASKED": ("申请已在等待答复", "a request already waits for an answer"),
    "ALREADY_REPORTED": (
        "同样的报告正在核实",
        "the same was reported and is being looked at",
    ),
    "FACT_DENIED": (
        "外部报告与平台所见不符，未采信",
        "the platform denies what was reported: it is not believed",
    ),
    "ALREADY_DECIDED": (
        "平台已经判定过，只能判定结算、退款或按比例",
        "the platform has decided before: only settle, refund or split remain",
    ),
    # too late
    "ORDER_EXPIRED": ("已超过接收时限，任务已失效", "the time to accept is over: the commission has expired"),
    "REVIEW_WINDOW_CLOSED": ("确认时限已过", "the time to review is over"),
    "COMPLAINT_WINDOW_CLOSED": ("投诉期已过", "the time to complain is over"),
    "TOO_LATE": ("时限已过", "the deadline has passed"),
    # what the message lacks
    "MALFORMED": ("消息格式不符，请按示例填写", "the message is not of the described shape: see the example"),
    "UNKNOWN_COMMAND": ("没有这一操作", "there is no such command"),
    "FIELD_NEEDED": ("缺少必填项", "a field is missing"),
    "CONTROL_CHARACTER": (
        "含有控制字符（换行、制表符或终端控制符），请去掉后重试",
        "there is a control character (line break, tab or terminal control): take it out",
    ),
    "FORMAT_CHARACTER": (
        "含有看不见的排版字符（零宽或书写方向符号），或一个字上叠加过多符号，请去掉后重试",
        "there is an invisible format character, or a pile of marks on a letter: take it out",
    ),
    "NOT_TEXT": (
        "含有乱码（私用区、未定义或替换字符），请用 UTF-8 编码重新填写",
        "there are characters of a wrong encoding (private use, unassigned, replacement): write it in UTF-8",
    ),
    "BLANK_TEXT": ("不能只有空白，请填写看得见的文字", "there is nothing to see: write visible text"),
    "FIELD_UNKNOWN": ("含有不适用的字段", "a field does not belong to this message"),
    "PLACEHOLDER_LEFT": (
        "还有没替换的占位符，请换成您自己的内容",
        "a placeholder is left: replace it with your own words",
    ),
    "ROLE_NEEDED": (
        '请写明要看哪一方所见：{"role": "creator"}、{"role": "brand"} 或 {"role": "operator"}',
        'say whose view: {"role": "creator"}, {"role": "brand"} or {"role": "operator"}',
    ),
    "REASON_NEEDED": ("请填写理由", "a reason is needed"),
    "REASON_TOO_LONG": ("文字超过字数上限", "the text is over its limit of characters"),
    "RELEASE_TIME_NEEDED": ("请给出发布时间（now 为立即发布）", 'a release time is needed ("now" is one)'),
    "RELEASE_TOO_EARLY": (
        "发布时间早于约定的范围；确需如此，请写 outside_window: true，将告知创作者",
        "the release time lies before the release window; if that is meant, say outside_window: true",
    ),
    "RELEASE_TOO_LATE": (
        "发布时间超出允许范围；晚于约定的范围而确需如此，请写 outside_window: true，将告知创作者",
        "too late; if it only leaves the brief's window, and on purpose, say outside_window: true",
    ),
    "NO_RESCHEDULES_LEFT": (
        "发布时间已改满次数，不能再改；到时自动发布",
        "the release time was changed as often as it may be: it is published at the one that stands",
    ),
    "TITLE_HAS_LINK": (
        "标题不能含链接、域名或邮箱，短信通道会拒发；链接请填在 purchase_link",
        "a title has no link, domain or e-mail address, SMS vendors refuse it: use purchase_link",
    ),
    "AD_MARK_NEEDED": (
        "含购买链接，发布前须标注「广告」",
        "a purchase link needs the 「广告」 mark before release",
    ),
    "SUBMIT_IN_MP": (
        "请在头条号 MP 后台发布文章并勾选「关联星图任务」",
        "publish the item in the 头条号 MP with 关联星图任务 ticked",
    ),
    "SUBMIT_HERE": ("请在星图上传作品", "upload the work here, not in the MP"),
    "NOT_LINKED": ("未勾选「关联星图任务」，不算提交", "not submitted: 关联星图任务 was not ticked"),
    "NOT_THE_CREATORS": ("作品不属于接单的创作者", "the item is not the commissioned creator's"),
    "WRONG_ITEM": ("不是本任务的作品", "that is not this commission's item"),
    "VIDEO_TEXT_NEEDED": ("请填写标题、描述和话题标签", "title, description and hashtags are needed"),
    "STALE_FACT": ("这一事实早于已知状态", "an older fact than the one we know"),
    # rules
    "NO_REJECTS_LEFT": (
        "驳回次数已用完：可以确认，或按报价赔付后取消；作品还可申请平台介入",
        "no rejections left: approve, or cancel at the quoted kill fee; of content, ask the platform",
    ),
    "BRIEF_DIFFERS": (
        "您确认的不是本任务的需求单，请重新查看；本任务的摘要值写在括号里",
        "that is the digest of another brief: read this one again; its own stands in brackets",
    ),
    "FAULT_NEEDED": (
        "平台取消须用 fault 写明过错方，可以写的在括号里",
        "an operator's cancel names whose fault it is in fault; what may be written stands in brackets",
    ),
    "QUOTE_STALE": (
        "赔付金额或其依据已变化，请按最新报价确认",
        "the kill fee or its ground is not the one you named: quote it again",
    ),
    "LOSS_UNCONFIRMED": (
        "申请取消会放弃现在应得的赔付，请写 quoted_fen 确认；也可提出希望保留的比例",
        "asking to cancel gives up the kill fee that is due now: name it in quoted_fen, or a share to keep",
    ),
    "SHARE_OUT_OF_BOUNDS": (
        "比例须在所提出的比例与现阶段的赔付之间",
        "the share lies between what was asked for and the kill fee of this stage",
    ),
    "PUBLISHED": ("作品已发布，不能取消，可以投诉", "published work cannot be cancelled: complain instead"),
    "RELEASE_IN_FLIGHT": ("正在发布，请等待结果", "the release is under way: wait for its result"),
    "NO_REQUEST": ("没有待答复的申请", "nothing waits for that answer"),
    "OWN_PROPOSAL": ("不能答复自己的提议", "you cannot answer your own proposal"),
    "NOT_LATER": ("新的时限必须晚于原时限", "the new deadline must be later than the old one"),
    "NO_EXTENSIONS_LEFT": ("延期次数已用完", "no extensions left"),
    "EXTENSION_TOO_LATE": (
        "延期不能超出发布时间范围和延长上限",
        "an extension cannot pass the release window nor the longest extension",
    ),
    "CAUSE_UNKNOWN": ("投诉原因不在列表中", "that is not a cause of complaint"),
    "TOO_MUCH_EVIDENCE": ("证据最多 10 条", "at most 10 pieces of evidence"),
    "HEAR_OTHER_SIDE": (
        "须先听取对方答复，或等答复时限过后",
        "hear the other side first, or wait until its time is over",
    ),
    "NOTHING_PROPOSED": (
        "没有待复核的提议：没有提过，已生效、失效，或情况有变",
        "nothing is proposed: never, or it took effect, lapsed, or its ground has changed",
    ),
    "PROPOSAL_CHANGED": (
        "提议已换过，请看过现在的再复核",
        "another proposal stands by now: read it, then second it",
    ),
    "SAME_OPERATOR": (
        "须由另一位平台运营复核",
        "another operator must second it",
    ),
    "BEARER_UNFIT": (
        "由谁承担不适用于这一处理；可以写的在括号里",
        "that bearer does not fit what is done; those that do stand in brackets",
    ),
    "CAUSE_CLOSED": (
        "这一原因已撤回或已判定，须附上此前没有提交过的证据",
        "that cause was withdrawn or decided before: only evidence not shown before opens it again",
    ),
    "CAUSE_USED_UP": ("这一原因的投诉次数已用完", "that cause was complained of as often as is allowed"),
    "NO_REWORKS_LEFT": (
        "整改次数已用完，请判定结算、退款或按比例",
        "no rework is left: settle, refund or split",
    ),
    "ALREADY_ESCALATED": (
        "这一版本确认期间申请平台介入的次数已用完，确认时限继续计算，到期按条款处理",
        "this review was put to the platform as often as is allowed: its time goes on, and ends by the terms",
    ),
    "NO_RESUMES_LEFT": (
        "未能发布的任务已退回过一次，请判定退款或按比例",
        "a release that lapsed was sent back before: refund or split",
    ),
    "NOTHING_LOST": (
        "判定已全部支持您一方，没有可申诉的",
        "the decision gives you all there is: there is nothing to appeal",
    ),
    "WORSE_FOR_APPELLANT": (
        "只有一方申诉，终局判定不能使其比原判定更差；其至少所得写在括号里",
        "one side alone appealed: it gets no less than it had, which stands in brackets",
    ),
    "DECISION_UNFIT": ("这一判定不适用于当前案件", "that decision does not fit this case"),
    "SHARE_NEEDED": (
        "请给出创作者比例，三种写法任选其一",
        "name the creator's share, in one of three forms",
    ),
    "SHARE_TWICE": (
        "比例只用一种写法：creator_percent、creator_bps、creator_fen 三选一",
        "give the share once: creator_percent, creator_bps or creator_fen",
    ),
    "SHARE_INEXACT": (
        "这一比例按基点记账，金额须为整数个基点；最近的金额写在括号里",
        "this share is kept in whole basis points: the nearest amounts stand in brackets",
    ),
    "SHARE_TOO_SMALL": (
        "不足 1%，像是把百分比写成了基点；百分比请用 creator_percent",
        "under 1 %: a percentage was likely meant; write it in creator_percent",
    ),
    "ALREADY_CORRECTED": (
        "判定已更正过一次，不能再更正；当事人可在申诉时限内申诉",
        "the decision was corrected once and is not corrected again: the parties may appeal in time",
    ),
    "ALREADY_SO": ("与现在的相同，没有变化", "that is how it stands already: nothing would change"),
    "UNTIL_OUT_OF_RANGE": (
        "新的时限不能早于现在，也不能晚于延长上限",
        "the new deadline lies before now, or beyond the longest extension",
    ),
    "EXTENDED_ENOUGH": (
        "该时限累计延后已到上限，不能再延；可移回更早，或请按规则处理",
        "this clock was moved later as much as it may be in sum: decide, or let it end",
    ),
    "NOT_YET": ("现在还不能申请平台介入", "it is too early to ask the platform"),
    "IN_DEFAULT": (
        "自己已逾期或发布失败，须先补上，不能申请平台介入",
        "who is overdue or whose release failed makes that good first, and does not ask the platform",
    ),
    "NOT_FAILED": ("审核没有未通过的结果", "there is no failed audit to appeal"),
    "NO_BREACH": ("没有违约记录", "there is no breach record"),
    "ITEM_NOT_GONE": (
        "原作品仍然公开，不能换成另一作品",
        "the published item is public: another one does not take its place",
    ),
    "NO_REPLACEMENTS_LEFT": ("换号次数已用完", "no further item under a new number is taken"),
    "NO_EARLY_ITEM": ("没有提前发布的作品", "there is no early publication"),
    "EDIT_OVER": (
        "评价已结束，任务已完成，不能再开启修改权限",
        "the ratings are over and the commission is completed: it can no longer be edited",
    ),
    "NO_EDIT_OPEN": ("修改权限没有开启", "the edit permission is not open"),
    "CLOCK_NOT_RUNNING": (
        "这一时限没有在计时；正在计时的写在括号里",
        "that clock is not running; those that run stand in brackets",
    ),
    "NO_SUCH_PAYOUT": ("没有这笔进行中的打款", "no such payout is under way"),
    "PAYOUT_NOT_FAILED": ("打款没有失败", "the payout has not failed"),
    # withdrawing
    "WITHDRAWAL_AMOUNT": (
        "提现金额须为大于零的整数分",
        "withdraw a whole number of fen above zero",
    ),
    "NO_ACCOUNT": ("没有绑定收款账户，请先绑定", "no payout account is bound: bind one first"),
    "NOTHING_TO_WITHDRAW": ("没有可提现金额", "there is nothing to withdraw"),
    "WITHDRAWAL_FROZEN": (
        "资金已被冻结，不能提现；平台恢复（creator unfreeze 或任务 unfreeze）后可提",
        "the money is frozen until the platform unfreezes it (creator unfreeze, or the commission's own)",
    ),
    "CREATOR_FROZEN": (
        "创作者账户已被平台冻结，不能下单",
        "the creator's account is frozen by the platform: no orders are taken",
    ),
    "BALANCE_SHORT": ("可提现金额不足", "more than can be withdrawn"),
    "WITHDRAWAL_TOO_SMALL": ("低于每次最少提现金额", "less than may be withdrawn at a time"),
    "OUTSIDE_HOURS": ("不在可提现时间（北京时间）", "outside the hours of withdrawing (Beijing time)"),
    "TOO_OFTEN_TODAY": ("今日提现次数已用完，请明天再试", "no more withdrawals today: try again tomorrow"),
    "TOO_OFTEN_THIS_MONTH": (
        "本月提现次数已用完，请下月再试",
        "no more withdrawals this month: try again next month",
    ),
    "WITHDRAWAL_KEY_REUSED": (
        "这一提现单号已用于另一金额，请换新的",
        "that key was used for another amount: take a new one",
    ),
    "WITHDRAWAL_NOT_WAITING": (
        "只有等待处理的提现可以这样操作",
        "only a withdrawal that waits can be dealt with so",
    ),
    "WITHDRAWAL_CONFLICT": (
        "账目与这笔提现不一致，没有动用资金，请联系平台运营",
        "the books contradict this withdrawal; nothing was moved: ask the operators",
    ),
    "WITHDRAWAL_NOT_PAID": (
        "只有已到账的提现需要询问退票",
        "only what was paid can have been sent back",
    ),
    "WITHDRAWAL_OPERATOR": (
        "超过此金额的余额退回须由平台运营经手，写明工号和理由",
        "above this amount a brand's balance is sent back by an operator, with id and reason",
    ),
    "CLAIM_OPEN": (
        "任务有未了结的争议，了结后才能退回余额",
        "a case of one of the brand's commissions is open: the balance can go back once it is closed",
    ),
    "PAYER_UNKNOWN": (
        "这笔充值没有登记付款账户，余额只能退回付款账户；请平台运营用 brand payer 登记",
        "nobody has noted which account paid that top-up in, and money goes back there only: brand payer",
    ),
    "BEYOND_PAID_IN": (
        "超过该付款账户付入而未退回的金额，余额只能退回付款账户",
        "more than that account paid in and has not had back: money goes back there only",
    ),
    "BAD_KEY": (
        "提现单号为 1 至 24 个字母、数字、下划线或短横",
        "a key has 1 to 24 letters, digits, underscores or hyphens",
    ),
    "NOT_RATED": (
        "该方没有评价；party 写评价人：creator 或 brand",
        "that side has given no rating; party is who wrote it: creator or brand",
    ),
    "NO_WORDS": (
        "该评价只有星级，没有文字可隐藏",
        "that rating has stars alone and no words to hide",
    ),
    "NOT_HIDDEN": ("该评价的文字没有隐藏", "the words of that rating are not hidden"),
    "STARS_OUT_OF_RANGE": ("评分超出范围", "so many stars are not given"),
    "PARTY_UNKNOWN": ("party 只能是 creator 或 brand", "party is creator or brand"),
    "NOTHING_HELD": ("没有托管资金", "there is no money held"),
    # ordering
    "CREATOR_UNKNOWN": ("没有这位创作者", "no such creator"),
    "BRAND_UNKNOWN": ("没有这个品牌主", "no such brand"),
    "TYPE_NOT_OPENED": ("创作者没有开通这一任务类型", "the creator has not opened this task type"),
    "NO_QUOTE": ("创作者没有设置报价", "the creator has set no quote for this type"),
    "PRICE_CHANGED": ("价格与创作者当前报价不一致", "the price is not the creator's present quote"),
    "PRICE_TOO_LOW": ("低于每单最低金额", "below the least price of an order"),
    "CREATOR_PAUSED": ("创作者已暂停接单", "the creator takes no orders at present"),
    "OWNER_NEEDED": ("双方都须登记主体（公司或个人全名）", "both sides need a registered owner"),
    "INDUSTRY_REFUSED": (
        "法律禁止发布这类广告（烟草、处方药、母乳代用品）",
        "the law forbids advertising this (tobacco, prescription drugs, substitutes for breast milk)",
    ),
    "APPROVAL_NUMBER_NEEDED": (
        "这一行业的广告须先审查，请填写批准文号（approval_number）",
        "advertisements of this industry are examined first: give the approval number (approval_number)",
    ),
    "AD_MARK_MISSING": (
        "作品未标注「广告」，没有发布",
        "the item bears no 「广告」 mark and was not published",
    ),
    "SELF_DEALING": ("品牌主与创作者属同一主体", "the brand and the creator belong to one owner"),
    "ORDER_CHANGED": ("同一订单号的内容不同", "that order key was used for another order"),
}


class Refused(Exception):
    """A move that the rules do not allow. Nothing has changed."""

    def __init__(self, code: str, *, detail: str = "", quotes: bool = False) -> None:
        """``quotes``: the detail is the sender's own words, which no timeline repeats."""
        self.code = code
        self.detail = detail
        self.quotes = quotes
        self.zh, self.en = REFUSALS[code]
        if detail:
            self.zh, self.en = f"{self.zh}（{detail}）", f"{self.en} ({detail})"
        super().__init__(f"{code}: {self.zh} / {self.en}")


class Repeated(Exception):
    """The command was applied before: the answer is its sequence number and the state now."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        super().__init__(f"applied before as {seq}")
