"""What travels between workflows and activities. Fields are only ever added, with defaults."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.commissions.state.commission import Commission, Effect
from domain.commissions.state.items import Item
from domain.commissions.state.transition import Shown, Transition
from domain.money.withdrawals.page import Line
from domain.money.withdrawals.state import BankAnswer, End, Withdrawal
from domain.money.withdrawals.steps import WATCH_DAYS
from domain.money.withdrawals.terms import DEFAULT_TERMS, WithdrawalTerms
from domain.process.applied import Applied
from domain.process.proof import Used
from domain.process.trust import KeySet, Trust
from models.messages.pace import Pace

LONGEST_WATCH = 365
USUAL = Pace()


@dataclass(frozen=True)
class StartSignature:
    """As a command's, in what a workflow begins with."""

    kid: str
    iat: int
    exp: int
    sig: str = field(repr=False)


@dataclass(frozen=True)
class Revival:
    """An operator begins a lost workflow again; where it stands is told by the books, not by its input."""

    actor: str
    reason: str
    command_id: str = ""
    signature: StartSignature | None = None
    """Of the command ``revive`` of actor, reason and command id, where nothing else counts."""


@dataclass(frozen=True)
class Start:
    """The input of a commission's workflow: a new one has only its id and its order."""

    commission: Commission
    pace: Pace = USUAL
    lang: str = "zh"
    payout_terms: WithdrawalTerms = DEFAULT_TERMS
    revival: Revival | None = None
    trust: str = Trust.CLUSTER.value
    """What a message without a signature counts as."""
    keys: KeySet | None = None
    """None: signatures cannot be told from each other, and are not looked at."""


@dataclass(frozen=True)
class RecordInput:
    commission_id: str
    transitions: tuple[Transition, ...]
    shown: Shown
    record: Any
    """The commission; an activity receives it as plain JSON."""
    run: str = ""
    """The first run of its workflow: the books know whose commission it is."""
    trust: str = ""
    """Of a commission that begins: as its start says it. Empty: of one that goes on, whose start was ours."""
    keys: KeySet | None = None


@dataclass(frozen=True)
class TakeUpInput:
    commission_id: str
    run: str


@dataclass(frozen=True)
class TakenUp:
    """The commission as the books have it; None where no order of this id stands in them."""

    commission: Commission | None = None
    pace: Pace | None = None
    """The platform's own, as its payout terms: a start that claims to revive says them of itself."""
    payout_terms: WithdrawalTerms | None = None
    trust: str = ""
    """As the books have it; empty: as the start says."""
    keys: KeySet | None = None


@dataclass(frozen=True)
class TellInput:
    """A word of a workflow to another: a signal, which the platform signs."""

    workflow_id: str
    name: str
    fields: dict[str, str]


@dataclass(frozen=True)
class RecordedInput:
    commission_id: str
    from_seq: int


@dataclass(frozen=True)
class RecordedState:
    """What an earlier attempt of a lost workflow task has recorded."""

    commission: Commission
    acts: tuple[str, ...]


@dataclass(frozen=True)
class EffectInput:
    commission_id: str
    effect: Effect


@dataclass(frozen=True)
class NoticeInput:
    """An SMS that stands in the books: its text and its receiver are read there."""

    key: str
    attempts: int
    """After so many it has failed for good."""


@dataclass(frozen=True)
class EffectResult:
    outcome: str
    happened_at: datetime | None = None
    reason: str = ""
    item: Item | None = None
    """What a look found."""
    ref: str = ""
    """The number of a withdrawal it is about."""


@dataclass(frozen=True)
class WithdrawalStart:
    """``generation`` makes the vendor's number: a new one only after proven failure.

    By hand there is no commission, and 0 fen ask for all there is.
    """

    withdrawal_id: str
    commission_id: str
    creator_id: str
    fen: int
    generation: int
    at: datetime
    pace: Pace = USUAL
    terms: WithdrawalTerms = DEFAULT_TERMS
    until: datetime | None = None
    """Of one that waits and goes on in a new run: until when."""
    lines: tuple[Line, ...] = ()
    """What was told of it in the run before, to be read on its page."""
    applied: tuple[Applied, ...] = ()
    """The commands of operators it took in the run before."""
    refused: int = 0
    """Messages that were refused in the runs before."""
    revival: Revival | None = None
    brand_id: str = ""
    """Of a brand's balance that goes back; then there is no creator."""
    trust: str = Trust.CLUSTER.value
    keys: KeySet | None = None
    used: Used = ()
    """Signatures that may come again, of the run before."""

    @property
    def asked(self) -> Withdrawal:
        """Before anything is reserved."""
        return Withdrawal(
            self.withdrawal_id,
            "" if self.brand_id else self.creator_id,
            self.fen,
            self.commission_id,
            self.generation,
            brand_id=self.brand_id,
        )


@dataclass(frozen=True)
class WithdrawalEnd:
    state: End
    number: str
    reason: str = ""
    fen: int = 0


@dataclass(frozen=True)
class TransferInput:
    """What the bank is asked: to move so much to whom, under this number, or whether it did."""

    number: str
    party: str
    fen: int
    at: datetime


@dataclass(frozen=True)
class ReboundInput:
    """Whether another account is bound than the one this number went to."""

    creator_id: str
    number: str


@dataclass(frozen=True)
class RefundWatchStart:
    """A payout that was paid: the bank is asked on these days after it whether it came back."""

    withdrawal: Withdrawal
    paid_at: datetime
    pace: Pace = USUAL
    days: tuple[int, ...] = WATCH_DAYS

    def __post_init__(self) -> None:
        """As with its pace: a start is anybody's."""
        if len(self.days) > LONGEST_WATCH or any(not 0 <= day <= LONGEST_WATCH for day in self.days):
            object.__setattr__(self, "days", WATCH_DAYS)


@dataclass(frozen=True)
class TransferAnswer:
    """``rail`` is the kind of account the number went to."""

    state: BankAnswer
    reason: str = ""
    rail: str = ""
