"""What the activities may ask of the outside world, in words of the trade.

Every adapter raises only these failures. Each port says what repeating a call means.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.commissions.state.items import Item
from domain.commissions.state.transition import Shown, Transition
from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from domain.money.withdrawals.state import Withdrawal
from domain.notice import Notice
from domain.process.trust import KeySet


class NeverSent(Exception):
    """The request did not leave us, or was turned away for now: trying again is safe."""


class OutcomeUnknown(Exception):
    """The request left us and no answer came: ask before repeating."""


class VendorRefused(Exception):
    """A final no. Repeating the same request cannot help."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(text or code)
        self.code = code


class RecordConflict(Exception):
    """The same (commission, sequence) was recorded before with other content. A person must look."""


class HoldVerdict(StrEnum):
    HELD = "held"
    SHORT = "short"
    UNORDERED = "unordered"
    """A row without an order, from before: the hold was not tried. Nothing begins so any more."""
    NOT_OURS = "not_ours"
    """The books know no such order, another one, or another run of it: nothing was written."""


@dataclass(frozen=True)
class Batch:
    """All transitions of one workflow task, and the state after the last of them."""

    commission_id: str
    transitions: Sequence[Transition]
    shown: Shown
    record: dict[str, Any]
    """The whole serialised commission; kept in its row, read by pages and the command line."""
    run: str = ""
    """Whose record it is, once it matters: the first run of the workflow, as Temporal knows it."""
    trust: str = ""
    """Of one that begins: whose word its start says counts, and by which keys. Empty: it goes on."""
    keys: KeySet | None = None


class CommissionStore(Protocol):
    def record(self, batch: Batch) -> HoldVerdict | None:
        """Write a batch in one transaction: row, timeline, submissions, entries, breaches, ratings, outbox.

        The same batch again changes nothing and gives the same verdict. Raises RecordConflict when a
        recorded sequence number comes with other content (checked by a digest of the transition).
        A transition with ``hold`` tries to move its hold entry from the brand's balance, in the same
        transaction: HELD, or SHORT and no entry. Other entries are written as they are.

        A batch that names its run writes only what is its own: NOT_OURS, and nothing but a mark for a person
        to look, where another order or run stands in the books, or no order for one that begins.
        """

    def take_up(self, commission_id: str, run: str) -> dict[str, Any] | None:
        """From now on this run leads the commission, and no other writes it; its record as it stands.

        None, and nothing changed, where no order of this id stands in the books.
        """

    def whose_word(self, commission_id: str) -> tuple[str, KeySet | None]:
        """What the books have pinned of trust, and the keys as they are now: for one that begins again."""

    def recorded(self, commission_id: str, from_seq: int) -> "Recorded":
        """The newest recorded state, and the acts recorded from this number on."""

    def open_effects(self, commission_id: str) -> list[dict[str, Any]]:
        """What it has ordered outside and not heard the end of; empty where there is no such commission."""


@dataclass(frozen=True)
class Recorded:
    """What an earlier attempt of a lost workflow task has recorded: it stands."""

    record: dict[str, Any]
    """The whole serialised commission after the last recorded transition."""
    lines: tuple[str, ...]
    """``act`` of each recorded transition from the number asked for."""


class NoticeState(StrEnum):
    ORDERED = "ordered"
    SENDING = "sending"
    SENT = "sent"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True)
class OrderedNotice:
    """An SMS whose line is recorded: its activity is started, and if it fails its commission is told."""

    key: str
    commission_id: str
    state: NoticeState
    text: str
    recipient: str


class NoticeStore(Protocol):
    def claim(self, notice: Notice) -> NoticeState | None:
        """Write the key row (state ``sending``) before anything is sent.

        None: ours to send. A state: it was claimed before, with that outcome (``sending``: without one).
        """

    def ordered(self, key: str) -> Notice | None:
        """The SMS that was recorded under this key, whatever has become of it; None: there is none."""

    def conclude(self, key: str, state: NoticeState, note: str = "") -> None:
        """Write the outcome. Repeating it changes nothing; a concluded notice keeps its first outcome."""

    def failure(self, commission_id: str, key: str) -> str | None:
        """Why an SMS of this commission will not be delivered; None where it was, or may be yet."""

    def to_start(self, most: int) -> list[OrderedNotice]:
        """SMS that nobody has begun to send, the oldest first."""

    def to_report(self, most: int) -> list[OrderedNotice]:
        """SMS that failed for good, of which nobody was told."""

    def overdue(self, before: datetime, most: int) -> list[OrderedNotice]:
        """SMS that were recorded before this instant and have no outcome."""

    def reported(self, key: str) -> None:
        """Whoever had to know was told."""

    def phone_of(self, recipient: str) -> str:
        """The number to reach a party at. Raises VendorRefused("NO_PHONE")."""


class Sms(Protocol):
    def send(
        self, key: str, phone: str, template: str, params: dict[str, str], text: str, at: datetime
    ) -> None:
        """Send once. No SMS vendor is idempotent: repeating it sends a second message.

        Raises NeverSent, OutcomeUnknown, VendorRefused.
        """

    def find(self, key: str) -> bool | None:
        """Whether the message with this key was sent; None where the vendor cannot tell."""


class Voice(Protocol):
    def call(
        self, key: str, phone: str, template: str, params: dict[str, str], text: str, at: datetime
    ) -> bool:
        """Ring once and say the text: True when it was answered. The same key never rings twice.

        Raises NeverSent, OutcomeUnknown, VendorRefused.
        """


class Visibility(StrEnum):
    PUBLIC = "public"
    HIDDEN = "hidden"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Metrics:
    """投后数据 of an article or a video: counts, as the platform gives them."""

    impressions: int
    reads: int
    comments: int
    likes: int
    shares: int


class Publishing(Protocol):
    """The content platform's back end (头条号 MP, 抖音). Items are known by the platform's own id."""

    def publish(self, item: str, at: datetime) -> datetime:
        """Make the held item public; the instant it became public. Again: the first instant."""

    def take_down(self, item: str, at: datetime) -> None:
        """Make a public item private again. Again: nothing happens."""

    def set_edit_permission(self, item: str, *, allowed: bool, at: datetime) -> None:
        """Open or close the creator's permission to edit (修改权限). Again: nothing happens."""

    def visibility(self, item: str) -> Visibility:
        """Whether readers can see it now. UNKNOWN is an answer too, and is not HIDDEN."""

    def look(self, item: str) -> Item | None:
        """What the platform knows of this number, whosever it is; asking changes nothing.

        A number nobody has is an answer too (``exists`` False). None: the platform will not say now, which
        says nothing about the item. Raises NeverSent.
        """

    def metrics(self, item: str, at: datetime) -> Metrics:
        """The item's figures as of now."""


@dataclass(frozen=True)
class Transfer:
    """What the bank says of one transfer number."""

    number: str
    paid: bool
    refusal: str = ""
    """Why not, in our words: a no that this number keeps."""
    said: str = field(default="", compare=False)
    """The bank's own code for it."""
    fen: int | None = field(default=None, compare=False)
    """The amount, where the bank tells it."""


class Bank(Protocol):
    def transfer(self, number: str, account: "PayoutAccount", fen: int, at: datetime) -> Transfer:
        """Move money to a creator, or back to a brand. The number is the key: the same number moves money at
        most once.

        Raises NeverSent, OutcomeUnknown. A refused transfer is an answer (paid False), not an error, and
        proof that nothing moved. A number that stands for another payment there is no such proof:
        OutcomeUnknown.
        """

    def find(self, number: str) -> Transfer | None:
        """What became of a number; None when the bank does not know it.

        Asked too soon a bank may not know it yet: None proves no failure, it only allows the same request
        again. Raises NeverSent, and OutcomeUnknown while the bank itself does not know.
        """


@dataclass(frozen=True)
class PayoutAccount:
    """A creator's bound account, or the one a brand paid in from. Personal data: it stays between database
    and the bank.
    """

    kind: str
    """``alipay`` or ``bank_card``."""
    account: str = field(repr=False)
    holder: str = field(repr=False)


class WithdrawalStore(Protocol):
    def reserve(self, wanted: Reservation, run: str = "") -> Reserved:
        """The owner's balance → transit, if the terms and the balance allow it, all in one transaction.

        The same withdrawal again reserves nothing: it is told where it stands (``resumed``), or refused
        WITHDRAWAL_KEY_REUSED when it asks for another amount. One that came back may be reserved anew under a
        higher generation. A payout that follows a settlement takes what the balance still has of it.
        What a freeze withholds is not taken: by hand it is refused WITHDRAWAL_FROZEN, after a settlement it
        is told ``withheld`` and may ask again. ``resumed`` with that code: it waits, and may not be sent now.
        ``run`` is the workflow run that asks: what it was refused, it is told once more.
        """

    def note(self, noted: Noted) -> None:
        """Write one step. Again: nothing. Raises RecordConflict for other content under its number, and when
        the transfer has come to the other end already: a number is paid or returned, never both.
        """

    def begin(
        self, withdrawal: str, generation: int, creator_id: str, commission_id: str, fen: int, at: datetime
    ) -> None:
        """Open generation N: creator balance → transit, one entry keyed by the vendor number. Again: nothing.

        Raises VendorRefused("BALANCE_SHORT") when the creator's balance does not cover it.
        """

    def account_of(self, party: str, number: str) -> PayoutAccount:
        """Where this vendor number goes: the creator's account that was bound when it was first asked for, or
        the account that paid in what a brand has back. ``party`` is ``creator:ID`` or ``brand:ID``.

        A number sent once to one account and once to another would not be one request. Raises
        VendorRefused("NO_ACCOUNT"), and while the money is frozen VendorRefused("WITHDRAWAL_FROZEN") for a
        number that was never let go, OutcomeUnknown for one that may have reached the bank.
        """

    def is_rebound(self, creator_id: str, number: str) -> bool:
        """Whether an account is bound now, and it is another than the one this number went to."""

    def check_under_way(self, number: str, party: str, fen: int) -> None:
        """Nothing is sent that is not in transit. Raises RecordConflict unless just this is under way."""

    def standing(self, withdrawal: str) -> Withdrawal | None:
        """Where it stands, or None where nothing was ever reserved under this id. Asking changes nothing."""

    def rail_of(self, number: str) -> str:
        """The kind of account this number was first asked for; empty when it never was."""

    def paid(self, withdrawal: str, generation: int, at: datetime) -> None:
        """It arrived: transit → bank. Again: nothing."""

    def returned(self, withdrawal: str, generation: int, reason: str, at: datetime) -> None:
        """Proven failure: transit → creator balance. Again: nothing."""


class MetricsStore(Protocol):
    def keep_daily(self, commission_id: str, metrics: Metrics, at: datetime) -> bool:
        """Keep the first reading (投后数据) of a Beijing day; whether it was. Another that day: nothing."""
