"""Webhook endpoints over the wire: what they are told of, how they are, and what was sent to them."""

from typing import Any

from pydantic import Field

from models.api.shapes import At, Instant, Sent, Told

URL = Field(
    max_length=2_000,
    repr=False,
    examples=["https://erp.example.com/starmap"],
    description="https，公网 · https, on the public internet",
)
DESCRIPTION = Field(default="", max_length=200, examples=["ERP"])
TYPES: Any = Field(
    default_factory=list,
    max_length=500,
    examples=[["commission.accepted", "commission.submitted"]],
    description="空：全部类型 · empty: every type",
)


class Nothing(Sent):
    """Of an operation that asks for no more than its address says."""


class NewEndpoint(Sent):
    url: str = URL
    description: str = DESCRIPTION
    event_types: list[str] = TYPES


class NewEndpointOf(NewEndpoint):
    """By an operator."""

    brand_id: str = Field(
        default="",
        max_length=32,
        description="空：创作者端的接收地址 · empty: one of the creators' app",
    )


class ChangedEndpoint(Sent):
    """What is left out stays."""

    url: str | None = Field(default=None, max_length=2_000, repr=False)
    description: str | None = Field(default=None, max_length=200)
    event_types: list[str] | None = Field(default=None, max_length=500)


class EndpointShown(Told):
    """The only answer that bears the secret."""

    id: str
    secret: str = Field(description="只出现这一次 · shown this once", repr=False)
    previous_until: At | None = Field(
        default=None, description="此前旧密钥也签名 · until then the one before signs as well"
    )


class Endpoint(Told):
    id: str
    owner: str = Field(description="brand:编号，或 app · brand:ID, or app")
    url: str = Field(repr=False)
    description: str
    event_types: list[str]
    state: str = Field(description="enabled | disabled")
    reason: str = Field(description="停用原因 · why it is disabled: owner | operator | gone | failing")
    health: str = Field(description="new | healthy | failing | paused | disabled")
    waiting: int = Field(description="还没有送达的事件数 · events that were not delivered yet")
    failures: int = Field(description="连续失败次数 · failures in a row")
    failing_since: At | None
    last_failed_at: At | None
    last_failure: str
    last_success_at: At | None
    probe_at: At | None = Field(description="暂停时下一次试投 · while it is paused: when one is tried next")
    previous_secret_until: At | None
    created_at: At
    changed_at: At


class Endpoints(Told):
    endpoints: list[Endpoint]


class Delivery(Told):
    event_no: int
    event: str
    subject: str
    state: str = Field(description="waiting | delivered | failed")
    attempt: int
    next_at: At | None
    status: int | None = Field(description="对方的状态码 · what it was answered with")
    reason: str = Field(description="失败原因 · why it failed")
    previous_missing: bool
    body: str | None = Field(description="发出的原文，30 天后清除 · what was sent, kept for 30 days")
    created_at: At
    ended_at: At | None


class Deliveries(Told):
    deliveries: list[Delivery]
    before: int | None = Field(description="下一页用 · for the next page; null: no more")


class Attempt(Told):
    id: int
    message_id: str
    event_no: int | None
    event: str
    attempt: int
    started_by: str = Field(description="schedule | redelivery | test")
    at: At
    ms: int
    succeeded: bool
    status: int | None
    reason: str
    answer: str | None = Field(description="答复的开头 · the beginning of the answer")


class Attempts(Told):
    attempts: list[Attempt]


class FailedSince(Sent):
    since: Instant = Field(examples=["2026-12-01T00:00:00+08:00"], description="带时区 · with its zone")


class TestEvent(Sent):
    event: str = Field(max_length=80, examples=["commission.accepted"])


class Asked(Told):
    """It is sent within moments; its outcome stands among the attempts."""

    request: int


class AskedForAll(Told):
    asked: int
    left: int = Field(description="还有多少，请再来一次 · how many more: ask again")


class Removed(Told):
    removed: bool = True
