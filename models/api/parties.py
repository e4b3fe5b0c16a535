"""Creators and brands over the wire: profiles, quotes, accounts. Personal data is masked on the way out."""

from pydantic import Field

from models.api.shapes import At, Fen, Sent, Told


class Service(Told):
    task_type: str
    opened: bool
    quote_fen: Fen | None


class CreatorProfile(Told):
    """Of oneself, and for operators."""

    id: str
    name: str
    paused: bool
    services: list[Service]
    payout_kind: str
    payout_account: str = Field(description="打码 · masked")
    payout_holder: str = Field(description="打码 · masked")
    verified_name: str = Field(description="打码；空：未实名 · masked; empty: not verified")
    payout_by_hand: bool
    balance_fen: Fen
    joined_at: At
    frozen_because: str


class CreatorOffer(Told):
    """As brands see a creator: what may be ordered, and at what price."""

    id: str
    name: str
    paused: bool
    services: list[Service]


class CreatorOffers(Told):
    creators: list[CreatorOffer]
    after: str | None = Field(
        default=None, description="下一页从这里开始；null：没有了 · where the next page begins; null: the end"
    )


class BrandProfile(Told):
    id: str
    name: str
    balance_fen: Fen | None
    joined_at: At


class Pause(Sent):
    paused: bool


class ByHand(Sent):
    by_hand: bool = Field(
        description="true：结算后留在余额，手动提现 · true: settled money stays on the balance"
    )


class Quote(Sent):
    fen: int = Field(gt=0, le=10**13, examples=[300000])


class Account(Sent):
    """Where money goes. It must bear the verified name."""

    kind: str = Field(
        examples=["alipay"], max_length=16, description="alipay 或 bank_card · alipay or bank_card"
    )
    account: str = Field(max_length=100, repr=False)
    holder: str = Field(max_length=64, repr=False)
    code: str = Field(
        max_length=12,
        repr=False,
        description="POST /v1/creator/account/codes 发到手机的验证码 · sent to the phone",
    )


class AccountCode(Told):
    resend_in_seconds: int
    expires_in_seconds: int


class Bound(Told):
    account: str = Field(description="打码 · masked")
    told: int = Field(description="因此继续的提现笔数 · withdrawals that go on because of it")


class Breach(Told):
    at: At
    commission_id: str
    reason: str


class Breaches(Told):
    breaches: list[Breach]
