"""What the books refuse, by name. The code is for machines, ``zh`` and ``en`` are for people."""

from typing import ClassVar


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


class OrderChanged(BookRefusal):
    code = "ORDER_CHANGED"
    in_chinese = "同一订单号的内容不同"
    in_english = "that order key was used for another order"


class TopUpChanged(BookRefusal):
    code = "TOP_UP_CHANGED"
    in_chinese = "同一充值单号的品牌主或金额不同"
    in_english = "that top-up key was used for another brand or amount"


class NotAnAmount(BookRefusal):
    code = "AMOUNT_INVALID"
    in_chinese = "金额须为大于零的整数分"
    in_english = "an amount is a whole number of fen above zero"


class DatabaseBehind(BookRefusal):
    code = "DATABASE_BEHIND"
    in_chinese = "数据库版本落后于程序，请先升级：./starmap database migrate"
    in_english = "the database is older than the program; first run ./starmap database migrate"


class DatabaseAhead(BookRefusal):
    code = "DATABASE_AHEAD"
    in_chinese = "数据库版本比程序新，请改用更新的程序；数据库未动"
    in_english = "the database is newer than the program and was left alone: run a newer program"


class DatabaseAddressUnusable(BookRefusal):
    code = "DATABASE_ADDRESS"
    in_chinese = "看不懂数据库地址，应如 postgresql://用户@主机:5432/库名"
    in_english = "this is no database address; write postgresql://USER@HOST:5432/NAME"


class TextUnusable(BookRefusal):
    code = "TEXT_UNUSABLE"
    in_chinese = "文字里有不能保存的字符，请去掉它"
    in_english = "the text has a character that cannot be kept; take it out"
