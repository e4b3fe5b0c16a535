"""Money over the wire. Every sum is whole fen."""

from pydantic import Field

from models.api.shapes import At, Fen, Sent, Told, Why

FEN_MOST = 10**13


class Wallet(Told):
    available_fen: Fen
    held: dict[str, int] = Field(description="按任务的托管金额（分） · held for each commission, fen")
    topped_up_fen: Fen
    compensated_fen: Fen
    gone_back_fen: Fen


class TopUp(Sent):
    fen: int = Field(gt=0, le=FEN_MOST, examples=[1000000])
    kind: str = Field(default="", max_length=16)
    account: str = Field(default="", max_length=100, repr=False)
    holder: str = Field(default="", max_length=64, repr=False)


class ToppedUp(Told):
    balance_fen: Fen
    already: bool
    told: list[str] = Field(description="因此继续的任务 · commissions that go on because of it")


class Withdraw(Sent):
    fen: int = Field(ge=0, le=FEN_MOST, description="0：全部 · 0 is all there is", examples=[50000])


class SendBack(Sent):
    """Back to the accounts that paid it in. There is no 0 for all: each takes what it paid in at most."""

    fen: int = Field(gt=0, le=FEN_MOST, examples=[50000])


class Decision(Sent):
    reason: str = Field(min_length=1, max_length=500)


class Withdrawing(Told):
    id: str
    fen: Fen
    state: str
    number: str
    already: bool


class WithdrawalShown(Told):
    id: str
    creator_id: str | None
    brand_id: str | None
    commission_id: str | None
    fen: Fen
    state: str
    number: str
    reason: Why
    updated_at: At
    rail: str


class Withdrawals(Told):
    withdrawals: list[WithdrawalShown]
    more: bool


class Step(Told):
    seq: int
    at: At
    number: str
    event: str
    code: Why
    actor: str
    reason: str
    state: str


class WithdrawalWhole(Told):
    withdrawal: WithdrawalShown
    steps: list[Step]


class Balance(Told):
    balance_fen: Fen
    pending_fen: Fen
    reserve_fen: Fen
    in_transit_fen: Fen
    owed_fen: Fen
    withheld_fen: Fen
    withheld_because: str = Field(
        default="", description="冻结的原因；空：没有冻结 · why it is frozen; empty: nothing is"
    )


class IncomeLine(Told):
    key: str
    kind: str
    commission_id: str
    title: str
    legal_at: At
    balance_fen: Fen
    debt_fen: Fen
    fee_fen: Fen


class Income(Told):
    lines: list[IncomeLine]


class StatementLine(Told):
    key: str
    kind: str
    commission: str
    legal_at: At
    recorded_at: At
    fen: Fen
    balance_fen: Fen


class Statement(Told):
    account: str
    opening_fen: Fen
    closing_fen: Fen
    count: int
    lines: list[StatementLine]


class Claw(Sent):
    """The creator's share of a settled commission from now on: one of the three."""

    commission_id: str = Field(max_length=128)
    creator_percent: int | None = Field(default=None, ge=0, le=100)
    creator_bps: int | None = Field(default=None, ge=0, le=10_000)
    creator_fen: int | None = Field(default=None, ge=0, le=FEN_MOST)
    reason: str = Field(min_length=1, max_length=500)


class Compensate(Sent):
    party: str = Field(max_length=64, examples=["creator:atang"])
    fen: int = Field(gt=0, le=FEN_MOST)
    commission_id: str = Field(default="", max_length=128)
    reason: str = Field(min_length=1, max_length=500)


class WriteOff(Sent):
    creator_id: str = Field(max_length=32)
    fen: int = Field(gt=0, le=FEN_MOST)
    reason: str = Field(min_length=1, max_length=500)


class ClaimShown(Told):
    key: str
    kind: str
    party: str
    fen: Fen
    operator: str
    reason: str
    at: At
    commission_id: str | None
    creator_bps: int | None


class Claims(Told):
    claims: list[ClaimShown]


class Claimed(Claims):
    """What was decided just now, and what it moved; then all decisions about the same."""

    claim: ClaimShown
    moved: dict[str, int] = Field(description="按账户的变动（分） · what moved on each account, fen")
    already: bool
