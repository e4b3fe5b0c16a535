"""What operators read and decide over the wire."""

from pydantic import Field

from models.api.shapes import At, Fen, Sent, Told, Why


class WhyInNeed(Told):
    word: str
    since: At


class InNeed(Told):
    """A commission, once, whatever it waits for."""

    commission_id: str
    word: str = Field(description="其中等得最久的原因 · the one of its reasons that stands longest")
    since: At
    reasons: list[WhyInNeed] = Field(description="全部原因，久的在前 · all of them, the longest first")
    title: str
    brand_id: str
    creator_id: str
    price_fen: Fen
    stage: str


class PayoutInNeed(Told):
    id: str
    fen: Fen
    state: str
    reason: Why
    owner: str = ""
    number: str = Field(default="", description="银行流水号 · its number at the bank")
    since: At | None = None
    attention: str = Field(default="", description="为什么需要关注 · why it stands here")


class Attention(Told):
    waiting: list[InNeed]
    withdrawals: list[PayoutInNeed]


class Finding(Told):
    kind: str
    subject: str
    detail: str
    since: At | None


class Swept(Told):
    name: str
    finished_at: At | None
    counts: dict[str, int]
    findings: list[Finding]


class Sweeps(Told):
    sweeps: list[Swept]


class Freezing(Sent):
    reason: str = Field(min_length=1, max_length=500)


class ReachedCommission(Told):
    commission_id: str
    outcome: str = Field(
        description="done、over（已结束）、apart（另有原因暂停）、failed"
        " · done, over (it has ended), apart (frozen by itself), failed"
    )
    code: str


class Frozen(Told):
    commissions: list[ReachedCommission]
    withheld_fen: Fen
    at: At | None = Field(default=None, description="自何时冻结 · frozen since")
    operator: str = ""
    reason: str = ""


class Unfrozen(Told):
    commissions: list[ReachedCommission]
    free_fen: Fen
    told: int = Field(description="因此继续的打款笔数 · payouts that go on because of it")


class CancelOpen(Sent):
    reason: str = Field(min_length=1, max_length=100, description="告知双方 · told to both sides")
    dry_run: bool = Field(default=False, description="只列出 · only list them")


class KeptOffer(Told):
    commission_id: str
    code: str = Field(description="为什么没有取消 · why it was not cancelled")


class CancelledOffers(Told):
    found: list[str] = Field(description="尚未被接收的 · those that nobody had accepted")
    cancelled: list[str] = Field(default_factory=list)
    kept: list[KeptOffer] = Field(default_factory=list)


class AuditLine(Told):
    id: int
    at: At
    account: str
    party: str
    what: str
    whom: str
    address: str
    request_id: str
    details: dict[str, str | int | bool | None]


class AuditLog(Told):
    lines: list[AuditLine]
    after: int | None = Field(default=None, description="下一页从这里开始 · where the next page begins")


class Alive(Told):
    status: str = Field(examples=["ok"])


class Ready(Told):
    books: bool = Field(description="账目可读 · the books can be read")
    temporal: bool = Field(description="Temporal 可达 · Temporal answers")
