"""What operators read and decide over the wire."""

from pydantic import Field

from models.api.shapes import At, Fen, Sent, Told


class InNeed(Told):
    commission_id: str
    word: str
    since: At
    title: str
    brand_id: str
    creator_id: str
    price_fen: Fen
    stage: str


class Attention(Told):
    waiting: list[InNeed]
    withdrawals: list[dict[str, str | int | None]]


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


class Frozen(Told):
    reached: int
    not_reached: list[str]
