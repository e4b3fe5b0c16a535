"""The state of a commission: a stage, overlays beside it, its clocks, and what is still to be done.

One frozen record. It is the workflow's only state, and the database row holds it whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.commissions.ordering.order import Order
from domain.commissions.state.case import Case, Proposal
from domain.commissions.state.on_record import RECORD_OVER, OnRecord
from domain.commissions.state.payout import NO_PAYOUT, PAYOUT_OVER, Nudge, Payout, Pays
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.state.sums import Sums
from domain.commissions.state.work import Rejection, Work
from domain.notice import Notice
from domain.party import Party
from domain.process.applied import Applied
from domain.process.proof import Used


@dataclass(frozen=True)
class Effect:
    """Something to be done outside. ``key`` is made of business ids: doing it twice under one key is once."""

    kind: str
    key: str
    at: datetime
    item: str = ""
    """The item at the platform it is about."""
    marked: bool = False
    """Of a publication: it has to bear the mark of an advertisement."""
    allowed: bool = False
    """Of the edit permission."""
    upto: int = 0
    """Of a look: the reports up to this number are answered by it."""
    notice: str = ""
    """The notice that the books are asked about."""
    pays: Pays | None = None
    nudge: Nudge | None = None
    call: Notice | None = None


@dataclass(frozen=True)
class CancelRequest:
    reason: str
    at: datetime
    bps: int = 0
    """The creator's share of the price that it asks for."""
    owed: bool = False
    """Asked while the brand was overdue: it is at the brand's fault, and the kill fee is due."""
    consented: bool = False
    """Its time is over, and it waits for the answer of a publication under way."""


@dataclass(frozen=True)
class PendingCancel:
    """Cancelled while the platform audits: what is owed waits for the audit's answer."""

    by: Party
    reason: str
    at: datetime
    quoted_fen: int = 0
    """What was quoted if the audit does not pass."""
    frozen: bool = False
    """The creator had been frozen for long: nothing is owed, whatever becomes of the freeze."""
    fault: str = ""
    """As an operator has named it: ``brand`` or ``platform``."""


@dataclass(frozen=True)
class Extension:
    by: Party
    submit_by: datetime
    at: datetime


@dataclass(frozen=True)
class Freeze:
    """Of one side. ``remaining_seconds`` is what its stopped clocks have left."""

    party: Party
    reason: str
    at: datetime
    remaining_seconds: Mapping[str, float] = field(default_factory=dict)
    command_id: str = ""
    """Of the command that froze it: a freeze of the whole account ends only what it began."""


@dataclass(frozen=True)
class Seen:
    """Where the public can see the published item, as far as we know."""

    public: bool = True
    since: datetime | None = None
    hidden_seconds: float = 0.0
    """Time hidden so far, gaps that are over only."""
    made_good_seconds: float = 0.0
    """Hidden time already added to the settlement deadline."""
    first_day_seconds: float = 0.0
    """Time hidden within 24 hours of the publication, gaps that are over only."""
    first_day_made_good: bool = False
    how: str = ""
    """While it is not public: ``hidden``, ``taken_down`` or ``deleted``; empty where nobody has told."""


@dataclass(frozen=True)
class Report:
    """A fact as it was reported from outside. It changes nothing until a look at the item bears it out."""

    fact: str
    item: str
    at: datetime
    """The instant it counts from: its stamp, else its arrival."""
    seq: int
    says: str = ""
    """``passed``, ``failed``, ``public`` or ``hidden``."""
    tries: int = 0
    """Looks the platform has not answered."""
    edit_until: datetime | None = None
    """Until when the item might be edited when this was reported."""


@dataclass(frozen=True)
class Replacement:
    """What the creator has made public in place of the published item, until the brand has answered."""

    item: str
    public_at: datetime
    at: datetime
    marked_as_ad: bool = False


@dataclass(frozen=True)
class Hiding:
    """Whether the words of a rating are hidden from all but operators: by whom, why, and since when."""

    of: Party
    """Who has rated."""
    hides: bool
    by: str
    reason: str
    at: datetime
    corrected: bool = False
    """They were shown again once, and are not a second time."""


@dataclass(frozen=True)
class VendorRefusal:
    """What a provider turned down, with its own code: an SMS or a call (``about`` its template), a
    publication, a payout. ``to`` is ``creator:ID`` or ``brand:ID``, never a number.
    """

    kind: str
    about: str
    to: str
    code: str
    at: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One of the last events, as current details show it."""

    seq: int
    at: datetime
    move: str
    by: Party
    stage: Stage
    refusal: str = ""
    said: "LineSaid | None" = None
    """None where nobody said more, and of lines from before it was kept."""

    @property
    def actor(self) -> str:
        return self.said.actor if self.said else ""

    @property
    def on_behalf_of(self) -> str:
        return self.said.on_behalf_of if self.said else ""

    @property
    def reason(self) -> str:
        return self.said.reason if self.said else ""

    @property
    def details(self) -> Mapping[str, str]:
        return self.said.details if self.said else {}


@dataclass(frozen=True)
class LineSaid:
    """Who acted, for whom, why and about what; as `domain.commissions.state.transition` keeps it whole."""

    actor: str = ""
    on_behalf_of: str = ""
    reason: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Commission:
    id: str
    order: Order
    stage: Stage = Stage.AWAITING_PAYMENT
    seq: int = 0
    opened_at: datetime | None = None
    round: int = 0
    outline_rejections: int = 0
    content_rejections: int = 0
    outline_submitted: bool = False
    outline_waived: bool = False
    """By the brand, since it ordered one: the order itself never changes."""
    content_submitted: bool = False
    """In any round; as the outline, it stays so."""
    audit_passed: bool = False
    audit_failed: bool = False
    audit_appealed: bool = False
    failed_audits: int = 0
    """In all rounds."""
    submit_by: datetime | None = None
    late: bool = False
    defaulted: bool = False
    """Something was handed in beyond the grace, and the brand has approved nothing since."""
    work: Work | None = None
    rejected: tuple[Rejection, ...] = ()
    """The last few versions that were turned down, the oldest first."""
    review_since: datetime | None = None
    """Of the review that goes on; None where nothing is reviewed."""
    review_seconds: float = 0.0
    """The brand's reviews so far, without the one that goes on."""
    version_seconds: float = 0.0
    """As much of it as was spent on this version, where the platform was asked in between."""
    release_at: datetime | None = None
    release_ordered: bool = False
    first_approved_at: datetime | None = None
    """Of the content, for the first time: it is never moved, and the latest release counts from it."""
    reschedules: int = 0
    """By the brand, also after a release that failed."""
    release_resumed: bool = False
    """The platform has sent a release that lapsed back once: the next is decided."""
    item: str = ""
    early_item: str = ""
    early_at: datetime | None = None
    early_refused: bool = False
    """The brand had an early publication taken down."""
    published_at: datetime | None = None
    settle_by: datetime | None = None
    settled_at: datetime | None = None
    marked_as_ad: bool = False
    held: bool = False
    """Whether the money was ever held."""
    sums: Sums | None = None
    """What its postings have moved; None in a state from before this was kept (`money.money_now`)."""
    calls_made: int = 0
    short_told: bool = False
    extensions: int = 0
    cancel_request: CancelRequest | None = None
    pending_cancel: PendingCancel | None = None
    fault: str = ""
    """``brand``, ``creator`` or ``platform``: at whose fault the platform has cancelled it."""
    extension: Extension | None = None
    edit_until: datetime | None = None
    edit_requested: bool = False
    proposal: Proposal | None = None
    case: Case | None = None
    past_case: Case | None = None
    """The last one that was closed: why, and what was decided, is asked about afterwards."""
    past_causes: tuple[str, ...] = ()
    """Of complaints that were withdrawn or decided; one that was complained of twice stands here twice."""
    past_proofs: tuple[str, ...] = ()
    """Marks of the evidence those came with."""
    reworks: int = 0
    freeze: Freeze | None = None
    """On the creator's side; the brand's side is frozen apart from it."""
    brand_freeze: Freeze | None = None
    seen: Seen = Seen()
    reports: tuple[Report, ...] = ()
    """Facts that wait for a look, the oldest first."""
    denied_day: str = ""
    denied_today: int = 0
    replacement: Replacement | None = None
    replacements: int = 0
    """How often the brand was asked about another item."""
    edited_at: datetime | None = None
    """The last edit of the published item we know of, by the platform's clock."""
    payout: Payout = NO_PAYOUT
    on_record: OnRecord | None = None
    rated: tuple[Party, ...] = ()
    worded: tuple[Party, ...] = ()
    """Of those who rated, who wrote more than stars."""
    hidings: tuple[Hiding, ...] = ()
    """The last act about the words of each side's rating; the acts before it stand in the timeline."""
    clocks: Mapping[str, datetime] = field(default_factory=dict)
    extended: Mapping[str, float] = field(default_factory=dict)
    """By clock: the seconds operators have moved it later in sum, however often it began."""
    acted_at: datetime | None = None
    """The last deadline it has acted on: nothing that comes afterwards is judged as before it."""
    attention: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    """Ordered and not yet known to be done."""
    failed_effects: tuple[Effect, ...] = ()
    waiting_notices: tuple[str, ...] = ()
    """Notices that wait for the morning, or for the pause after the last of their kind."""
    told_at: Mapping[str, datetime] = field(default_factory=dict)
    """The SMS of the last while, by template: one of a kind goes out in `sms_pause_minutes`."""
    vendor_refusals: tuple[VendorRefusal, ...] = ()
    """The last few, for operators to read."""
    applied: tuple[Applied, ...] = ()
    recent: tuple[Line, ...] = ()
    refused_day: str = ""
    refused_today: int = 0
    refused_in_all: int = 0
    used: Used = ()
    """Signatures that may come again; none of them counts twice."""


def is_over(commission: Commission) -> bool:
    """Whether the workflow may end: closed, nothing on its way to anybody, no clock that matters."""
    return not needs_its_workflow(commission) and not commission.effects


def needs_its_workflow(commission: Commission) -> bool:
    """As the books can tell: they do not hear when an effect is done that calls for no move."""
    return (
        commission.stage not in CLOSED
        or commission.payout.state not in PAYOUT_OVER
        or (commission.on_record is not None and commission.on_record.state not in RECORD_OVER)
        or bool(commission.failed_effects)
        or bool(commission.waiting_notices)
    )
