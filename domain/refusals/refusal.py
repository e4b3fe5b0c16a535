"""What a refusal consists of. Its code is for machines and has one meaning everywhere."""

from dataclasses import dataclass
from enum import StrEnum

Words = tuple[str, str]
"""Chinese and English."""


class Kind(StrEnum):
    """What a caller can expect of trying again. Exit codes and HTTP status come from it."""

    INVALID = "invalid"
    """What was written cannot be meant: correct it."""
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    """It is not for the one who asked."""
    CONFLICT = "conflict"
    """It does not fit what stands now."""
    TOO_LATE = "too_late"
    LIMIT = "limit"
    """Often enough, much enough, or too much at a time."""
    UNAVAILABLE = "unavailable"
    """Something that is needed is away or not set up; the same may pass afterwards."""


class Do(StrEnum):
    """What to do about it, of a refusal whose own words do not say so."""

    CORRECT = "correct"
    LOOK = "look"
    LOOK_WITHDRAWAL = "look_withdrawal"
    NOTHING = "nothing"
    WAIT = "wait"
    LATER = "later"
    AGAIN = "again"
    CHECK = "check"
    OTHER = "other"
    OPERATOR = "operator"
    OWN_ITEM = "own_item"
    CAUSES = "causes"
    LESS = "less"
    MORE = "more"
    HOURS = "hours"
    OTHER_CREATOR = "other_creator"
    NEW_PRICE = "new_price"
    NEW_KEY = "new_key"
    REGISTER = "register"
    MARK = "mark"
    CORRECT_FILE = "correct_file"
    CHECK_FILE = "check_file"
    CHECK_ACCOUNT = "check_account"
    ASK_VENDOR = "ask_vendor"

    @property
    def words(self) -> Words:
        return DO[self]


DO: dict[Do, Words] = {
    Do.CORRECT: ("请改正后再试", "correct it and try again"),
    Do.LOOK: ("请看现在可以做什么（allowed_moves）", "look at what is possible now (allowed_moves)"),
    Do.LOOK_WITHDRAWAL: (
        "请看它现在的状态（withdrawal show）",
        "look at where it stands (withdrawal show)",
    ),
    Do.NOTHING: ("无需再做什么", "there is nothing left to do"),
    Do.WAIT: ("请等待结果", "wait for the answer"),
    Do.LATER: ("请稍后再试", "try again later"),
    Do.AGAIN: ("如仍需要，请重新下单", "if it is still wanted, place the order again"),
    Do.CHECK: ("请核对编号", "look at the id again"),
    Do.OTHER: ("请由该方进行", "leave it to that party"),
    Do.OPERATOR: ("请联系平台运营", "ask the platform's operators"),
    Do.OWN_ITEM: ("请提交本任务的作品", "hand in this commission's own item"),
    Do.CAUSES: ("可用的原因见 brand-systems 手册", "the guide for brand systems lists the causes"),
    Do.LESS: ("请减少金额", "ask for less"),
    Do.MORE: ("请一次多提一些", "withdraw more at a time"),
    Do.HOURS: ("请在该时间内再试", "try again within them"),
    Do.OTHER_CREATOR: ("请等其恢复，或另选创作者", "wait until that changes, or choose another creator"),
    Do.NEW_PRICE: ("请按当前报价下单", "order at the present quote"),
    Do.NEW_KEY: ("请核对，或换新的编号", "compare the two, or take a new key"),
    Do.REGISTER: ("请平台运营登记", "have it registered by the platform's operators"),
    Do.MARK: ("请加上后再发布", "add it, then publish"),
    Do.CHECK_FILE: ("请核对文件名与权限", "look at its name and its rights"),
    Do.CORRECT_FILE: ("请改正文件后再试", "correct the file and try again"),
    Do.CHECK_ACCOUNT: ("请核对或更换收款账户", "look at the payout account, or bind another"),
    Do.ASK_VENDOR: ("请平台运营与服务方核对", "the platform's operators ask the provider"),
}


@dataclass(frozen=True)
class Refusal:
    code: str
    kind: Kind
    zh: str
    """May have fields in braces, filled in where it is raised."""
    en: str
    do: Do | None = None
    """None: its own words say what to do."""

    @property
    def words(self) -> Words:
        return self.zh, self.en

    def in_words(self, detail: str = "", /, **fields: object) -> Words:
        """In words, with what is told of this one. A field may be a pair: Chinese and English."""
        zh, en = self.zh, self.en
        if fields:
            zh, en = (text.format(**_in(place, fields)) for place, text in enumerate(self.words))
        return (f"{zh}（{detail}）", f"{en} ({detail})") if detail else (zh, en)


def _in(place: int, fields: dict[str, object]) -> dict[str, object]:
    return {name: each[place] if isinstance(each, tuple) else each for name, each in fields.items()}
