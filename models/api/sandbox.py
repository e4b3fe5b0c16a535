"""What the sandbox is told over the wire, in place of the platform, the bank, the phones and the calendar."""

from pydantic import Field

from models.api.shapes import At, Fen, Sent, Told


class Message(Told):
    at: At
    channel: str
    template: str
    text: str
    outcome: str


class Inbox(Told):
    messages: list[Message]


class Draft(Sent):
    title: str = Field(default="", max_length=60)
    description: str = Field(default="", max_length=1_000)
    hashtags: list[str] = Field(default_factory=list, max_length=20)
    ticked: bool = Field(default=True, description="「关联星图任务」 · linked to the commission")
    marked_as_ad: bool = True


class Written(Told):
    item: str
    state: str


class Audit(Sent):
    passed: bool
    reason: str = Field(default="", max_length=200)


class Shown(Sent):
    public: bool


class ItemOf(Told):
    item: str


class Skip(Sent):
    seconds: int = Field(gt=0, le=90 * 86_400, examples=[86400])
    commission_id: str = Field(default="", max_length=128, description="空：全部 · empty: all of them")


class Skipped(Told):
    moved: list[str]


class Transfer(Told):
    number: str
    fen: Fen
    at: At
    state: str
    refusal: str


class Transfers(Told):
    transfers: list[Transfer]
