"""Orders: parties, prices, quotes, industries."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "CREATOR_FROZEN",
        Kind.FORBIDDEN,
        "创作者账户已被平台冻结，不能下单",
        "the creator's account is frozen by the platform: no orders are taken",
        Do.OTHER_CREATOR,
    ),
    Refusal("CREATOR_UNKNOWN", Kind.NOT_FOUND, "没有这位创作者", "no such creator", Do.CHECK),
    Refusal("BRAND_UNKNOWN", Kind.NOT_FOUND, "没有这个品牌主", "no such brand", Do.CHECK),
    Refusal(
        "TYPE_NOT_OPENED",
        Kind.CONFLICT,
        "创作者没有开通这一任务类型",
        "the creator has not opened this task type",
        Do.OTHER_CREATOR,
    ),
    Refusal(
        "NO_QUOTE",
        Kind.CONFLICT,
        "创作者没有设置报价",
        "the creator has set no quote for this type",
        Do.OTHER_CREATOR,
    ),
    Refusal(
        "PRICE_CHANGED",
        Kind.CONFLICT,
        "价格与创作者当前报价不一致",
        "the price is not the creator's present quote",
        Do.NEW_PRICE,
    ),
    Refusal(
        "PRICE_TOO_LOW", Kind.INVALID, "低于每单最低金额", "below the least price of an order", Do.CORRECT
    ),
    Refusal(
        "CREATOR_PAUSED",
        Kind.CONFLICT,
        "创作者已暂停接单",
        "the creator takes no orders at present",
        Do.OTHER_CREATOR,
    ),
    Refusal(
        "OWNER_NEEDED",
        Kind.CONFLICT,
        "双方都须登记主体（公司或个人全名）",
        "both sides need a registered owner",
        Do.REGISTER,
    ),
    Refusal(
        "INDUSTRY_REFUSED",
        Kind.FORBIDDEN,
        "法律禁止发布这类广告（烟草、处方药、母乳代用品）",
        "the law forbids advertising this (tobacco, prescription drugs, substitutes for breast milk)",
        Do.NOTHING,
    ),
    Refusal(
        "APPROVAL_NUMBER_NEEDED",
        Kind.INVALID,
        "这一行业的广告须先审查，请填写批准文号（approval_number）",
        "advertisements of this industry are examined first: give the approval number (approval_number)",
    ),
    Refusal(
        "AD_MARK_MISSING",
        Kind.CONFLICT,
        "作品未标注「广告」，没有发布",
        "the item bears no 「广告」 mark and was not published",
        Do.MARK,
    ),
    Refusal(
        "SELF_DEALING",
        Kind.FORBIDDEN,
        "品牌主与创作者属同一主体（主体、电话、实名或账户相同，含付过款的账户），请换一位创作者",
        (
            "the brand and the creator are one owner (name, phone or account in common): choose "
            "another creator"
        ),
    ),
    Refusal(
        "ORDER_CHANGED",
        Kind.CONFLICT,
        "同一订单号的内容不同",
        "that order key was used for another order",
        Do.NEW_KEY,
    ),
)
