"""A case before the platform: what it is about, what was said of it, what was decided or proposed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.commissions.state.stages import Stage
from domain.party import Party


class CaseKind(StrEnum):
    COMPLAINT = "complaint"
    ESCALATION = "escalation"
    RELEASE_OVERDUE = "release_overdue"
    AUDIT = "audit"
    """The platform's audit never answered."""
    TAKEN_DOWN = "taken_down"
    FORCED = "forced"
    """Opened by an operator's force."""


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
class Case:
    """What the platform is asked to decide: a complaint, an escalation, or a release that never came."""

    kind: CaseKind
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
    file: CaseFile | None = None
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
    def papers(self) -> CaseFile:
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
