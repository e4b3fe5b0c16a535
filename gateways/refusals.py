"""What the books refuse, by name. The code is for machines, ``zh`` and ``en`` are for people."""

from typing import ClassVar

from domain.money.amounts import FEN_MAX
from domain.refusals import Refused


class BookRefusal(Exception):
    code: ClassVar[str]
    in_chinese: ClassVar[str]
    in_english: ClassVar[str]

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.zh = f"{self.in_chinese}：{subject}"
        self.en = f"{self.in_english}: {subject}"
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


class UnknownCreator(BookRefusal):
    code = "CREATOR_UNKNOWN"
    in_chinese = "没有这位创作者"
    in_english = "no such creator"


class CreatorFrozen(BookRefusal):
    code = "CREATOR_FROZEN"
    in_chinese = "创作者账户已被平台冻结，不能下单"
    in_english = "the creator's account is frozen by the platform: no orders are taken"


class CreatorFull(BookRefusal):
    code = "CREATOR_FULL"
    in_chinese = "创作者未发布的任务已达上限，请等其发布一些，或另选创作者"
    in_english = "the creator has as many unpublished commissions as are allowed: wait, or choose another"


class DecisionIncomplete(BookRefusal):
    code = "DECISION_INCOMPLETE"
    in_chinese = "须有 operator:工号，并写明理由（不超过 100 字）"
    in_english = "a decision has operator:ID and a reason of 100 characters at most"


class MoneyFrozen(BookRefusal):
    code = "WITHDRAWAL_FROZEN"
    in_chinese = "资金已被冻结，平台恢复（creator unfreeze 或任务 unfreeze）后再打款"
    in_english = (
        "the money is frozen: it can be sent once it is unfrozen (creator unfreeze, or the commission's)"
    )


class CreatorNotFrozen(BookRefusal):
    code = "CREATOR_NOT_FROZEN"
    in_chinese = "创作者账户没有冻结"
    in_english = "the creator's account is not frozen"


class UnknownBrand(BookRefusal):
    code = "BRAND_UNKNOWN"
    in_chinese = "没有这个品牌主"
    in_english = "no such brand"


class UnknownCommission(BookRefusal):
    code = "COMMISSION_UNKNOWN"
    in_chinese = "没有这条任务"
    in_english = "no such commission"


class UnknownWithdrawal(BookRefusal):
    code = "WITHDRAWAL_UNKNOWN"
    in_chinese = "没有这笔提现"
    in_english = "no such withdrawal"


class AlreadyExists(BookRefusal):
    code = "ALREADY_EXISTS"
    in_chinese = "编号已被使用"
    in_english = "the id is taken"


class BadName(BookRefusal):
    code = "BAD_NAME"
    in_chinese = "名称应为 1 至 40 个字"
    in_english = "a name has 1 to 40 characters"


class BadPartyId(BookRefusal):
    code = "ID_INVALID"
    in_chinese = "编号应为 1 至 32 个字母、数字或下划线"
    in_english = "an id has 1 to 32 letters, digits or underscores"


class BadPhone(BookRefusal):
    code = "PHONE_INVALID"
    in_chinese = "电话应为 11 位手机号，如 13800000001"
    in_english = "a phone is a mobile number of 11 digits, like 13800000001"


class BadRealName(BookRefusal):
    code = "BAD_REAL_NAME"
    in_chinese = "实名应为 1 至 40 个字"
    in_english = "a real name has 1 to 40 characters"


class OrderChanged(BookRefusal):
    code = "ORDER_CHANGED"
    in_chinese = "同一订单号的内容不同"
    in_english = "that order key was used for another order"


class TopUpChanged(BookRefusal):
    code = "TOP_UP_CHANGED"
    in_chinese = "同一充值单号的品牌主、金额或付款账户不同"
    in_english = "that top-up key was used for another brand, amount or paying account"


class UnknownTopUp(BookRefusal):
    code = "TOP_UP_UNKNOWN"
    in_chinese = "没有这笔充值"
    in_english = "no such top-up"


class PayerKnown(BookRefusal):
    code = "PAYER_KNOWN"
    in_chinese = "这笔充值已登记另一付款账户，不能更改"
    in_english = "another account was noted for that top-up, and stands"


class OneHand(BookRefusal):
    """Which of them they share is not told: it is somebody's personal data."""

    code = "SELF_DEALING"
    in_chinese = "品牌主与创作者属同一主体（主体、电话、实名或账户相同，含付过款的账户），请换一位创作者"
    in_english = (
        "the brand and the creator are one owner (a name, a phone or an account in common, also one that"
        " paid in): order from another creator"
    )


class NotAnAmount(BookRefusal):
    code = "AMOUNT_INVALID"
    in_chinese = f"金额（分）应为 1 至 {FEN_MAX} 的整数"
    in_english = f"an amount is a whole number of fen from 1 to {FEN_MAX}"


class ClaimChanged(BookRefusal):
    code = "CLAIM_CHANGED"
    in_chinese = "同一编号的决定内容不同，请核对后换新的编号"
    in_english = "that key was used for another decision: look at it, and take a new key"


class ClaimIncomplete(BookRefusal):
    code = "CLAIM_INCOMPLETE"
    in_chinese = "须有编号（不超过 64 个字符）和 operator:工号，并写明理由（不超过 100 字）"
    in_english = "a decision has a key (64 characters at most), operator:ID and a reason (100 at most)"


class PartyUnclear(BookRefusal):
    code = "PARTY_UNCLEAR"
    in_chinese = "请写 creator:编号（或 brand:编号）"
    in_english = "write creator:ID or brand:ID"


class NotSettled(BookRefusal):
    code = "NOT_SETTLED"
    in_chinese = "任务的资金尚未划给创作者，请用任务自身的判定或退款"
    in_english = "its money has not gone to the creator yet: decide or refund the commission itself"


class ShareNotLower(BookRefusal):
    code = "SHARE_NOT_LOWER"
    in_chinese = "新的比例须低于现行比例，且不小于 0"
    in_english = "the new share must be lower than the one in force, and at least 0"


class ShareUnusable(BookRefusal):
    """The share is no share: told by the name the one reader of shares gives it."""

    code = "SHARE_NEEDED"

    def __init__(self, refused: Refused) -> None:
        Exception.__init__(self, str(refused))
        self.code = refused.code  # type: ignore[misc]
        self.subject, self.zh, self.en = refused.detail, refused.zh, refused.en


class MoreThanOwed(BookRefusal):
    code = "MORE_THAN_OWED"
    in_chinese = "超过创作者的欠款"
    in_english = "that is more than the creator owes"


class NotVerified(BookRefusal):
    code = "NOT_VERIFIED"
    in_chinese = "尚未实名，请先 creator verify"
    in_english = "the real name is not verified: first creator verify"


class NameMismatch(BookRefusal):
    code = "NAME_MISMATCH"
    in_chinese = "收款人姓名与实名不一致"
    in_english = "the account's holder is not the verified name"


class AccountInvalid(BookRefusal):
    code = "ACCOUNT_INVALID"
    in_chinese = (
        "收款账户格式不符：alipay 为邮箱、手机号或 2088 开头的 16 位编号，bank_card 为 12 至 19 位数字"
    )
    in_english = (
        "no such account: alipay is an e-mail, a mobile number or 16 digits from 2088; "
        "bank_card is 12 to 19 digits"
    )


class PayerInvalid(AccountInvalid):
    in_chinese = "付款" + AccountInvalid.in_chinese.removeprefix("收款")
    in_english = "no such paying account" + AccountInvalid.in_english.removeprefix("no such account")


class DatabaseBehind(BookRefusal):
    code = "DATABASE_BEHIND"
    in_chinese = "数据库版本落后于程序，请先升级：./starmap database migrate"
    in_english = "the database is older than the program; first run ./starmap database migrate"


class DatabaseAhead(BookRefusal):
    code = "DATABASE_AHEAD"
    in_chinese = "数据库版本比程序新，请改用更新的程序；数据库未动"
    in_english = "the database is newer than the program and was left alone: run a newer program"


class DatabaseUnusable(BookRefusal):
    code = "DATABASE_UNAVAILABLE"
    in_chinese = "数据库不可用，未作任何改动，请恢复备份或核对 STARMAP_DATABASE_URL"
    in_english = (
        "the database is not usable and was left alone; restore a backup, or look at STARMAP_DATABASE_URL"
    )


class NoSuchDatabase(BookRefusal):
    code = "NO_SUCH_DATABASE"
    in_chinese = "没有这个数据库文件：请先在另一个终端执行 make up，或核对 STARMAP_DATABASE_URL"
    in_english = (
        "there is no such database file: start the platform with `make up`, or look at STARMAP_DATABASE_URL"
    )


class DatabaseAddressUnusable(BookRefusal):
    code = "DATABASE_ADDRESS"
    in_chinese = "看不懂数据库地址，应如 postgresql://用户@主机:5432/库名"
    in_english = "this is no database address; write postgresql://USER@HOST:5432/NAME"


class TextUnusable(BookRefusal):
    code = "TEXT_UNUSABLE"
    in_chinese = "文字里有不能保存的字符，请去掉它"
    in_english = "the text has a character that cannot be kept; take it out"


class UnknownAccountName(BookRefusal):
    code = "ACCOUNT_UNKNOWN"
    in_chinese = "账本里没有这个账户；写法如 brand:ID、fee，全部账户见 ledger trial-balance --accounts"
    in_english = (
        "the ledger has no such account; write brand:ID or fee, ledger trial-balance --accounts lists all"
    )


class PeriodReversed(BookRefusal):
    code = "PERIOD_REVERSED"
    in_chinese = "结束早于开始，请调换 --from 与 --to"
    in_english = "the period ends before it begins: swap --from and --to"
