"""Events over the wire: the envelope, which pull, stream and webhooks share, and the catalogue of types."""

from pydantic import Field

from models.api.shapes import At, Told


class EventSubject(Told):
    kind: str = Field(description="主体类别 · commission, withdrawal", examples=["commission"])
    id: str = Field(examples=["qingyou-QY-2026-1201"])
    seq: int = Field(
        description="主体自己的步序，只增，可有空缺（并非每步都告知每一方） · of the subject's steps: it "
        "grows, and has gaps where a step is not told to everybody",
        examples=[5],
    )


class Event(Told):
    id: str = Field(
        description="同一事件再来时相同，据此去重 · the same where it comes again", examples=["evt_1042"]
    )
    type: str = Field(description="见 GET /v1/events/catalogue", examples=["commission.accepted"])
    number: int = Field(description="读取位置，只增 · the cursor: it grows", examples=[1042])
    occurred_at: At
    subject: EventSubject
    data: dict[str, str | int] = Field(
        description="编号与代码，没有个人数据，字段会增加 · ids and words, no personal data; fields are added"
    )


class Events(Told):
    events: list[Event]
    after: int = Field(
        description="下次的 after：已看过的都不在它之后 · say it next time",
        examples=[1042],
    )
    more: bool = Field(description="立即可再读 · there are more to be read now")


class EventKind(Told):
    type: str = Field(examples=["commission.accepted"])
    zh: str
    en: str
    told_to: list[str] = Field(
        description="会收到的一方；空：仅平台 · sides that hear of it; none: operators"
    )
    example: Event


class EventCatalogue(Told):
    types: list[EventKind]
