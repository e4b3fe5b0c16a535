"""What banks, SMS and phone providers and the MP answer, in our words: the same for every vendor.

A word that a refusal of ours has too bears a prefix here. ``ACCOUNT_INVALID``, ``AMOUNT_INVALID`` and
``NAME_MISMATCH`` were once written into withdrawals and histories without it, and are still read so
(`domain/money/withdrawals/life.py`).
"""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "BANK_ACCOUNT_INVALID",
        Kind.INVALID,
        "银行：没有这个收款账户，或收款人不符",
        "the bank: no such account, or another holder",
        Do.MEND_ACCOUNT,
    ),
    Refusal(
        "BANK_AMOUNT_INVALID",
        Kind.INVALID,
        "银行：不能转这个金额",
        "the bank: no such amount can be sent",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_NAME_MISMATCH",
        Kind.CONFLICT,
        "银行：收款人姓名与账户不符",
        "the bank: the holder's name is another",
        Do.MEND_ACCOUNT,
    ),
    Refusal(
        "ACCOUNT_FROZEN",
        Kind.CONFLICT,
        "银行：收款账户被冻结或不能收款",
        "the bank: the account is frozen or takes no money",
        Do.MEND_ACCOUNT,
    ),
    Refusal(
        "ACCOUNT_LIMIT",
        Kind.LIMIT,
        "银行：收款账户超过限额",
        "the bank: the account has had as much as it may",
        Do.LATER,
    ),
    Refusal(
        "SENT_BACK",
        Kind.CONFLICT,
        "银行：已付的转账被退回（退票）",
        "the bank: a paid transfer was sent back",
        Do.MEND_ACCOUNT,
    ),
    Refusal(
        "TRANSFER_FAILED", Kind.CONFLICT, "银行：转账失败", "the bank: the transfer failed", Do.ASK_VENDOR
    ),
    Refusal(
        "TRANSFER_CLOSED",
        Kind.CONFLICT,
        "银行：转账已关闭",
        "the bank: the transfer was closed",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "NO_SUCH_TRANSFER",
        Kind.NOT_FOUND,
        "银行没有这笔已付转账",
        "the bank has paid no such transfer",
        Do.CHECK,
    ),
    Refusal(
        "NUMBER_REUSED",
        Kind.CONFLICT,
        "银行：这一单号已用于另一笔",
        "the bank: that number stands for another payment",
        Do.ASK_VENDOR,
    ),
    Refusal("UNDER_WAY", Kind.UNAVAILABLE, "银行：仍在处理", "the bank: it is under way", Do.WAIT),
    Refusal(
        "BANK_CANNOT_TELL",
        Kind.UNAVAILABLE,
        "银行暂时说不清结果",
        "the bank cannot tell the outcome yet",
        Do.WAIT,
    ),
    Refusal("BANK_BUSY", Kind.LIMIT, "银行繁忙", "the bank is busy", Do.LATER),
    Refusal(
        "PLATFORM_BALANCE",
        Kind.UNAVAILABLE,
        "平台在银行的余额不足",
        "the platform's own balance at the bank is too small",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "PLATFORM_LIMIT",
        Kind.LIMIT,
        "平台在银行的限额已满",
        "the platform's own limit at the bank is used up",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "PLATFORM_ACCOUNT",
        Kind.UNAVAILABLE,
        "平台在银行的账户不能付款",
        "the platform's own account at the bank cannot pay",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "PLATFORM_SETUP",
        Kind.UNAVAILABLE,
        "平台在银行的签约或设置有误",
        "the platform's contract or set-up at the bank is wrong",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "OTHER_AMOUNT",
        Kind.CONFLICT,
        "银行的答复是另一个金额",
        "the bank's answer is about another amount",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "OTHER_NUMBER",
        Kind.CONFLICT,
        "银行的答复是另一个单号",
        "the bank's answer is about another number",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "UNKNOWN_CODE",
        Kind.UNAVAILABLE,
        "银行的答复看不懂",
        "the bank answers by a code nobody knows",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "UNREADABLE_CODE",
        Kind.UNAVAILABLE,
        "银行的答复代码看不懂",
        "the bank's code cannot be read",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "UNREADABLE_ANSWER",
        Kind.UNAVAILABLE,
        "银行的答复读不出来",
        "the bank's answer cannot be read",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "OTHER_CERTIFICATE",
        Kind.UNAVAILABLE,
        "银行的答复用的是另一张证书",
        "the bank's answer names another certificate",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "WRONG_SIGNATURE",
        Kind.UNAVAILABLE,
        "银行答复的签名不对",
        "the signature of the bank's answer is wrong",
        Do.ASK_VENDOR,
    ),
    Refusal("NO_PHONE", Kind.CONFLICT, "没有登记手机号", "no phone is registered", Do.REGISTER),
    Refusal(
        "VENDOR_PHONE_INVALID",
        Kind.INVALID,
        "短信或电话服务方：号码无效",
        "the SMS or phone provider: no such number",
        Do.REGISTER,
    ),
    Refusal(
        "TEXT_TOO_LONG",
        Kind.LIMIT,
        "短信服务方：文字过长",
        "the SMS provider: the text is too long",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "CONTENT_REFUSED",
        Kind.FORBIDDEN,
        "短信服务方：拒发这段文字",
        "the SMS provider: it does not send these words",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "TOO_OFTEN",
        Kind.LIMIT,
        "电话服务方：对该号码呼叫过多",
        "the phone provider: that number was called too often",
        Do.LATER,
    ),
    Refusal("NO_SUCH_ITEM", Kind.NOT_FOUND, "MP：没有这个作品", "the MP: no such item", Do.CHECK),
    Refusal(
        "LINKED_ELSEWHERE",
        Kind.CONFLICT,
        "MP：作品已关联另一条任务",
        "the MP: the item is linked to another commission",
        Do.OWN_ITEM,
    ),
    Refusal(
        "EDIT_CLOSED",
        Kind.CONFLICT,
        "MP：作品现在不能修改",
        "the MP: the item cannot be edited now",
        Do.LATER,
    ),
    Refusal(
        "NOT_PUBLISHED", Kind.CONFLICT, "MP：作品没有发布", "the MP: the item is not published", Do.LATER
    ),
    Refusal("ITEM_DELETED", Kind.CONFLICT, "MP：作品已删除", "the MP: the item was deleted", Do.OWN_ITEM),
    Refusal("ITEM_DRAFT", Kind.CONFLICT, "MP：作品是草稿", "the MP: the item is a draft", Do.LATER),
    Refusal(
        "VENDOR_REFUSED",
        Kind.CONFLICT,
        "服务方拒绝了这一操作：{said}",
        "the provider refused it: {said}",
        Do.ASK_VENDOR,
    ),
)
