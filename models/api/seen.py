"""A commission as each role sees it. A field that is not here is not told to that role."""

from typing import Any

from pydantic import Field

from models.api.shapes import At, Fen, Told


class Seen(Told):
    id: str
    title: str
    task_type: str
    brand: dict[str, str]
    creator: dict[str, str]
    brief: Any
    brief_digest: str
    agreed: Any
    stage: str
    stage_zh: str
    stage_en: str
    seq: int
    round: int
    deadline: At | None
    clocks: dict[str, At]
    price_fen: Fen
    rejections: dict[str, int]
    failed_audits: int
    release_at: At | None
    reschedules: dict[str, int]
    published_at: At | None
    cancel_request: dict[str, Any] | None
    cancel_waits: bool
    fault: str
    last_version: Any
    rejected: list[Any]
    reported: list[Any]
    replacement: Any
    complaint: Any
    breach: dict[str, str] | None
    money: dict[str, int]
    frozen_sides: Any
    rated: Any
    terms_version: str
    rules_version: str
    allowed_moves: list[str]


class ForCreator(Seen):
    fee_fen: Fen
    net_fen: Fen
    payout: str
    withholding: str
    withheld_fen: Fen
    cancel_gives_up_fen: Fen
    frozen_because: str


class ForBrand(Seen):
    hold_fen: Fen
    kill_fee_fen: Fen
    quote: str
    kill_fee_if_passed_fen: Fen
    external_id: str | None = None
    metadata: dict[str, str] = Field(default_factory=dict)


class ForOperator(ForCreator, ForBrand):
    attention: list[str]
    refused: int
    frozen: bool
    proposal: Any
    freezes: dict[str, str]
