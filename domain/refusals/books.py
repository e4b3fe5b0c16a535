"""What the books refuse: accounts, names, top-ups, decisions, the ledger."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "CREATOR_FULL",
        Kind.LIMIT,
        "创作者未发布的任务已达上限，请等其发布一些，或另选创作者",
        "the creator has as many unpublished commissions as are allowed: wait, or choose another",
    ),
    Refusal(
        "DECISION_INCOMPLETE",
        Kind.INVALID,
        "须有 operator:工号，并写明理由（不超过 100 字）",
        "a decision has operator:ID and a reason of 100 characters at most",
    ),
    Refusal(
        "CREATOR_NOT_FROZEN",
        Kind.CONFLICT,
        "创作者账户没有冻结",
        "the creator's account is not frozen",
        Do.NOTHING,
    ),
    Refusal("NO_PHONE", Kind.CONFLICT, "没有登记手机号", "no phone is registered", Do.REGISTER),
    Refusal(
        "PERSON_ERASED",
        Kind.CONFLICT,
        "此人的个人数据已清除，不能再登记或使用；重新合作请另开账户",
        "that person's data was erased and nothing more is kept of them: open another account",
    ),
    Refusal(
        "PERSON_INVOLVED",
        Kind.CONFLICT,
        "还有未了结的事，暂不能清除；请先了结",
        "not erased, for something is still open: conclude it first",
    ),
    Refusal(
        "PERSON_UNKNOWN",
        Kind.NOT_FOUND,
        "没有这个人；写 creator:ID 或 brand:ID",
        "there is nobody of that id; write creator:ID or brand:ID",
    ),
    Refusal("COMMISSION_UNKNOWN", Kind.NOT_FOUND, "没有这条任务", "no such commission", Do.CHECK),
    Refusal("WITHDRAWAL_UNKNOWN", Kind.NOT_FOUND, "没有这笔提现", "no such withdrawal", Do.CHECK),
    Refusal("ALREADY_EXISTS", Kind.CONFLICT, "编号已被使用", "the id is taken", Do.NEW_KEY),
    Refusal("BAD_NAME", Kind.INVALID, "名称应为 1 至 40 个字", "a name has 1 to 40 characters"),
    Refusal("BAD_REAL_NAME", Kind.INVALID, "实名应为 1 至 40 个字", "a real name has 1 to 40 characters"),
    Refusal(
        "TOP_UP_CHANGED",
        Kind.CONFLICT,
        "同一充值单号的品牌主、金额或付款账户不同",
        "that top-up key was used for another brand, amount or paying account",
        Do.NEW_KEY,
    ),
    Refusal("TOP_UP_UNKNOWN", Kind.NOT_FOUND, "没有这笔充值", "no such top-up", Do.CHECK),
    Refusal(
        "PAYER_KNOWN",
        Kind.CONFLICT,
        "这笔充值已登记另一付款账户，不能更改",
        "another account was noted for that top-up, and stands",
        Do.NOTHING,
    ),
    Refusal(
        "CLAIM_CHANGED",
        Kind.CONFLICT,
        "同一编号的决定内容不同，请核对后换新的编号",
        "that key was used for another decision: look at it, and take a new key",
    ),
    Refusal(
        "CLAIM_INCOMPLETE",
        Kind.INVALID,
        "须有编号（不超过 64 个字符）和 operator:工号，并写明理由（不超过 100 字）",
        "a decision has a key (64 characters at most), operator:ID and a reason (100 at most)",
    ),
    Refusal(
        "NOT_SETTLED",
        Kind.CONFLICT,
        "任务的资金尚未划给创作者，请用任务自身的判定或退款",
        "its money has not gone to the creator yet: decide or refund the commission itself",
    ),
    Refusal(
        "SHARE_NOT_LOWER",
        Kind.INVALID,
        "新的比例须低于现行比例，且不小于 0",
        "the new share must be lower than the one in force, and at least 0",
    ),
    Refusal("MORE_THAN_OWED", Kind.LIMIT, "超过创作者的欠款", "that is more than the creator owes", Do.LESS),
    Refusal(
        "NOT_VERIFIED",
        Kind.CONFLICT,
        "尚未实名，请先 creator verify",
        "the real name is not verified: first creator verify",
    ),
    Refusal(
        "NAME_MISMATCH",
        Kind.CONFLICT,
        "收款人姓名与实名不一致",
        "the account's holder is not the verified name",
        Do.CHECK_ACCOUNT,
    ),
    Refusal(
        "ACCOUNT_INVALID",
        Kind.INVALID,
        "收款账户格式不符：alipay 为邮箱、手机号或 2088 开头的 16 位编号，bank_card 为 12 至 19 位数字",
        (
            "no such account: alipay is an e-mail, a mobile number or 16 digits from 2088; bank_card "
            "is 12 to 19 digits"
        ),
        Do.CORRECT,
    ),
    Refusal(
        "PAYER_INVALID",
        Kind.INVALID,
        "付款账户格式不符：alipay 为邮箱、手机号或 2088 开头的 16 位编号，bank_card 为 12 至 19 位数字",
        (
            "no such paying account: alipay is an e-mail, a mobile number or 16 digits from 2088; "
            "bank_card is 12 to 19 digits"
        ),
        Do.CORRECT,
    ),
    Refusal(
        "ACCOUNT_UNKNOWN",
        Kind.NOT_FOUND,
        "账本里没有这个账户；写法如 brand:ID、fee，全部账户见 ledger trial-balance --accounts",
        ("the ledger has no such account; write brand:ID or fee, ledger trial-balance --accounts lists all"),
    ),
    Refusal(
        "PERIOD_REVERSED",
        Kind.INVALID,
        "结束早于开始，请调换 --from 与 --to",
        "the period ends before it begins: swap --from and --to",
    ),
    Refusal(
        "TERMS_CHANGED",
        Kind.CONFLICT,
        (
            "条款有改动而版本未变：{which}。已公布的版本不再改动：请在 terms.toml 改回；要修改，"
            "请把改动写在 [next] 下，给出新的 version 和 effective_from（至少提前七日公示，"
            "电子商务法 §34）；须立即生效的，改写 version"
        ),
        (
            "the terms were changed under the same version: {which}. What was published under a "
            "version stays: put terms.toml back; to change something, write it under [next] with a "
            "new version and its effective_from, seven days ahead at least (电子商务法 §34); what "
            "must hold immediately needs a new version"
        ),
    ),
)
