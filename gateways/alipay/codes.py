"""What Alipay says of a transfer, and what it means to us. Data: `bank.py` reads it and decides nothing else.

Sources: the pages of ``alipay.fund.trans.uni.transfer`` and ``alipay.fund.trans.common.query``. The spellings
are Alipay's own, odd as some are. A word that does not stand here is not guessed at: its outcome is unknown.
"""

from dataclasses import dataclass
from enum import StrEnum


class Meaning(StrEnum):
    PAID = "paid"
    REFUSED = "refused"
    """A no that this number keeps. The creator mends the account, then a new number is used."""
    TURNED_AWAY = "turned_away"
    """Not now, and not the creator's doing: the same number again, once the platform has mended it."""
    UNKNOWN = "unknown"
    """Under way, or nobody can tell: ask by the number."""


@dataclass(frozen=True)
class Word:
    meaning: Meaning
    name: str
    """In our words, the same for every bank."""


def _all(meaning: Meaning, name: str, *codes: str) -> dict[str, Word]:
    return dict.fromkeys(codes, Word(meaning, name))


STATES: dict[str, Word] = {
    "SUCCESS": Word(Meaning.PAID, ""),
    "FAIL": Word(Meaning.REFUSED, "TRANSFER_FAILED"),
    "CLOSED": Word(Meaning.REFUSED, "TRANSFER_CLOSED"),
    # 退票: a card's bank sent the money back, at times days after SUCCESS
    "REFUND": Word(Meaning.REFUSED, "SENT_BACK"),
    "INIT": Word(Meaning.UNKNOWN, "UNDER_WAY"),
    "WAIT_PAY": Word(Meaning.UNKNOWN, "UNDER_WAY"),
    "DEALING": Word(Meaning.UNKNOWN, "UNDER_WAY"),
    "UNKNOWN": Word(Meaning.UNKNOWN, "UNDER_WAY"),
}

CODES: dict[str, Word] = {
    **_all(
        Meaning.REFUSED,
        "ACCOUNT_INVALID",
        "CARD_BIN_ERROR",
        "CHECK_RECEIVER_CERT_NOT_ALLOW",
        "IDENTITY_FUND_RELATION_NOT_FOUND",
        "PAYEE_ACCOUNT_NOT_EXSIT",
        "PAYEE_ACC_OCUPIED",
        "PAYEE_CARD_INFO_ERROR",
        "PAYEE_CERT_INFO_ERROR",
        "PAYEE_NOT_EXIST",
        "PAYEE_NOT_RELNAME_CERTIFY",
        "PAYEE_USER_INFO_ERROR",
        "PAYEE_USER_TYPE_ERROR",
        "PAYER_PAYEE_CANNOT_SAME",
        "PERM_AML_NOT_REALNAME_REV",
        "PERMIT_CHECK_PERM_AML_CERT_EXPIRED",
        "PERMIT_NON_BANK_LIMIT_PAYEE",
        "USER_NOT_EXIST",
    ),
    **_all(
        Meaning.REFUSED,
        "ACCOUNT_FROZEN",
        "BLOCK_USER_FORBBIDEN_RECIEVE",
        "NO_ACCOUNT_USER_FORBBIDEN_RECIEVE",
        "PAYEE_ACCOUNT_STATUS_ERROR",
        "PAYEE_USERINFO_STATUS_ERROR",
        "PERMIT_CHECK_RECEIVE_LIMIT",
        "PERMIT_LIMIT_PAYEE",
        "RELEASE_USER_FORBBIDEN_RECIEVE",
    ),
    **_all(
        Meaning.REFUSED,
        "ACCOUNT_LIMIT",
        "EXCEED_LIMIT_DC_RECEIVED",
        "EXCEED_LIMIT_UNRN_DM_AMOUNT",
        "PAYEE_TRUSTEESHIP_ACC_OVER_LIMIT",
        "TRUSTEESHIP_RECIEVE_QUOTA_LIMIT",
    ),
    **_all(Meaning.REFUSED, "AMOUNT_INVALID", "EXCEED_LIMIT_SM_MIN_AMOUNT"),
    **_all(
        Meaning.TURNED_AWAY,
        "PLATFORM_BALANCE",
        "BALANCE_IS_NOT_ENOUGH",
        "PAYER_BALANCE_NOT_ENOUGH",
    ),
    **_all(
        Meaning.TURNED_AWAY,
        "PLATFORM_LIMIT",
        "EXCEED_LIMIT_DM_AMOUNT",
        "EXCEED_LIMIT_DM_MAX_AMOUNT",
        "EXCEED_LIMIT_ENT_SM_AMOUNT",
        "EXCEED_LIMIT_MM_AMOUNT",
        "EXCEED_LIMIT_MM_MAX_AMOUNT",
        "EXCEED_LIMIT_PERSONAL_SM_AMOUNT",
        "EXCEED_LIMIT_SM_AMOUNT",
        "PERM_PAY_CUSTOMER_DAILY_QUOTA_ORG_BALANCE_LIMIT",
        "PERM_PAY_CUSTOMER_MONTH_QUOTA_ORG_BALANCE_LIMIT",
        "PERM_PAY_USER_DAILY_QUOTA_ORG_BALANCE_LIMIT",
        "PERM_PAY_USER_MONTH_QUOTA_ORG_BALANCE_LIMIT",
    ),
    **_all(
        Meaning.TURNED_AWAY,
        "PLATFORM_ACCOUNT",
        "BLOCK_USER_FORBBIDEN_SEND",
        "CERT_MISS_ACC_LIMIT",
        "CERT_MISS_TRANS_LIMIT",
        "INST_PAY_UNABLE",
        "MONEY_PAY_CLOSED",
        "NO_ACCOUNT_PAYMENT_PERMISSION",
        "NO_AVAILABLE_PAYMENT_TOOLS",
        # of the payer's account (付款账户余额支付功能不可用), whatever its name suggests
        "PAYCARD_UNABLE_PAYMENT",
        "PAYER_CERTIFY_CHECK_FAIL",
        "PAYER_DATA_INCOMPLETE",
        "PAYER_NOT_EXIST",
        "PAYER_PERMLIMIT_CHECK_FAILURE",
        "PAYER_STATUS_ERROR",
        "PAYER_USERINFO_NOT_EXSIT",
        "PAYER_USER_INFO_ERROR",
        "PERMIT_PAYER_FORBIDDEN",
        "PERMIT_PAYER_LOWEST_FORBIDDEN",
        "USER_RISK_FREEZE",
    ),
    **_all(
        Meaning.TURNED_AWAY,
        "PLATFORM_SETUP",
        "INVALID_PAYER_ACCOUNT",
        "ISV_AUTH_ERROR",
        "MEMO_REQUIRED_IN_TRANSFER_ERROR",
        "NOT_IN_WHITE_LIST",
        "NOT_SUPPORT_PAYER_ACCOUNT_TYPE",
        "NO_PERMISSION_ACCOUNT",
        "PAYER_REQUESTER_RELATION_INVALID",
        "PRODUCT_NOT_SIGN",
        "REMARK_HAS_SENSITIVE_WORD",
    ),
    **_all(Meaning.TURNED_AWAY, "BUSY", "RESOURCE_LIMIT_EXCEED"),
    **_all(
        Meaning.UNKNOWN,
        "BANK_CANNOT_TELL",
        "MRCHPROD_QUERY_ERROR",
        "PAYMENT_FAIL",
        "PAYMENT_TIME_EXPIRE",
        "REQUEST_PROCESSING",
        "SYSTEM_ERROR",
        "aop.unknow-error",
        "isp.unknow-error",
    ),
    # the number stands for another payment there: neither paid nor proven to have failed
    **_all(Meaning.UNKNOWN, "NUMBER_REUSED", "BIZ_UNIQUE_EXCEPTION", "PAYMENT_INFO_INCONSISTENCY"),
}

UNHEARD_OF = Word(Meaning.UNKNOWN, "UNKNOWN_CODE")

NOT_FOUND = "ORDER_NOT_EXIST"
"""Of a question: Alipay does not know the number. Soon after sending it may merely not know it yet."""

DONE = "10000"
CANNOT_TELL = "20000"
BUSINESS = "40004"
"""The code of what is told by a sub-code; any other but these three is the gateway's, before any work."""
