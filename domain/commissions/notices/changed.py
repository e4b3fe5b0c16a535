"""What changed for a side that was not asked for anything: accepted, public, settled, lapsed, taken back."""

from domain.notice_template import Template
from domain.party import Party

_B, _C = Party.BRAND, Party.CREATOR

TO_CREATOR = (
    Template(
        "outline_silent",
        _C,
        "任务「{title}」的{outline}客户逾期未答复，按约定视为确认，请在{due}前提交{content}，逾期{hours}小时未交则取消并记违约",
        "The {outline_en} for “{title}” counts as confirmed, unanswered: submit the {content_en} by "
        "{due}; {hours} hours late, it is cancelled with a breach.",
    ),
    Template(
        "outline_waived",
        _C,
        "客户不再要求任务「{title}」的{outline}，请在{due}前提交{content}，逾期{hours}小时未交则取消并记违约",
        "The brand goes without the {outline_en} for “{title}”: submit the {content_en} by {due}; "
        "{hours} hours late, it is cancelled with a breach.",
    ),
    Template(
        "content_silent",
        _C,
        "任务「{title}」的{content}客户逾期未答复，按下单时的约定视为确认，将于{release}发布，其后{hours}小时仍未公开由平台介入",
        "The {content_en} for “{title}” counts as confirmed, unanswered, as ordered: out at {release}; "
        "not public {hours} hours later, the platform steps in.",
    ),
    Template(
        "approved_by_platform",
        _C,
        "经平台判定，任务「{title}」的{content}通过，将于{release}发布，其后{hours}小时仍未公开由平台介入",
        "The platform decided that the {content_en} for “{title}” passes; it will be published at "
        "{release}; not public {hours} hours later, the platform steps in.",
    ),
    Template(
        "release_resumed",
        _C,
        "平台判定任务「{title}」退回待发布，改于{release}发布，其后{hours}小时仍未公开由平台介入",
        "The platform sent “{title}” back to its release at {release}; not public {hours} hours later, "
        "the platform steps in.",
    ),
    Template(
        "frozen_creator",
        _C,
        "平台运营已暂停任务「{title}」您的一方，时限停住；{hours}小时仍未恢复，客户可免赔取消，如有疑问请联系平台",
        "Your side of “{title}” is frozen and its clocks stand still; if so for {hours} hours, the brand "
        "may cancel free of charge.",
        urgent=False,
    ),
    Template(
        "gone_creator",
        _C,
        "任务「{title}」已结算的{content}目前未公开，已告知客户；已结算的款项不变",
        "The settled {content_en} of “{title}” is not public; the brand was told. What is settled stands.",
        urgent=False,
    ),
    Template(
        "gone_breach",
        _C,
        "任务「{title}」已结算的{content}被隐藏或删除，请恢复公开；已记入违约记录，{hours}小时内可申诉，逾期成立",
        "The settled {content_en} of “{title}” was hidden or deleted. A breach is recorded: appeal within "
        "{hours} hours, or it stands.",
    ),
    Template(
        "edited_after",
        _C,
        "任务「{title}」已结算的{content}在未开启修改权限时被修改，已告知客户和平台运营",
        "The settled {content_en} of “{title}” was edited without permission; the brand was told.",
        urgent=False,
    ),
    Template(
        "edited_after_breach",
        _C,
        "任务「{title}」已结算的{content}在未开启修改权限时被修改，已记入违约记录，{hours}小时内可申诉，逾期成立",
        "The settled {content_en} of “{title}” was edited without permission. A breach is recorded: appeal "
        "within {hours} hours, or it stands.",
    ),
    Template(
        "rescheduled",
        _C,
        "客户将任务「{title}」的{content}发布时间改为{release}，其后{hours}小时仍未公开由平台介入",
        "The brand moved the release of the {content_en} for “{title}” to {release}; not public {hours} "
        "hours later, the platform steps in.",
    ),
    Template(
        "early_creator",
        _C,
        "任务「{title}」的{content}早于约定时间公开，等待客户认可或要求下架；被下架，或未到发布而任务结束的，结束时记入违约记录",
        "The {content_en} for “{title}” is public too early: the brand takes it, or has it taken down; "
        "taken down, or never released, it is a breach at the end.",
    ),
    Template(
        "ratified",
        _C,
        "客户已认可任务「{title}」提前公开的{content}，{settle}前没有投诉则自动结算",
        "The brand takes the early {content_en} for “{title}”; without a complaint it settles at {settle}.",
        urgent=False,
    ),
    Template(
        "taken_down",
        _C,
        "客户要求下架任务「{title}」提前公开的{content}，仍按约定时间发布；任务结束时记入违约记录",
        "The brand has the early {content_en} for “{title}” taken down; its release time stands; at the "
        "end it is a breach.",
    ),
    Template(
        "publish_refused",
        _C,
        "任务「{title}」的{content}被内容平台拒绝发布，请尽快处理，{by}仍未公开由平台介入",
        "The {content_en} for “{title}” was refused publication; from {by} on the platform decides.",
    ),
    Template(
        "published_creator",
        _C,
        "任务「{title}」的{content}已公开，{settle}前没有投诉则自动结算",
        "The {content_en} for “{title}” is public; without a complaint it settles at {settle}.",
        urgent=False,
    ),
    Template(
        "window_longer_creator",
        _C,
        "任务「{title}」的{content}曾经未公开，投诉期顺延至{settle}，届时没有投诉则自动结算",
        "The {content_en} for “{title}” was not public for a while: complaints until {settle}; then it "
        "settles by itself.",
        urgent=False,
    ),
    Template(
        "complaint_withdrawn",
        _C,
        "客户已撤回对任务「{title}」的投诉，{settle}前没有投诉则自动结算",
        "The complaint about “{title}” is taken back; without another it settles at {settle}.",
        urgent=False,
    ),
    Template(
        "complaint_withdrawn_late",
        _C,
        "客户已撤回对任务「{title}」的投诉，核实公开状态后即结算",
        "The complaint about “{title}” is taken back; it settles once it is seen to be public.",
        urgent=False,
    ),
    Template(
        "rework_creator",
        _C,
        "经平台判定，任务「{title}」须整改，{hours}小时内可修改，到时关闭，投诉期重新计至{settle}，届时没有投诉则自动结算；不服可在{by}前申诉",
        "The platform decided that “{title}” is reworked: it can be edited for {hours} hours; complaints "
        "until {settle}; then it settles by itself. Appeal until {by}.",
    ),
    Template(
        "rework_stands_creator",
        _C,
        "任务「{title}」的整改判定维持，申诉期间不计，剩余的修改时间照旧，投诉期至{settle}，届时没有投诉则自动结算",
        "The rework of “{title}” stands, with the time that was left when it was appealed; "
        "complaints until {settle}; then it settles by itself.",
    ),
    Template(
        "item_silent",
        _C,
        "任务「{title}」重新发布的{content}客户逾期未答复，视为确认，投诉期至{settle}止，届时没有投诉则自动结算",
        "The {content_en} of “{title}” under its new number counts as confirmed, unanswered: until "
        "{settle}; then it settles by itself.",
        urgent=False,
    ),
    Template(
        "item_stays_creator",
        _C,
        "任务「{title}」原来的{content}已恢复公开，不更换作品，投诉期至{settle}止，届时没有投诉则自动结算",
        "The first {content_en} of “{title}” is public again and stays the one: complaints until "
        "{settle}; then it settles by itself.",
        urgent=False,
    ),
    Template(
        "edit_closed",
        _C,
        "客户已关闭任务「{title}」的修改权限",
        "The brand closed the edit permission of “{title}”.",
    ),
    Template(
        "extension_refused_creator",
        _C,
        "客户未同意任务「{title}」延期，交稿时限仍为{due}",
        "The brand does not agree to extend “{title}”: the deadline is still {due}.",
    ),
    Template(
        "extension_lapsed_creator",
        _C,
        "任务「{title}」的延期提议无人答复，不延期，交稿时限仍为{due}",
        "The proposed extension of “{title}” was not answered: the deadline is still {due}.",
        urgent=False,
    ),
    Template(
        "freeze_cancel_creator",
        _C,
        "任务「{title}」因您的账户被暂停已久，客户现在可以无责取消，如有疑问请联系平台",
        "Your account is frozen and “{title}” has waited for long: the brand may now cancel it free.",
        urgent=False,
    ),
    Template(
        "cancelled_default",
        _C,
        "任务「{title}」因您逾期已被取消，记入违约记录，{hours}小时内可申诉，逾期成立",
        "“{title}” is cancelled for your default. A breach is recorded: appeal within {hours} hours, or "
        "it stands.",
    ),
    Template(
        "cancelled_silent_breach",
        _C,
        "任务「{title}」客户逾期未确认，已取消；您有违约，记入违约记录，{hours}小时内可申诉，逾期成立",
        "“{title}” is cancelled, never reviewed. Your breach is recorded: appeal within {hours} hours, "
        "or it stands.",
    ),
    Template(
        "platform_cancelled_breach",
        _C,
        "任务「{title}」已由平台取消，责任在{fault}，{settled}，记入违约记录，{hours}小时内可申诉，逾期成立",
        "The platform cancelled “{title}” at {fault_en} fault; {settled_en}. Appeal within {hours} "
        "hours, or it stands.",
    ),
    Template(
        "cancel_agreed_breach",
        _C,
        "任务「{title}」已按您的申请取消，记入违约记录，{hours}小时内可申诉，逾期成立",
        "“{title}” is cancelled as you asked. A breach is recorded: appeal within {hours} hours, or it "
        "stands.",
    ),
    Template(
        "cancel_unanswered",
        _C,
        "客户逾期未答复，视为同意，任务「{title}」已按您的申请取消",
        "The brand did not answer, so “{title}” is cancelled as you asked.",
    ),
    Template(
        "cancel_unanswered_breach",
        _C,
        "客户逾期未答复，视为同意，任务「{title}」已取消，记入违约记录，{hours}小时内可申诉，逾期成立",
        "Unanswered, “{title}” is cancelled as you asked. A breach is recorded: appeal within {hours} "
        "hours, or it stands.",
    ),
    Template(
        "settled_breach",
        _C,
        "任务「{title}」已结算，{days}天内可评价，逾期不再评价；曾提前发布未获认可，记入违约记录，{hours}小时内可申诉，逾期成立",
        "“{title}” is settled: rate it within {days} days. Out early, a breach: appeal within {hours} "
        "hours, or it stands.",
    ),
    Template(
        "refunded_breach",
        _C,
        "经平台判定，任务「{title}」的款项已退还客户；曾提前发布未获认可，记入违约记录，{hours}小时内可申诉，逾期成立",
        "“{title}” is refunded by decision. It was out early, a breach: appeal within {hours} hours, or "
        "it stands.",
    ),
    Template(
        "refunded_paid_breach",
        _C,
        "经平台判定，任务「{title}」已退款给客户，您应得的已转入余额；曾提前发布，记入违约记录，{hours}小时内可申诉，逾期成立",
        "“{title}” is refunded, your part on your balance. Out early, a breach: appeal within {hours} "
        "hours, or it stands.",
    ),
)

TO_BRAND = (
    Template(
        "gone_brand",
        _B,
        "任务「{title}」结算后，{content}已不公开，已通知创作者和平台运营；已结算的款项不变",
        "The {content_en} of “{title}” is not public any more after its settlement; the creator and the "
        "platform were told. What is settled stands.",
        urgent=False,
    ),
    Template(
        "review_resumed",
        _B,
        "平台判定任务「{title}」退回确认环节，请在{by}前处理，{silence}",
        "The platform sent “{title}” back to your review: until {by}; {silence_en}.",
    ),
    Template(
        "release_resumed_brand",
        _B,
        "平台判定任务「{title}」退回待发布，改于{release}发布，仍未公开则再由平台判定",
        "The platform sent the release of “{title}” back: {release}; not public, it is decided anew.",
    ),
    Template(
        "accepted",
        _B,
        "任务「{title}」已被接收，创作者须在{due}前提交",
        "“{title}” was accepted; the creator submits by {due}.",
        urgent=False,
    ),
    Template(
        "handed_in",
        _B,
        "任务「{title}」的{content}已提交，平台审核通过后由您确认；至{limit}仍无结果由平台立案",
        "The {content_en} for “{title}” is handed in; once the platform's audit passes, you review it; "
        "without a result at {limit}, the platform opens a case.",
        urgent=False,
    ),
    Template(
        "audit_appealed_brand",
        _B,
        "任务「{title}」的创作者对平台审核结果申诉，重新审核中；至{limit}仍无结果由平台立案",
        "The creator of “{title}” appeals the audit, which runs again; without a result at {limit}, the "
        "platform opens a case.",
        urgent=False,
    ),
    Template(
        "audit_failed_brand",
        _B,
        "任务「{title}」的{content}未通过平台复审，已退回创作者修改",
        "The {content_en} for “{title}” failed the platform's audit and went back to the creator.",
        urgent=False,
    ),
    Template(
        "outline_silent_brand",
        _B,
        "任务「{title}」的{outline}逾期未确认，已视为确认，创作者开始制作{content}",
        "The {outline_en} for “{title}” was not answered and counts as confirmed: the {content_en} begins.",
        urgent=False,
    ),
    Template(
        "content_silent_brand",
        _B,
        "任务「{title}」的{content}逾期未答复，按下单时的约定视为确认，将于{release}发布",
        "The {content_en} for “{title}” counts as confirmed, unanswered, as ordered: out at {release}.",
    ),
    Template(
        "publish_refused_brand",
        _B,
        "任务「{title}」的{content}被内容平台拒绝发布，已通知创作者，{by}仍未公开由平台介入",
        "The platform refused to publish the {content_en} for “{title}”; the creator was told; not "
        "public at {by}, the platform steps in.",
        urgent=False,
    ),
    Template(
        "published_brand",
        _B,
        "任务「{title}」的{content}已公开，投诉期至{settle}止，届时自动结算",
        "The {content_en} for “{title}” is public: complain until {settle}; then it settles by itself.",
        urgent=False,
    ),
    Template(
        "hidden_brand",
        _B,
        "任务「{title}」的{content}目前未公开，已通知创作者恢复公开",
        "The {content_en} for “{title}” is not public; the creator was told to make it so.",
        urgent=False,
    ),
    Template(
        "window_longer_brand",
        _B,
        "任务「{title}」的{content}曾经未公开，投诉期顺延至{settle}，届时自动结算",
        "The {content_en} for “{title}” was not public for a while: complain until {settle}; then it "
        "settles by itself.",
        urgent=False,
    ),
    Template(
        "settled_itself",
        _B,
        "任务「{title}」投诉期已满，作品公开，已自动结算，{days}天内可评价，逾期不再评价",
        "“{title}” is settled by itself: public, no complaint in time. Rate it within {days} days; later "
        "is too late.",
        urgent=False,
    ),
    Template(
        "decision_paid",
        _B,
        "任务「{title}」的平台判定已生效，款项已按判定结算；{days}天内可评价，逾期不再评价",
        "The platform's decision about “{title}” has taken effect; the money is divided by it; rate it "
        "within {days} days, later is too late.",
        urgent=False,
    ),
    Template(
        "refunded_brand",
        _B,
        "任务「{title}」的平台判定已生效，款项已退回余额",
        "The platform's decision about “{title}” has taken effect; the money is back on your balance.",
        urgent=False,
    ),
    Template(
        "item_stays_brand",
        _B,
        "任务「{title}」原来的{content}已恢复公开，不更换作品，投诉期至{settle}止，届时自动结算",
        "The first {content_en} of “{title}” is public again and stays the one: complain until {settle}; "
        "then it settles by itself.",
        urgent=False,
    ),
    Template(
        "rework_brand",
        _B,
        "经平台判定，任务「{title}」须整改，投诉期重新计至{settle}，届时自动结算；不服可在{by}前申诉",
        "The platform decided that “{title}” is reworked: complain until {settle}; then it settles by "
        "itself. Appeal until {by}.",
        urgent=False,
    ),
    Template(
        "rework_stands_brand",
        _B,
        "任务「{title}」的整改判定维持，申诉期间不计，投诉期至{settle}，届时自动结算",
        "The rework of “{title}” stands; complain until {settle}; then it settles by itself.",
        urgent=False,
    ),
    Template(
        "cancel_withdrawn",
        _B,
        "任务「{title}」的创作者已撤回取消申请，任务继续",
        "The creator of “{title}” takes the request to cancel back: it goes on.",
        urgent=False,
    ),
    Template(
        "cancel_unanswered_brand",
        _B,
        "任务「{title}」的取消申请逾期未答复，视为同意，已取消，按约定赔付，其余已退回余额",
        "The wish to cancel “{title}” went unanswered: cancelled by its terms; the rest is on your balance.",
        urgent=False,
    ),
    Template(
        "extended_brand",
        _B,
        "任务「{title}」交稿时限已调整为{due}",
        "The submission deadline of “{title}” is now {due}.",
        urgent=False,
    ),
    Template(
        "extension_refused_brand",
        _B,
        "创作者未同意任务「{title}」延期，交稿时限仍为{due}",
        "The creator does not agree to extend “{title}”: the deadline is still {due}.",
        urgent=False,
    ),
    Template(
        "extension_lapsed_brand",
        _B,
        "任务「{title}」的延期提议无人答复，不延期，交稿时限仍为{due}",
        "The proposed extension of “{title}” was not answered: the deadline is still {due}.",
        urgent=False,
    ),
)

TEMPLATES = (*TO_CREATOR, *TO_BRAND)
