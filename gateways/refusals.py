"""What the books refuse, by name. The code is for machines, ``zh`` and ``en`` are for people."""

from typing import ClassVar

from domain.money.amounts import FEN_MAX
from domain.refusals import Refused, Words, in_words


class BookRefusal(Exception):
    """A type to catch; its words are those of its code, and what it is about."""

    code: ClassVar[str]
    words: Words | None = None
    """Without what it is about, for whom that must not be repeated to; None: nothing of it was sent."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        zh, en = self.words = self._words()
        self.zh, self.en = f"{zh}：{subject}", f"{en}: {subject}"
        super().__init__(f"{self.code}: {self.zh} / {self.en}")

    def _words(self) -> Words:
        return in_words(self.code)


class UnknownCreator(BookRefusal):
    code = "CREATOR_UNKNOWN"


class CreatorFrozen(BookRefusal):
    code = "CREATOR_FROZEN"


class CreatorFull(BookRefusal):
    code = "CREATOR_FULL"


class DecisionIncomplete(BookRefusal):
    code = "DECISION_INCOMPLETE"


class MoneyFrozen(BookRefusal):
    code = "WITHDRAWAL_FROZEN"


class CreatorNotFrozen(BookRefusal):
    code = "CREATOR_NOT_FROZEN"


class UnknownBrand(BookRefusal):
    code = "BRAND_UNKNOWN"


class UnknownCommission(BookRefusal):
    code = "COMMISSION_UNKNOWN"


class UnknownWithdrawal(BookRefusal):
    code = "WITHDRAWAL_UNKNOWN"


class AlreadyExists(BookRefusal):
    code = "ALREADY_EXISTS"


class BadName(BookRefusal):
    code = "BAD_NAME"


class BadPartyId(BookRefusal):
    code = "ID_INVALID"

    def _words(self) -> Words:
        return in_words(
            self.code, form=("1 至 32 个字母、数字或下划线", "1 to 32 letters, digits or underscores")
        )


class BadPhone(BookRefusal):
    code = "PHONE_INVALID"


class BadRealName(BookRefusal):
    code = "BAD_REAL_NAME"


class OrderChanged(BookRefusal):
    code = "ORDER_CHANGED"


class TopUpChanged(BookRefusal):
    code = "TOP_UP_CHANGED"


class UnknownTopUp(BookRefusal):
    code = "TOP_UP_UNKNOWN"


class PayerKnown(BookRefusal):
    code = "PAYER_KNOWN"


class OneHand(BookRefusal):
    """Which of them they share is not told: it is somebody's personal data."""

    code = "SELF_DEALING"


class NotAnAmount(BookRefusal):
    code = "AMOUNT_INVALID"

    def _words(self) -> Words:
        return in_words(
            self.code,
            form=(f" 1 至 {FEN_MAX} 的整数（分）", f"a whole number of fen from 1 to {FEN_MAX}"),
        )


class ClaimChanged(BookRefusal):
    code = "CLAIM_CHANGED"


class ClaimIncomplete(BookRefusal):
    code = "CLAIM_INCOMPLETE"


class PartyUnclear(BookRefusal):
    code = "PARTY_UNCLEAR"


class NotSettled(BookRefusal):
    code = "NOT_SETTLED"


class ShareNotLower(BookRefusal):
    code = "SHARE_NOT_LOWER"


class ShareUnusable(BookRefusal):
    """The share is no share: told by the name the one reader of shares gives it."""

    code = "SHARE_NEEDED"

    def __init__(self, refused: Refused) -> None:
        Exception.__init__(self, str(refused))
        self.code = refused.code  # type: ignore[misc]
        self.subject, self.zh, self.en = refused.detail, refused.zh, refused.en
        self.words = refused.zh, refused.en


class MoreThanOwed(BookRefusal):
    code = "MORE_THAN_OWED"


class NotVerified(BookRefusal):
    code = "NOT_VERIFIED"


class NameMismatch(BookRefusal):
    code = "NAME_MISMATCH"


class AccountInvalid(BookRefusal):
    code = "ACCOUNT_INVALID"


class PayerInvalid(AccountInvalid):
    code = "PAYER_INVALID"


class DatabaseBehind(BookRefusal):
    code = "DATABASE_BEHIND"


class DatabaseAhead(BookRefusal):
    code = "DATABASE_AHEAD"


class DatabaseUnusable(BookRefusal):
    code = "DATABASE_UNAVAILABLE"

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.zh, self.en = self.words = in_words(self.code, said=subject)
        Exception.__init__(self, f"{self.code}: {self.zh} / {self.en}")


class DataKeyMissing(BookRefusal):
    """Of the file that is named: where it should stand."""

    code = "DATA_KEY_MISSING"


class DataKeyWrong(BookRefusal):
    code = "DATA_KEY_WRONG"


class DataKeyUnwritable(BookRefusal):
    code = "DATA_KEY_UNWRITABLE"


class DataUnreadable(BookRefusal):
    code = "DATA_UNREADABLE"


class PersonErased(BookRefusal):
    code = "PERSON_ERASED"


class PersonInvolved(BookRefusal):
    """Not erased: what is told says what is still open."""

    code = "PERSON_INVOLVED"


class UnknownPerson(BookRefusal):
    code = "PERSON_UNKNOWN"


class NoSuchDatabase(BookRefusal):
    code = "NO_SUCH_DATABASE"


class DatabaseAddressUnusable(BookRefusal):
    code = "DATABASE_ADDRESS"


class TextUnusable(BookRefusal):
    code = "TEXT_UNUSABLE"


class UnknownAccountName(BookRefusal):
    code = "ACCOUNT_UNKNOWN"


class PeriodReversed(BookRefusal):
    code = "PERIOD_REVERSED"
