"""What banks, SMS and phone providers and the MP answer, in our words: the same for every vendor.

Each code here bears its provider's name in front, so that none is taken for our own refusal. Histories,
books and what crosses Temporal keep the word without it, as they always had it: ``ACCOUNT_FROZEN``.
"""

import re
from enum import StrEnum

from domain.refusals.refusal import Do, Kind, Refusal

_WORD = re.compile(r"[A-Z][A-Z0-9_]*")


class Provider(StrEnum):
    BANK = "BANK"
    SMS = "SMS"
    CALL = "CALL"
    MP = "MP"


def as_registered(answer: str, *providers: Provider) -> str:
    """An answer as the books have it, by its code here. What follows the word stays as it is.

    What none of them says, such as our own refusal, is left alone.
    """
    word = _WORD.match(answer)
    codes = (f"{each}_{word[0]}" for each in providers) if word else ()
    code = next((each for each in codes if each in _CODES), "")
    return code + answer[len(word[0]) :] if word and code else answer


REFUSALS = (
    Refusal(
        "BANK_ACCOUNT_INVALID",
        Kind.INVALID,
        "银行：没有这个收款账户，或收款人不符",
        "the bank: no such account, or another holder",
        Do.CHECK_ACCOUNT,
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
        Do.CHECK_ACCOUNT,
    ),
    Refusal(
        "BANK_ACCOUNT_FROZEN",
        Kind.CONFLICT,
        "银行：收款账户被冻结或不能收款",
        "the bank: the account is frozen or takes no money",
        Do.CHECK_ACCOUNT,
    ),
    Refusal(
        "BANK_ACCOUNT_LIMIT",
        Kind.LIMIT,
        "银行：收款账户超过限额",
        "the bank: the account has had as much as it may",
        Do.LATER,
    ),
    Refusal(
        "BANK_SENT_BACK",
        Kind.CONFLICT,
        "银行：已付的转账被退回（退票）",
        "the bank: a paid transfer was sent back",
        Do.CHECK_ACCOUNT,
    ),
    Refusal(
        "BANK_TRANSFER_FAILED",
        Kind.CONFLICT,
        "银行：转账失败",
        "the bank: the transfer failed",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_TRANSFER_CLOSED",
        Kind.CONFLICT,
        "银行：转账已关闭",
        "the bank: the transfer was closed",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_NO_SUCH_TRANSFER",
        Kind.NOT_FOUND,
        "银行没有付过这笔转账",
        "the bank has paid no such transfer",
        Do.CHECK,
    ),
    Refusal(
        "BANK_NUMBER_REUSED",
        Kind.CONFLICT,
        "银行：这一单号已用于另一笔",
        "the bank: that number stands for another payment",
        Do.ASK_VENDOR,
    ),
    Refusal("BANK_UNDER_WAY", Kind.UNAVAILABLE, "银行：仍在处理", "the bank: it is under way", Do.WAIT),
    Refusal(
        "BANK_CANNOT_TELL",
        Kind.UNAVAILABLE,
        "银行暂时说不清结果",
        "the bank cannot tell the outcome yet",
        Do.WAIT,
    ),
    Refusal("BANK_BUSY", Kind.LIMIT, "银行繁忙", "the bank is busy", Do.LATER),
    Refusal(
        "BANK_PLATFORM_BALANCE",
        Kind.UNAVAILABLE,
        "平台在银行的余额不足",
        "the platform's own balance at the bank is too small",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_PLATFORM_LIMIT",
        Kind.LIMIT,
        "平台在银行的限额已满",
        "the platform's own limit at the bank is used up",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_PLATFORM_ACCOUNT",
        Kind.UNAVAILABLE,
        "平台在银行的账户不能付款",
        "the platform's own account at the bank cannot pay",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_PLATFORM_SETUP",
        Kind.UNAVAILABLE,
        "平台在银行的签约或设置有误",
        "the platform's contract or set-up at the bank is wrong",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_OTHER_AMOUNT",
        Kind.CONFLICT,
        "银行的答复是另一个金额",
        "the bank's answer is about another amount",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_OTHER_NUMBER",
        Kind.CONFLICT,
        "银行的答复是另一个单号",
        "the bank's answer is about another number",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_UNKNOWN_CODE",
        Kind.UNAVAILABLE,
        "银行的答复看不懂",
        "the bank answers by a code nobody knows",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_UNREADABLE_CODE",
        Kind.UNAVAILABLE,
        "银行的答复代码看不懂",
        "the bank's code cannot be read",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_UNREADABLE_ANSWER",
        Kind.UNAVAILABLE,
        "银行的答复读不出来",
        "the bank's answer cannot be read",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_OTHER_CERTIFICATE",
        Kind.UNAVAILABLE,
        "银行的答复用的是另一张证书",
        "the bank's answer names another certificate",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "BANK_WRONG_SIGNATURE",
        Kind.UNAVAILABLE,
        "银行答复的签名不对",
        "the signature of the bank's answer is wrong",
        Do.ASK_VENDOR,
    ),
    Refusal("SMS_PHONE_INVALID", Kind.INVALID, "短信：号码无效", "SMS: no such number", Do.REGISTER),
    Refusal("SMS_TEXT_TOO_LONG", Kind.LIMIT, "短信：文字过长", "SMS: the text is too long", Do.ASK_VENDOR),
    Refusal(
        "SMS_CONTENT_REFUSED",
        Kind.FORBIDDEN,
        "短信：服务方拒发这段文字",
        "SMS: the provider does not send these words",
        Do.ASK_VENDOR,
    ),
    Refusal("CALL_PHONE_INVALID", Kind.INVALID, "电话：号码无效", "call: no such number", Do.REGISTER),
    Refusal("CALL_TEXT_TOO_LONG", Kind.LIMIT, "电话：文字过长", "call: the text is too long", Do.ASK_VENDOR),
    Refusal(
        "CALL_CONTENT_REFUSED",
        Kind.FORBIDDEN,
        "电话：服务方拒播这段文字",
        "call: the provider does not say these words",
        Do.ASK_VENDOR,
    ),
    Refusal(
        "CALL_TOO_OFTEN",
        Kind.LIMIT,
        "电话：对该号码呼叫过多",
        "call: that number was called too often",
        Do.LATER,
    ),
    Refusal("MP_NO_SUCH_ITEM", Kind.NOT_FOUND, "MP：没有这个作品", "the MP: no such item", Do.CHECK),
    Refusal(
        "MP_LINKED_ELSEWHERE",
        Kind.CONFLICT,
        "MP：作品已关联另一条任务",
        "the MP: the item is linked to another commission",
        Do.OWN_ITEM,
    ),
    Refusal(
        "MP_EDIT_CLOSED",
        Kind.CONFLICT,
        "MP：作品现在不能修改",
        "the MP: the item cannot be edited now",
        Do.LATER,
    ),
    Refusal(
        "MP_NOT_PUBLISHED", Kind.CONFLICT, "MP：作品没有发布", "the MP: the item is not published", Do.LATER
    ),
    Refusal("MP_ITEM_DELETED", Kind.CONFLICT, "MP：作品已删除", "the MP: the item was deleted", Do.OWN_ITEM),
    Refusal("MP_ITEM_HELD", Kind.CONFLICT, "MP：作品待发布", "the MP: the item is held", Do.LATER),
    Refusal("MP_ITEM_PUBLIC", Kind.CONFLICT, "MP：作品已公开", "the MP: the item is public", Do.OWN_ITEM),
    Refusal("MP_ITEM_HIDDEN", Kind.CONFLICT, "MP：作品已隐藏", "the MP: the item is hidden", Do.LATER),
    Refusal(
        "MP_ITEM_REMOVED",
        Kind.CONFLICT,
        "MP：作品已被平台下架",
        "the MP: the platform took the item down",
        Do.OWN_ITEM,
    ),
    Refusal("MP_ITEM_DRAFT", Kind.CONFLICT, "MP：作品是草稿", "the MP: the item is a draft", Do.LATER),
)
_CODES = frozenset(each.code for each in REFUSALS)
