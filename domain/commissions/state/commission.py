"""The state of a commission: a stage, overlays beside it, its clocks, and what is still to be done.

One frozen record. It is the workflow's only state, and the database row holds it whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from domain.commissions.ordering.order import Order
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.state.sums import Sums
from domain.commissions.state.transition import Notice
from domain.party import Party
from domain.process.applied import Applied


@dataclass(frozen=True)
class Pays:
    """What a payout pays to whom, under which of its numbers."""

    creator: str
    fen: int
    generation: int


@dataclass(frozen=True)
class Nudge:
    """By whom a payout that waits is told to try again, and why."""

    actor: str
    reason: str


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
class Case:
    """What the platform is asked to decide: a complaint, an escalation, or a release that never came."""

    kind: str
    """``complaint``, ``escalation``, ``release_overdue``, ``audit`` (without an answer), ``taken_down``, or
    ``forced``: opened by an operator's force.
    """
    by: Party
    at: datetime
    from_stage: Stage
    causes: tuple[str, ...] = ()
    reason: str = ""
    evidence: int = 0
    settle_by: datetime | None = None
    """The settlement deadline that stood when the case was opened."""
    asks: tuple[Party, ...] = ()
    """Sides that have not answered what was put last."""
    waits: tuple[Party, ...] = ()
    """Of those, the sides whose time to answer is not over: nothing is decided before."""
    decision: str = ""
    creator_bps: int = 0
    decided_reason: str = ""
    appellants: tuple[Party, ...] = ()
    reopened: bool = False
    """The item was gone when the decision should have taken effect."""
    creator_fen: int = 0
    """Of a split: the creator's share of the price, where no basis points say it exactly."""
    corrected: bool = False
    """The decision was corrected by the platform: it is not corrected again."""
    bearer: str = ""
    """``brand``, ``creator`` or ``platform``: who bears what was decided, where that was named."""
    file: "CaseFile | None" = None
    """None of a case from before it was kept, or with nothing in it."""
    fault: str = ""
    """``creator`` where it was opened while the creator was in default."""
    seen_public: bool | None = None
    """Whether the item was known as public when it was decided; None where that was not kept yet."""
    hidden_seconds: float = 0.0
    """How long it had been hidden by then."""
    rework_appealed_at: datetime | None = None
    """A rework was decided and is appealed: its times stand still from then, and no money is decided yet."""
    edit_until: datetime | None = None
    """The edit permission that stood then."""

    @property
    def papers(self) -> "CaseFile":
        return self.file or CaseFile()

    @property
    def heard(self) -> bool:
        return not self.waits

    @property
    def appealed(self) -> bool:
        """The next decision is final."""
        return (bool(self.appellants) and self.rework_appealed_at is None) or self.reopened

    @property
    def answer(self) -> str:
        """The last one."""
        answers = [each.text for each in self.papers.statements if each.kind == "answer"]
        return answers[-1] if answers else ""


@dataclass(frozen=True)
class Statement:
    """What a side put before the platform after the case was opened, or answered."""

    kind: str
    """``cause``, ``answer`` or ``appeal``."""
    by: Party
    text: str
    about: str = ""
    """The cause that was added."""
    through: str = ""
    """The operator through whom it came, if it was one."""
    proofs: tuple[str, ...] = ()
    evidence: int = 0


@dataclass(frozen=True)
class CaseFile:
    """What an operator decides a case by, beside its causes and its reason; and who has decided it."""

    proofs: tuple[str, ...] = ()
    """The evidence of the causes: references, as they were given, as many as there is room for."""
    statements: tuple[Statement, ...] = ()
    """The newest few."""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Proposal:
    """A decision over the term's amount: it stands for nothing until another operator seconds it."""

    move: str
    seq: int
    """Its number: the line that made it."""
    by: str
    at: datetime
    reason: str
    decision: str = ""
    creator_bps: int | None = None
    creator_fen: int | None = None
    bearer: str = ""
    fault: str = ""
    """Of a cancel: whose fault it is, and the kill fee and the quote that it named."""
    quoted_fen: int | None = None
    quote: str = ""


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
class Work:
    """The version under review or last reviewed."""

    kind: str
    round: int
    ref: str
    at: datetime
    late: bool = False
    status: str = "new"
    reason: str = ""
    disputed: bool = False
    """The platform was asked about its rejection: nobody asks about one rejection twice."""
    asked: tuple[Party, ...] = ()
    """The sides that asked the platform while it was reviewed: each asks as often as the terms say."""


class Rejection(NamedTuple):
    """A version that was turned down, and why. They travel with the commission, so it is written short."""

    kind: str
    """``outline`` or ``content``."""
    round: int
    status: str
    """``rejected`` by the brand, or ``rejected_by_audit``."""
    at: datetime
    reason: str


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
class Payout:
    """``none``, ``under_way``, ``waiting`` (a number failed, the withdrawal waits for a mended account),
    ``paid``, ``kept`` (on the balance, to be withdrawn by hand), ``failed``, ``withheld`` (the creator is
    frozen) or ``conflict`` (our books contradict themselves). The withdrawal counts its numbers itself.
    """

    state: str = "none"
    generation: int = 0
    fen: int = 0
    reason: str = ""
    waits_as: str = ""
    """The number that failed last: it is told once."""
    since: datetime | None = None
    """Of this state."""


@dataclass(frozen=True)
class OnRecord:
    """The breach record this commission left, and its appeal: ``open`` (may be appealed), ``appealed``,
    ``stands`` or ``lifted``.
    """

    reason: str
    state: str = "open"


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
    payout: Payout = Payout()
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


def is_over(commission: Commission) -> bool:
    """Whether the workflow may end: closed, nothing on its way to anybody, no clock that matters."""
    return not needs_its_workflow(commission) and not commission.effects


def needs_its_workflow(commission: Commission) -> bool:
    """As the books can tell: they do not hear when an effect is done that calls for no move."""
    return (
        commission.stage not in CLOSED
        or commission.payout.state not in ("none", "paid", "kept")
        or (commission.on_record is not None and commission.on_record.state not in ("stands", "lifted"))
        or bool(commission.failed_effects)
        or bool(commission.waiting_notices)
    )
