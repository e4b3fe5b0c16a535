"""What a message leaves out or says wrongly."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "MALFORMED",
        Kind.INVALID,
        "消息格式不符，请按示例填写",
        "the message is not of the described shape: see the example",
    ),
    Refusal("UNKNOWN_COMMAND", Kind.NOT_FOUND, "没有这一操作", "there is no such command", Do.LOOK),
    Refusal("FIELD_NEEDED", Kind.INVALID, "缺少必填项", "a field is missing", Do.CORRECT),
    Refusal(
        "CONTROL_CHARACTER",
        Kind.INVALID,
        "含有控制字符（换行、制表符或终端控制符），请去掉后重试",
        "there is a control character (line break, tab or terminal control): take it out",
    ),
    Refusal(
        "FORMAT_CHARACTER",
        Kind.INVALID,
        "含有看不见的排版字符（零宽或书写方向符号），或一个字上叠加过多符号，请去掉后重试",
        "there is an invisible format character, or a pile of marks on a letter: take it out",
    ),
    Refusal(
        "NOT_TEXT",
        Kind.INVALID,
        "含有乱码（私用区、未定义或替换字符），请用 UTF-8 编码重新填写",
        (
            "there are characters of a wrong encoding (private use, unassigned, replacement): write "
            "it in UTF-8"
        ),
    ),
    Refusal(
        "BLANK_TEXT",
        Kind.INVALID,
        "不能只有空白，请填写看得见的文字",
        "there is nothing to see: write visible text",
    ),
    Refusal(
        "FIELD_UNKNOWN",
        Kind.INVALID,
        "含有不适用的字段",
        "a field does not belong to this message",
        Do.CORRECT,
    ),
    Refusal(
        "PLACEHOLDER_LEFT",
        Kind.INVALID,
        "还有没替换的占位符，请换成您自己的内容",
        "a placeholder is left: replace it with your own words",
    ),
    Refusal(
        "ROLE_NEEDED",
        Kind.INVALID,
        '请写明要看哪一方所见：{"role": "creator"}、{"role": "brand"} 或 {"role": "operator"}',
        'say whose view: {"role": "creator"}, {"role": "brand"} or {"role": "operator"}',
    ),
    Refusal("REASON_NEEDED", Kind.INVALID, "请填写理由", "a reason is needed"),
    Refusal(
        "REASON_TOO_LONG",
        Kind.INVALID,
        "文字超过字数上限",
        "the text is over its limit of characters",
        Do.CORRECT,
    ),
    Refusal(
        "RELEASE_TIME_NEEDED",
        Kind.INVALID,
        "请给出发布时间（now 为立即发布）",
        'a release time is needed ("now" is one)',
    ),
    Refusal(
        "RELEASE_TOO_EARLY",
        Kind.INVALID,
        "发布时间早于约定的范围；确需如此，请写 outside_window: true，将告知创作者",
        "the release time lies before the release window; if that is meant, say outside_window: true",
    ),
    Refusal(
        "RELEASE_TOO_LATE",
        Kind.INVALID,
        "发布时间超出允许范围；晚于约定的范围而确需如此，请写 outside_window: true，将告知创作者",
        "too late; if it only leaves the brief's window, and on purpose, say outside_window: true",
    ),
    Refusal(
        "TITLE_HAS_LINK",
        Kind.INVALID,
        "标题不能含链接、域名或邮箱，短信通道会拒发；链接请填在 purchase_link",
        "a title has no link, domain or e-mail address, SMS vendors refuse it: use purchase_link",
    ),
    Refusal(
        "AD_MARK_NEEDED",
        Kind.INVALID,
        "含购买链接，发布前须标注「广告」",
        "a purchase link needs the 「广告」 mark before release",
    ),
    Refusal(
        "SUBMIT_IN_MP",
        Kind.CONFLICT,
        "请在头条号 MP 后台发布文章并勾选「关联星图任务」",
        "publish the item in the 头条号 MP with 关联星图任务 ticked",
    ),
    Refusal("SUBMIT_HERE", Kind.CONFLICT, "请在星图上传作品", "upload the work here instead of the MP"),
    Refusal(
        "NOT_LINKED",
        Kind.INVALID,
        "未勾选「关联星图任务」，不算提交",
        "not submitted: 关联星图任务 was not ticked",
        Do.CORRECT,
    ),
    Refusal(
        "NOT_THE_CREATORS",
        Kind.INVALID,
        "作品不属于接单的创作者",
        "the item is not the commissioned creator's",
        Do.OWN_ITEM,
    ),
    Refusal(
        "WRONG_ITEM", Kind.INVALID, "不是本任务的作品", "that is not this commission's item", Do.OWN_ITEM
    ),
    Refusal(
        "VIDEO_TEXT_NEEDED",
        Kind.INVALID,
        "请填写标题、描述和话题标签",
        "title, description and hashtags are needed",
    ),
    Refusal(
        "STALE_FACT", Kind.CONFLICT, "这一事实早于已知状态", "an older fact than the one we know", Do.NOTHING
    ),
    Refusal("PARTY_UNKNOWN", Kind.INVALID, "party 只能是 creator 或 brand", "party is creator or brand"),
)
